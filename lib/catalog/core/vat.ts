/** What VAT a good carries. «none»: not a payer's good at all; «0»: zero VAT. Rates of the past stay for old goods and returns. */
export const VAT_KINDS = ["none", "0", "5", "10", "12", "16"] as const;
export type VatKind = (typeof VAT_KINDS)[number];

/** Under which code the directory of rates knows a kind. */
export const vatCode = (kind: VatKind): string => (kind === "none" ? "NO_VAT" : `VAT_${kind}`);

/** Narrows a stored text to a kind. */
export const isVatKind = (text: string): text is VatKind => VAT_KINDS.some((kind) => kind === text);
