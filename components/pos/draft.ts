import { VAT_KINDS } from "@/lib/fiscal/core/kinds";
import { isPrintable, limits, MONEY_MAX, QUANTITY_MAX, quantityMilli, tiyn } from "@/lib/kernel";
import { type Cart, type CartLine, EMPTY_CART, type PriceChange } from "./cart";

/** A cart that was put aside for another buyer. */
export type ParkedCart = { readonly id: string; readonly at: number; readonly cart: Cart };

/** What survives a reload: the cart in hand, and those put aside. What was sent and not answered is kept apart, by its key. */
export type Draft = { readonly cart: Cart; readonly parked: readonly ParkedCart[] };

/** Whose draft: of one register, of one cashier. */
export type DraftOwner = { readonly registerId: string; readonly cashierId: string };

/** As many buyers as a cashier can keep in mind. */
export const PARKED_MAX = 10;

export const EMPTY_DRAFT: Draft = { cart: EMPTY_CART, parked: [] };
const VERSION = 2;
const nameOf = ({ registerId, cashierId }: DraftOwner) => `till:${registerId}:${cashierId}`;
const sentPrefix = (owner: DraftOwner) => `${nameOf(owner)}:sent:`;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const textOrNull = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const digits = (value: unknown, max: bigint): bigint | null => {
  const number = typeof value === "string" && /^\d{1,18}$/.test(value) ? BigInt(value) : null;
  return number !== null && number <= max ? number : null;
};

function readChange(stored: unknown): PriceChange | null {
  if (!isRecord(stored) || !isRecord(stored.of) || (stored.what !== "discount" && stored.what !== "markup"))
    return null;
  const sum = digits(stored.of.sumTiyn, MONEY_MAX);
  if (sum !== null) return { what: stored.what, of: { sumTiyn: tiyn(sum) } };
  const { percentBp } = stored.of;
  const isPercent = typeof percentBp === "number" && Number.isInteger(percentBp) && percentBp > 0 && percentBp <= 1e6;
  return isPercent ? { what: stored.what, of: { percentBp } } : null;
}

const changeOf = (stored: unknown): { readonly change?: PriceChange } => {
  const change = readChange(stored);
  return change ? { change } : {};
};

function readLine(stored: unknown): CartLine | null {
  if (!isRecord(stored)) return null;
  const { name, unitCode, sectionCode } = stored;
  const price = digits(stored.priceTiyn, MONEY_MAX);
  const quantity = digits(stored.quantityMilli, QUANTITY_MAX);
  const vatKind = VAT_KINDS.find((kind) => kind === stored.vatKind);
  if (typeof name !== "string" || typeof unitCode !== "string" || typeof sectionCode !== "string") return null;
  if (!isPrintable(name) || name.length > limits.nameLengthMax) return null;
  if (price === null || quantity === null || quantity === 0n || !vatKind) return null;
  const marks = Array.isArray(stored.marks) ? stored.marks.filter((mark) => typeof mark === "string") : [];
  const article = textOrNull(stored.article);
  const ntin = textOrNull(stored.ntin);
  return {
    ...{ name, unitCode, sectionCode, vatKind },
    goodId: textOrNull(stored.goodId),
    barcode: textOrNull(stored.barcode),
    priceTiyn: tiyn(price),
    quantityMilli: quantityMilli(quantity),
    ...(article ? { article } : {}),
    ...(ntin ? { ntin } : {}),
    ...(marks.length > 0 ? { marks } : {}),
    ...changeOf(stored.change),
  };
}

function readCart(stored: unknown): Cart | null {
  if (!isRecord(stored) || !Array.isArray(stored.lines)) return null;
  const lines = stored.lines
    .slice(0, limits.receiptLinesMax)
    .map(readLine)
    .filter((line) => line !== null);
  const kind = stored.kind === "purchase" ? "purchase" : "sale";
  const change = lines.length > 0 ? changeOf(stored.change) : {};
  return { kind, lines, selected: lines.length - 1, ...change };
}

function readParked(stored: unknown): ParkedCart | null {
  if (!isRecord(stored) || typeof stored.id !== "string" || typeof stored.at !== "number") return null;
  const cart = readCart(stored.cart);
  return cart && cart.lines.length > 0 ? { id: stored.id, at: stored.at, cart } : null;
}

/** Reads the kept draft; what cannot be understood is left out, and the rest stays. */
export function parseDraft(text: string | null): Draft {
  try {
    const stored: unknown = JSON.parse(text ?? "null");
    if (!isRecord(stored) || stored.version !== VERSION) return EMPTY_DRAFT;
    const parked = Array.isArray(stored.parked) ? stored.parked : [];
    return {
      cart: readCart(stored.cart) ?? EMPTY_CART,
      parked: parked
        .slice(0, PARKED_MAX)
        .map(readParked)
        .filter((each) => each !== null),
    };
  } catch {
    return EMPTY_DRAFT; // kept by hand or cut short: the cashier starts afresh
  }
}

/** The draft as it is kept. */
export const draftText = ({ cart, parked }: Draft): string =>
  JSON.stringify({ version: VERSION, cart, parked }, (_key, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );

/** What a browser that forbids or has no room for storage answers: nothing. It sells all the same. */
function tried<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

/** The draft of a cashier at a register in this browser. */
export const loadDraft = (owner: DraftOwner): Draft =>
  tried(() => parseDraft(localStorage.getItem(nameOf(owner))), EMPTY_DRAFT);

/** Keeps the draft; a full or forbidden store costs only the survival of a reload. */
export const saveDraft = (owner: DraftOwner, draft: Draft): void =>
  tried(() => {
    const name = nameOf(owner);
    if (draft.cart.lines.length === 0 && draft.parked.length === 0) localStorage.removeItem(name);
    else localStorage.setItem(name, draftText(draft));
  }, undefined);

/** Remembers the key of a sale before it is sent. The name alone says all, so no later version can fail to read it. */
export const keepSent = (owner: DraftOwner, key: string): void =>
  tried(() => localStorage.setItem(`${sentPrefix(owner)}${key}`, "1"), undefined);

/** The server said what became of that sale. */
export const forgetSent = (owner: DraftOwner, key: string): void =>
  tried(() => localStorage.removeItem(`${sentPrefix(owner)}${key}`), undefined);

/** Keys of sales that were sent and of which nothing certain is known. */
export const sentKeys = (owner: DraftOwner): readonly string[] =>
  tried(() => {
    const prefix = sentPrefix(owner);
    const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  }, []);

/** What is kept beside the cart, of what it is about; null where it is about something else. */
export const loadKept = (owner: DraftOwner, of: string): unknown =>
  tried(() => {
    const stored: unknown = JSON.parse(localStorage.getItem(nameOf(owner)) ?? "null");
    return isRecord(stored) && stored.of === of ? stored.state : null;
  }, null);

export const saveKept = (owner: DraftOwner, of: string, state: unknown): void =>
  tried(() => localStorage.setItem(nameOf(owner), JSON.stringify({ of, state })), undefined);

export const forgetKept = (owner: DraftOwner): void => tried(() => localStorage.removeItem(nameOf(owner)), undefined);
