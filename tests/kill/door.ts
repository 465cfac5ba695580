import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a server action said, or that nobody knows what became of it. */
export type Answer =
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "unknown"; readonly why: string };

type Reference = { readonly filename?: string; readonly exportedName?: string };

/** Ids of the till's server actions in the built web application. */
export function tillActions(root: string): ReadonlyMap<string, string> {
  const file = join(root, ".next", "server", "server-reference-manifest.json");
  const { node }: { node: Record<string, Reference> } = JSON.parse(readFileSync(file, "utf8"));
  const ours = Object.entries(node).filter(([, { filename = "" }]) => filename.endsWith("(pos)/pos/actions.ts"));
  return new Map(ours.map(([id, { exportedName = "" }]) => [exportedName, id]));
}

type Returned = { readonly status?: string; readonly value?: unknown; readonly error?: { readonly code?: string } };

/** The row that holds what the action returned. Long texts are rows of their own: `<id>:T<length in hex>,` and so many bytes. */
function returned(bytes: Buffer): Returned | null {
  for (let at = 0; at < bytes.length; ) {
    const colon = bytes.indexOf(":", at);
    if (colon < 0) return null;
    const isLongText = bytes[colon + 1] === 0x54;
    const until = bytes.indexOf(isLongText ? "," : "\n", colon);
    const end = until < 0 ? bytes.length : until;
    if (isLongText) {
      at = end + 1 + Number.parseInt(bytes.toString("latin1", colon + 2, end), 16);
      continue;
    }
    if (bytes.toString("latin1", at, colon) === "1") return JSON.parse(bytes.toString("utf8", colon + 1, end));
    at = end + 1;
  }
  return null;
}

/**
 * Presses a button of the till as its script does: a real request to a real web process. Its own patience, beside the signal's: a
 * fetch whose signal fires while the headers come in has been seen to settle never, and the whole run with it.
 */
export async function press(
  origin: string,
  cookie: string,
  registerId: string,
  actionId: string,
  input: object,
  withinMs: number,
): Promise<Answer> {
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<Answer>((resolve) => {
    late = setTimeout(() => resolve({ kind: "unknown", why: "TimeoutError" }), withinMs + 500);
  });
  const asked = ask(origin, cookie, registerId, actionId, input, withinMs);
  return Promise.race([asked, patience]).finally(() => clearTimeout(late));
}

async function ask(
  origin: string,
  cookie: string,
  registerId: string,
  actionId: string,
  input: object,
  withinMs: number,
): Promise<Answer> {
  try {
    const answer = await fetch(`${origin}/pos/${registerId}`, {
      method: "POST",
      headers: {
        ...{ "next-action": actionId, "content-type": "text/plain;charset=UTF-8", accept: "text/x-component" },
        ...{ origin, cookie: `pos=${cookie}` },
      },
      body: JSON.stringify([{ status: "idle" }, input]),
      signal: AbortSignal.timeout(withinMs),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (!answer.ok) return { kind: "unknown", why: `HTTP ${answer.status}` };
    const state = returned(bytes);
    if (state?.status === "done") return { kind: "done", value: state.value };
    const code = state?.error?.code;
    if (state?.status !== "refused" || code === undefined) return { kind: "unknown", why: "no answer of ours" };
    // Something broke on the other side: whether before or after the commit it does not say.
    return code === "internal" ? { kind: "unknown", why: "internal" } : { kind: "refused", code };
  } catch (thrown) {
    return { kind: "unknown", why: thrown instanceof Error ? thrown.name : String(thrown) };
  }
}
