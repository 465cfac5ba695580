import type { Way } from "./payback";
import type { FactTexts, LineTexts } from "./return-facts";
import type { LinePick, Picks } from "./return-pick";

// What was chosen for a return, as it comes back from where it was kept over a reload.

/** The chosen lines of a receipt, and how their money goes back. */
export type LinesDraft = { readonly picks: Picks; readonly way: Way };

/** What was typed in from a paper. */
export type PaperDraft = {
  readonly kind: "sale_return" | "purchase_return";
  readonly texts: FactTexts;
  readonly isOffline: boolean;
  readonly lines: readonly LineTexts[];
  readonly way: Way;
};

const LINES_MAX = 1000;
const LENGTH_MAX = 300;
const WAYS: readonly Way[] = ["paid", "cash", "card", "mobile"];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const text = (value: unknown): string => (typeof value === "string" ? value.slice(0, LENGTH_MAX) : "");
const wayOf = (value: unknown): Way => WAYS.find((way) => way === value) ?? "cash";

function readPick(stored: unknown): LinePick | null {
  if (!isRecord(stored) || typeof stored.quantity !== "string" || !Array.isArray(stored.marks)) return null;
  return { quantity: text(stored.quantity), marks: stored.marks.filter((mark) => typeof mark === "string") };
}

/** Picks by the numbers of their lines; what cannot be understood is left out. */
export function readLinesDraft(stored: unknown): LinesDraft | null {
  if (!isRecord(stored) || !isRecord(stored.picks)) return null;
  const picks = Object.entries(stored.picks).flatMap(([line, pick]) => {
    const read = /^[1-9]\d{0,3}$/.test(line) ? readPick(pick) : null;
    return read ? [[Number(line), read] as const] : [];
  });
  return { picks: Object.fromEntries(picks), way: wayOf(stored.way) };
}

/** The fields of a paper as they were typed; their checks come when the return is made. */
export function readPaperDraft(stored: unknown): PaperDraft | null {
  if (!isRecord(stored) || !isRecord(stored.texts) || !Array.isArray(stored.lines)) return null;
  const { sign, registrationNumber, day, time, total } = stored.texts;
  const lines = stored.lines.slice(0, LINES_MAX).map((line: unknown): LineTexts => {
    const { name, quantity, price, vat } = isRecord(line) ? line : {};
    return { name: text(name), quantity: text(quantity), price: text(price), vat: text(vat) };
  });
  if (lines.length === 0) return null;
  const way = wayOf(stored.way);
  return {
    kind: stored.kind === "purchase_return" ? "purchase_return" : "sale_return",
    texts: {
      ...{ sign: text(sign), registrationNumber: text(registrationNumber) },
      ...{ day: text(day), time: text(time), total: text(total) },
    },
    ...{ isOffline: stored.isOffline === true, lines },
    // A paper tells nothing of how it was paid.
    way: way === "paid" ? "cash" : way,
  };
}
