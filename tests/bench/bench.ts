import type { Ground } from "./ground";

/** One line of the table. */
export type Line = {
  readonly what: string;
  /** As it is printed, with its unit. */
  readonly figure: string;
  readonly ratio?: number;
  /** What the ratio is aimed at: at least, or at most. */
  readonly aim?: { readonly atLeast: number } | { readonly atMost: number };
  /** Where the time went, or what the ratio is taken against. */
  readonly notes?: readonly string[];
};

/** One measurement. It brings the work it compares itself with, so that both meet the same machine at the same time. */
export type Bench = { readonly name: string; run(ground: Ground): Promise<readonly Line[]> };

export const perSecond = (count: number, ms: number): number => (count * 1000) / ms;
export const rate = (value: number, unit = "documents/s"): string =>
  `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en")} ${unit}`;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs two works by turns, so that noise meets both, and answers the median of each and of their ratios. */
export async function byTurns(
  rounds: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<{ readonly ours: number; readonly theirs: number; readonly ratio: number }> {
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push({ theirs: await theirs(), ours: await ours() });
  return {
    ours: median(pairs.map((pair) => pair.ours)),
    theirs: median(pairs.map((pair) => pair.theirs)),
    ratio: median(pairs.map((pair) => pair.ours / pair.theirs)),
  };
}
