import { expect, test } from "vitest";
import { impurities, isPure } from "./purity";
import { isTest, planted, sources } from "./source";

test("core and ops hold no clock, no chance, no timer, no any, no !, no unexplained cast", () => {
  const pure = sources("lib").filter(({ file }) => isPure(file) && !isTest(file));
  expect(pure.length).toBeGreaterThan(0);
  expect(pure.flatMap(impurities)).toEqual([]);
});

test.each([
  ["const now = new Date();", "the machine's clock"],
  ["const now = Date.now();", "the machine's clock"],
  ["const now = performance.now();", "the machine's clock"],
  ["const chance = Math.random();", "chance"],
  ["const id = crypto.randomUUID();", "chance"],
  ["setTimeout(() => 1, 5);", "a timer"],
  ["export const f = (x: any) => x;", "any"],
  ["export const f = (x?: string) => x!;", "non-null !"],
  ["export const f = (x: unknown) => x as string;", "cast without // cast:"],
])("the check sees: %s", (line, what) => {
  expect(impurities(planted("lib/x/core/y.ts", line))).toEqual([`lib/x/core/y.ts:1 ${what}`]);
});

test("the check lets pass what is allowed", () => {
  const text = [
    "export const at = (clock: { now(): Date }) => clock.now();",
    "export const day = (ms: number) => new Date(ms);",
    "export const kinds = ['a', 'b'] as const;",
    "export const name = (x: unknown) => x as string; // cast: checked by the caller",
  ].join("\n");
  expect(impurities(planted("lib/x/core/y.ts", text))).toEqual([]);
});
