import type { ActionState, ShownRefusal } from "@/lib/http/state";
import type { ShownIssue, ShownSettled } from "./shown";

// What becomes of a sale that was sent, told apart from the screen so that it can be tried without one. The law of it: a cart is
// free to be sold under another key only after a certain answer, and with a doubt left over only after the server gave the key up.

export type DoneIssue = Extract<ShownIssue, { outcome: "accepted" | "autonomous" }>;

/** Why a sale was not made; `text` is the operator's own word. */
export type SaleRefusal = ShownRefusal & { readonly text?: string };

/** How it ended. After `unanswered` and `turned_away` the key is still out: nothing else may be sold before it is settled. */
export type SaleEnd =
  | { readonly end: "made"; readonly issue: DoneIssue }
  | { readonly end: "free"; readonly refusal: SaleRefusal | null }
  | { readonly end: "turned_away"; readonly refusal: SaleRefusal }
  | { readonly end: "unanswered" };

/** The way to the server and the clock; every question may fail to be answered. */
export type SalePorts = {
  send(): Promise<ActionState<ShownIssue>>;
  settle(): Promise<ActionState<ShownSettled>>;
  pause(): Promise<void>;
  onLost(): void;
  alive(): boolean;
};

/** Answers that do not say whether the sale exists: it is asked for again by the same key. */
const UNCERTAIN = new Set(["internal", "busy", "fiscal.busy"]);
/** Answers about who asks, not about the sale. */
const TURNED_AWAY = new Set(["signed_out", "forbidden", "auth.locked", "auth.must_change_password"]);
/** Whether an answer says for certain what became of a document. */
export const isCertain = (answer: ActionState<unknown>): boolean =>
  answer.status === "done" ||
  (answer.status === "refused" && !UNCERTAIN.has(answer.error.code) && !TURNED_AWAY.has(answer.error.code));

/** After so many the cashier decides. */
export const TRIES_MAX = 5;

const whyOf = (answer: Extract<ActionState<never>, { status: "refused" }>): SaleRefusal =>
  Object.values(answer.fields)[0] ?? answer.error;

const endOf = (issue: ShownIssue): SaleEnd =>
  issue.outcome === "refused"
    ? { end: "free", refusal: { code: "internal", text: issue.text } }
    : { end: "made", issue };

/** No answer at all and an answer that tells nothing are one. */
async function asked<T>(
  ask: () => Promise<ActionState<T>>,
): Promise<Exclude<ActionState<T>, { status: "idle" }> | null> {
  const answer = await ask().catch(() => null);
  if (!answer || answer.status === "idle") return null;
  return answer.status === "refused" && UNCERTAIN.has(answer.error.code) ? null : answer;
}

/**
 * Asks the server to settle a key: what it made is answered, and if it made nothing it never will. `because` is what the cashier
 * hears then.
 */
export async function settleSale(ports: SalePorts, because: SaleRefusal | null): Promise<SaleEnd> {
  for (let tries = 1; ports.alive() && tries <= TRIES_MAX; tries++) {
    const answer = await asked(ports.settle);
    if (answer?.status === "refused")
      return TURNED_AWAY.has(answer.error.code) ? { end: "turned_away", refusal: answer.error } : { end: "unanswered" };
    if (answer && answer.value.outcome === "none") return { end: "free", refusal: because };
    if (answer && answer.value.outcome !== "pending" && answer.value.outcome !== "none") return endOf(answer.value);
    ports.onLost();
    await ports.pause();
  }
  return { end: "unanswered" };
}

/** Sends a sale until something certain is known of it, always under its one key. `doubted`: it was sent before, and not answered. */
export async function sendSale(ports: SalePorts, doubted = false): Promise<SaleEnd> {
  let doubt = doubted;
  for (let tries = 1; ports.alive() && tries <= TRIES_MAX; tries++) {
    const answer = await asked(ports.send);
    if (answer?.status === "done") return endOf(answer.value);
    if (answer && TURNED_AWAY.has(answer.error.code)) return { end: "turned_away", refusal: answer.error };
    // This request made nothing; one before it, lost on its way, still could.
    if (answer) return doubt ? settleSale(ports, whyOf(answer)) : { end: "free", refusal: whyOf(answer) };
    doubt = true;
    ports.onLost();
    await ports.pause();
  }
  return { end: "unanswered" };
}
