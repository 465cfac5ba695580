import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { stepsOf } from "./scale";

describe("the scale of a chart", () => {
  test.each([
    [0n, [0n, 1n]],
    [1n, [0n, 1n]],
    [3n, [0n, 1n, 2n, 3n]],
    [5n, [0n, 2n, 4n, 6n]],
    [100n, [0n, 25n, 50n, 75n, 100n]],
    [2_350_050n, [0n, 1_000_000n, 2_000_000n, 3_000_000n]],
    [1_793_000n, [0n, 500_000n, 1_000_000n, 1_500_000n, 2_000_000n]],
  ])("of %s reads %s", (most, steps) => {
    expect(stepsOf(most)).toEqual(steps);
  });

  test.prop([fc.bigInt({ min: 1n, max: 10n ** 18n })])("holds the greatest value in two to five lines", (most) => {
    const steps = stepsOf(most);
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(steps.length).toBeLessThanOrEqual(5);
    const top = steps.at(-1) ?? 0n;
    expect(top >= most && (steps.at(-2) ?? 0n) < most).toBe(true);
  });
});
