import { type Tiyn, tiyn } from "@/lib/kernel";

/** Banknotes of the National Bank that buyers hold out. */
const NOTES = [500n, 1000n, 2000n, 5000n, 10_000n, 20_000n].map((tenge) => tenge * 100n);
const SUGGESTED_MAX = 4;

/** What the buyer probably holds out: the exact sum, then the next sums up that notes make. */
export function cashSuggestions(total: Tiyn): readonly Tiyn[] {
  const sums = new Set<bigint>([total]);
  for (const note of NOTES) {
    const up = ((total + note - 1n) / note) * note;
    if (up > total) sums.add(up);
  }
  return [...sums]
    .sort((a, b) => (a < b ? -1 : 1))
    .slice(0, SUGGESTED_MAX)
    .map(tiyn);
}
