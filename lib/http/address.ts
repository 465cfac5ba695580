/** Written by the web process over whatever a client sent under this name; read by `requestFacts`. */
export const ADDRESS_HEADER = "x-tiyn-address";

const V4_IN_V6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const MAX_LENGTH = 45;

/** The first four groups of an IPv6 address: one household or office has the rest of it to itself. */
function network(address: string): string {
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return `${[...left, ...Array.from({ length: gap }, () => "0"), ...right].slice(0, 4).join(":")}::/64`;
}

/**
 * Whom to count: the peer of the socket, or, behind proxies of ours, what the outermost of them saw. What a client itself wrote
 * into X-Forwarded-For is further to the left and never read.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim());
  const seen = [...hops.filter(Boolean), peer ?? "unknown"];
  const address = (seen[Math.max(0, seen.length - 1 - trustedProxies)] ?? "unknown").slice(0, MAX_LENGTH).toLowerCase();
  const v4 = V4_IN_V6.exec(address)?.[1];
  if (v4) return v4;
  return address.includes(":") ? network(address) : address;
}
