import { bounds } from "../core/bounds";

/** Whom we may ask: the host as certificates write it, and the origin to ask instead, or null for itself. */
export type Hosts = ReadonlyMap<string, string | null>;

const TIMEOUT_MS = 10_000;

/** What is sent, for services that are asked rather than read. */
export type Question = { readonly body: Uint8Array; readonly type: string };

/**
 * Fetches over HTTP from services of the authority: from allowed hosts only, no redirects, bounded in size and time. Null when
 * nothing can be had, whatever the reason; the caller refuses then.
 */
export async function fetchBounded(
  address: string,
  hosts: Hosts,
  bytesMax: number = bounds.crlBytes,
  question: Question | null = null,
): Promise<Uint8Array | null> {
  const target = allowedTarget(address, hosts);
  if (!target) return null;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const first = await fetchOnce(target, bytesMax, question, signal);
  // A connection that was kept may be closed at the very moment of asking: that says nothing of the service.
  const answer = first === "broken" && !signal.aborted ? await fetchOnce(target, bytesMax, question, signal) : first;
  return answer === "broken" ? null : answer;
}

/** One attempt: the bytes, or that the service gave none, or that the exchange itself broke. */
async function fetchOnce(
  target: URL,
  bytesMax: number,
  question: Question | null,
  signal: AbortSignal,
): Promise<Uint8Array | null | "broken"> {
  try {
    const answer = await fetch(target, {
      redirect: "error",
      signal,
      // The authority turns away callers without a name.
      headers: { "user-agent": "tiyn-eds/1", accept: "*/*", ...(question ? { "content-type": question.type } : {}) },
      ...(question ? { method: "POST", body: Uint8Array.from(question.body) } : {}),
    });
    if (!answer.ok || !answer.body || Number(answer.headers.get("content-length") ?? 0) > bytesMax) return null;
    return await readBounded(answer.body, bytesMax);
  } catch {
    return "broken"; // unreachable, redirected, too slow
  }
}

/** The address to ask, or null when its host is not on the list. Only plain web addresses without a login are followed. */
export function allowedTarget(address: string, hosts: Hosts): URL | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!hosts.has(url.host) || (url.protocol !== "http:" && url.protocol !== "https:") || url.username || url.password)
    return null;
  return new URL(url.pathname + url.search, hosts.get(url.host) ?? url.origin);
}

async function readBounded(body: ReadableStream<Uint8Array>, bytesMax: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > bytesMax) return null;
    parts.push(part);
  }
  return Uint8Array.from(Buffer.concat(parts));
}
