import ts from "typescript";
import { expect, test } from "vitest";
import { type Source, sources, walk } from "./source";

/** S-001 to S-109 of the register service's screens, S-110 to S-117 of the registration card. */
const ROWS = Array.from({ length: 117 }, (_, index) => `S-${String(index + 1).padStart(3, "0")}`);

/** Rows that no test can show, each with its reason. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  "S-068": "a promise of the source itself: topping up online comes later",
};

const SHOWS = /(?:\.test\.tsx?|\.journey\.ts)$/;
const OFF = /\.(?:skip|todo|fails)\b/;

/** Rows named in titles: `[S-047] …`, or the first cell of a table under a title with `[%s]`. */
function rowsIn(source: Source): string[] {
  const found: string[] = [];
  const hasTable = source.text.includes("[%s]");
  walk(source.tree, (node) => {
    if (!ts.isStringLiteralLike(node)) return;
    const call = node.parent;
    if (ts.isCallExpression(call) && OFF.test(call.expression.getText(source.tree))) return;
    const cell = hasTable && ts.isArrayLiteralExpression(call) && /^S-\d{3}$/.test(node.text) ? [node.text] : [];
    found.push(...cell, ...[...node.text.matchAll(/\[(S-\d{3})\]/g)].map(([, row]) => row ?? ""));
  });
  return found;
}

const shown = new Set(
  sources("app", "components", "lib", "tests", "e2e")
    .filter(({ file }) => SHOWS.test(file) && file !== "tests/arch/rows.test.ts")
    .flatMap(rowsIn),
);

test("every row of the domain sheet is named by a test that shows it", () => {
  expect(ROWS.filter((row) => !shown.has(row) && !(row in NOT_SHOWN))).toEqual([]);
});

test("no title names a row that the sheet has not, and no shown row stands among those that cannot be", () => {
  const known = new Set([...ROWS, "S-118", "S-119", "S-120", "S-121", "S-122"]);
  expect([...shown].filter((row) => !known.has(row))).toEqual([]);
  expect(Object.keys(NOT_SHOWN).filter((row) => shown.has(row))).toEqual([]);
});
