/** The auditor's own arithmetic: whole tiyn, half up. */
export const halfUp = (over: bigint, under: bigint): bigint => (2n * over + under) / (2n * under);

/** Price times quantity of a line. */
export const grossOf = (priceTiyn: bigint, quantityMilli: bigint): bigint => halfUp(priceTiyn * quantityMilli, 1000n);

/** VAT inside a sum. */
export function vatIn(sumTiyn: bigint, kind: string): bigint {
  if (kind === "none") return 0n;
  const percent = BigInt(kind);
  return halfUp(sumTiyn * percent, 100n + percent);
}
