import { VAT_KINDS } from "@/lib/fiscal/core/kinds";
import type { IssueReceiptForm } from "@/lib/fiscal/input";
import { quantityMilli, tiyn } from "@/lib/kernel";
import { type Cart, type CartLine, EMPTY_CART } from "./cart";

/** A sale that was sent and is not answered yet: it is asked for again by its key before anything new is sold. */
export type PendingSale = { readonly form: IssueReceiptForm; readonly sentAt: number };

/** What survives a reload: the cart, and the sale that waits for its answer. */
export type Draft = { readonly cart: Cart; readonly pending: PendingSale | null };

const EMPTY_DRAFT: Draft = { cart: EMPTY_CART, pending: null };
const VERSION = 1;
const nameOf = (registerId: string) => `till:${registerId}`;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
const digits = (value: unknown): bigint | null =>
  typeof value === "string" && /^\d{1,18}$/.test(value) ? BigInt(value) : null;

function readLine(stored: unknown): CartLine | null {
  if (!isRecord(stored)) return null;
  const { name, unitCode, sectionCode } = stored;
  const price = digits(stored.priceTiyn);
  const quantity = digits(stored.quantityMilli);
  const vatKind = VAT_KINDS.find((kind) => kind === stored.vatKind);
  if (typeof name !== "string" || typeof unitCode !== "string" || typeof sectionCode !== "string") return null;
  if (price === null || quantity === null || quantity === 0n || !vatKind) return null;
  return {
    ...{ name, unitCode, sectionCode, vatKind },
    goodId: textOrNull(stored.goodId),
    barcode: textOrNull(stored.barcode),
    priceTiyn: tiyn(price),
    quantityMilli: quantityMilli(quantity),
  };
}

/** Reads the kept draft; what cannot be understood is an empty one. */
export function parseDraft(text: string | null): Draft {
  try {
    const stored: unknown = JSON.parse(text ?? "null");
    if (!isRecord(stored) || stored.version !== VERSION || !Array.isArray(stored.lines)) return EMPTY_DRAFT;
    const lines = stored.lines.map(readLine).filter((line) => line !== null);
    const { pending } = stored;
    return {
      cart: { lines, selected: lines.length - 1 },
      pending:
        isRecord(pending) && isRecord(pending.form) && typeof pending.sentAt === "number"
          ? { form: pending.form as IssueReceiptForm, sentAt: pending.sentAt } // cast: only we write it; the server parses it anew
          : null,
    };
  } catch {
    return EMPTY_DRAFT; // kept by hand or cut short: the cashier starts afresh
  }
}

/** The draft as it is kept. */
export const draftText = ({ cart, pending }: Draft): string =>
  JSON.stringify({ version: VERSION, lines: cart.lines, pending }, (_key, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );

/** The draft of a register in this browser. A browser that keeps nothing still sells. */
export function loadDraft(registerId: string): Draft {
  try {
    return parseDraft(localStorage.getItem(nameOf(registerId)));
  } catch {
    return EMPTY_DRAFT;
  }
}

/** Keeps the draft; a full or forbidden store costs only the survival of a reload. */
export function saveDraft(registerId: string, draft: Draft): void {
  try {
    if (draft.cart.lines.length === 0 && !draft.pending) localStorage.removeItem(nameOf(registerId));
    else localStorage.setItem(nameOf(registerId), draftText(draft));
  } catch {
    return;
  }
}
