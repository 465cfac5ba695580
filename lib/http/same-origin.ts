import { env } from "@/lib/config";

const hostOf = (address: string | null): string | null => {
  try {
    return address === null ? null : new URL(address).host;
  } catch {
    return null;
  }
};

/**
 * Tells whether a state change was asked for by a page of ours. A browser names the page's origin in every such request; one
 * that names none, `null` or a stranger is refused, whatever cookies it carries.
 */
export function isSameOrigin(head: Pick<Headers, "get">): boolean {
  const origin = hostOf(head.get("origin"));
  if (origin === null) return false;
  const site = head.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  return origin === head.get("host") || origin === hostOf(env().WEB_ORIGIN);
}
