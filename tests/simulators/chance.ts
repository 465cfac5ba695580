/** A seeded source of chance: the same seed draws the same. */
export type Chance = {
  /** A whole number from 0 to `bound` − 1. */
  below(bound: number): number;
  /** From `least` to `most`, both possible. */
  between(least: number, most: number): number;
  happens(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
};

/** Mulberry32: small, fast and good enough to choose faults by. */
export function makeChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[below(list.length)];
    if (chosen === undefined) throw new Error("there is something to choose from");
    return chosen;
  };
  return {
    ...{ below, pick },
    between: (least, most) => least + below(most - least + 1),
    happens: (percent) => below(100) < percent,
    shuffled(list) {
      const left = [...list];
      return list.map(() => left.splice(below(left.length), 1)[0] as (typeof list)[number]); // cast: as many as there are
    },
  };
}
