/** Why the operator's answer stops a register. The same words as the causes of lib/registers. */
export type HoldCause = "token" | "ofd" | "protocol" | "data";

/**
 * What an answer means for the document it answers. `refused` becomes a rejection or a hold of cause `data`, depending on who has
 * seen the document already (`judge`).
 */
export type Reaction =
  | { readonly does: "accept" }
  | { readonly does: "ask_again" }
  | { readonly does: "refuse" }
  | { readonly does: "hold"; readonly cause: HoldCause };

const HELD_BY_PROTOCOL = new Set([3, 4, 5, 6, 7, 8, 9, 12]);
/** From version 2.0.4 on: deregistered, disconnected. Before, 18 was «not found by barcode» and 19 nothing. */
const SERVICE_ENDED = new Set([18, 19]);
const FIRST_VERSION_WITH_SERVICE_ENDED = 204;

/** The reaction to each of the codes 0 to 255 and to any beyond (ofd-protocol §4, reliability §2.5, house §4). */
export function reactionTo(code: number, version: number): Reaction {
  if (code === 0) return { does: "accept" };
  if (code === 254 || code === 255) return { does: "ask_again" };
  if (code === 1 || code === 15) return { does: "hold", cause: "ofd" };
  if (code === 2) return { does: "hold", cause: "token" };
  if (HELD_BY_PROTOCOL.has(code)) return { does: "hold", cause: "protocol" };
  if (SERVICE_ENDED.has(code) && version >= FIRST_VERSION_WITH_SERVICE_ENDED) return { does: "hold", cause: "ofd" };
  return { does: "refuse" };
}

/** The request number was used with another token, or the frame itself was another: the chain of exchanges is broken. */
const CHAIN_BROKEN = new Set([8, 9]);

/**
 * How loudly a hold calls for an admin: `severe` where the chain of exchanges is broken (a frame was changed or an answer lost by
 * us), `alarm` for the rest of what is our defect; null where others have to act.
 */
export function alarmOf(code: number, cause: HoldCause): "severe" | "alarm" | null {
  if (cause !== "protocol") return null;
  return CHAIN_BROKEN.has(code) ? "severe" : "alarm";
}

/** Code 8 says that an exchange before this one is not settled: INFO tells the admin what the operator has. */
export const asksInfoAfter = (code: number): boolean => code === 8;

/** Code 11: the operator holds the shift to be too long; it is closed after the refusal. */
export const SHIFT_TOO_LONG_CODE = 11;

export type Verdict =
  | { readonly kind: "accepted" }
  | { readonly kind: "unanswered" }
  | { readonly kind: "rejected"; readonly closesShift: boolean }
  | { readonly kind: "held"; readonly cause: HoldCause };

/**
 * Judges an answer. A refused document is withdrawn only while nobody outside has seen it: no autonomous paper in the buyer's hand
 * and no later document built on its sums. A Z-report is never withdrawn either: its shift is closed.
 */
export function judge(code: number, version: number, document: { readonly withdrawable: boolean }): Verdict {
  const reaction = reactionTo(code, version);
  if (reaction.does === "accept") return { kind: "accepted" };
  if (reaction.does === "ask_again") return { kind: "unanswered" };
  if (reaction.does === "hold") return { kind: "held", cause: reaction.cause };
  return document.withdrawable
    ? { kind: "rejected", closesShift: code === SHIFT_TOO_LONG_CODE }
    : { kind: "held", cause: "data" };
}
