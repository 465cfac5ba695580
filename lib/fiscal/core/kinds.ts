import { type RateBp, rateBp } from "@/lib/kernel";

/** What a receipt does. Purchases are receipts too: money goes to a person who sold us something. */
export const RECEIPT_KINDS = ["sale", "sale_return", "purchase", "purchase_return"] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** How a receipt is paid; each type at most once per receipt. Credit and tare are for old clients of the API (2.0.2). */
export const PAYMENT_TYPES = ["cash", "card", "mobile", "credit", "tare"] as const;
export type PaymentType = (typeof PAYMENT_TYPES)[number];

/** Money put into the drawer or taken out of it without a sale. */
export const PLACEMENT_DIRECTIONS = ["deposit", "withdrawal"] as const;
export type PlacementDirection = (typeof PLACEMENT_DIRECTIONS)[number];

/** Everything that takes a number of the register. */
export const DOCUMENT_KINDS = [...RECEIPT_KINDS, ...PLACEMENT_DIRECTIONS, "z_report"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** VAT of a line. `none` is «Без НДС», which is another thing than the rate of zero. */
export const VAT_KINDS = ["none", "0", "5", "10", "12", "16"] as const;
export type VatKind = (typeof VAT_KINDS)[number];

/** Narrows what a client says. */
export const isVatKind = (kind: string): kind is VatKind => VAT_KINDS.some((known) => known === kind);

/** The rate of a kind, or null for «Без НДС». */
export const vatRateOf = (kind: VatKind): RateBp | null => (kind === "none" ? null : rateBp(Number(kind) * 100));

/** Narrows a stored kind. */
export const isReceiptKind = (kind: string): kind is ReceiptKind => RECEIPT_KINDS.some((known) => known === kind);

/** Whether cash of this document comes into the drawer or leaves it. */
export const cashSign = (kind: ReceiptKind | PlacementDirection): 1n | -1n =>
  kind === "sale" || kind === "purchase_return" || kind === "deposit" ? 1n : -1n;

/** The kind that takes a receipt back; returns themselves are not taken back. */
export const returnKindOf = (kind: DocumentKind): "sale_return" | "purchase_return" | null =>
  kind === "sale" ? "sale_return" : kind === "purchase" ? "purchase_return" : null;

/** A record with one value per key, made by one rule. */
export const perKey = <K extends string, V>(keys: readonly K[], make: (key: K) => V): Record<K, V> =>
  Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, V>; // cast: every key was just given
