import { describe, expect, test } from "vitest";
import { flipBits, hostileCms, makeTarget, mutate } from "@/tests/support/eds-fuzz";

// A share of tests/deep/eds-fuzz.test.ts, which tries every bit and a hundred thousand mutations.

describe.each([
  ["rsa", 241, 400],
  ["gost2015", 997, 150],
  ["gost2004", 611, 200],
] as const)("%s", (algorithm, step, times) => {
  test("a changed signature is refused, or says what the good one says", async () => {
    const target = await makeTarget(algorithm);
    const [flipped, mutations] = [flipBits(target, step), mutate(target, times, 7)];
    expect([...flipped.lies, ...mutations.lies]).toEqual([]);
    expect(Math.max(flipped.slowestMs, mutations.slowestMs)).toBeLessThan(5_000);
  });
});

test("what is sent to keep us busy is refused soon", async () => {
  const target = await makeTarget("rsa");
  for (const [name, cms] of Object.entries(hostileCms(target))) {
    const since = performance.now();
    expect([name, target.judge(cms).said]).toEqual([name, null]);
    expect([name, performance.now() - since < 5_000]).toEqual([name, true]);
  }
});
