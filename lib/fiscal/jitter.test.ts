import { expect, test } from "vitest";
import { jitteredBy } from "./jitter";

const PROBE_MS = 60_000;
const REGISTERS = 1_000;
const HOURS = 3;

/** Chance that is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** When each of the registers asks its operator, which all of them lose in the same second; as moments, in order. */
function attempts(): number[][] {
  const chance = seeded(7);
  return Array.from({ length: REGISTERS }, () => {
    const moments: number[] = [];
    for (let at = chance() * 1_000; at < HOURS * 3_600_000; at += jitteredBy(PROBE_MS, chance())) moments.push(at);
    return moments;
  });
}

test("no register comes back sooner than after the interval of the protocol", () => {
  const gaps = attempts().flatMap((moments) => moments.slice(1).map((at, index) => at - (moments[index] ?? 0)));
  expect(gaps.reduce((least, gap) => Math.min(least, gap))).toBeGreaterThanOrEqual(PROBE_MS);
  expect(jitteredBy(PROBE_MS, 0)).toBe(PROBE_MS);
});

test("a thousand registers come back in the first minute after an outage at no more than twice the steady rate (F24)", () => {
  const all = attempts().flat();
  const within = (from: number, ms: number) => all.filter((at) => at >= from && at < from + ms).length;
  const hour = 3_600_000;
  const steady = within(hour, hour) / 60;
  for (const returned of [hour / 60, hour / 6, hour, 2 * hour]) {
    expect(within(returned, 60_000)).toBeLessThanOrEqual(2 * steady);
    // Nor do they come in one burst of that minute once the outage has lasted a while.
    if (returned >= hour / 6)
      for (let second = 0; second < 60; second++)
        expect(within(returned + second * 1_000, 1_000)).toBeLessThanOrEqual((4 * steady) / 60);
  }
});
