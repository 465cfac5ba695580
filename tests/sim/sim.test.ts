import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkBook } from "./auditor/book";
import { checkHistory } from "./auditor/history";
import { grossOf, vatIn } from "./auditor/sums";
import { edited } from "./bundle";
import { PLANTS } from "./planted/plants";
import { runSchedule } from "./schedule";

const ROOT = process.cwd();

describe("a schedule", () => {
  test("is the same whenever it runs: ten seeds, twice each", async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const [first, second] = [await runSchedule(seed), await runSchedule(seed)];
      expect(second).toEqual(first);
      expect(first.faults).toEqual([]);
    }
  }, 60_000);

  test("of another seed is another one", async () => {
    const hashes = new Set<string>();
    for (const seed of [11, 12, 13]) hashes.add((await runSchedule(seed)).traceHash);
    expect(hashes.size).toBe(3);
  });
});

describe("the auditor", () => {
  test("reckons by itself, half up", () => {
    expect(grossOf(10_001n, 333n)).toBe(3_330n);
    expect(vatIn(1_16n, "16")).toBe(16n);
    expect(vatIn(4n, "16")).toBe(1n);
    expect(vatIn(50_000n, "none")).toBe(0n);
  });

  const document = (number: number) => ({ id: `d${number}`, number, kind: "deposit", totalTiyn: 1n, at: new Date(0) });
  const entry = (number: number) => ({ number, kind: "MONEY_PLACEMENT_DEPOSIT", totalTiyn: 1n, at: 0, content: "" });
  const tables = (numbers: readonly number[], rejected: readonly number[] = []) =>
    ({
      documents: numbers.map((number) => ({ ...document(number), shiftNumber: 1, body: {}, journalSeq: number })),
      settlements: rejected.map((number) => ({ documentId: `d${number}`, kind: "rejected", journalSeq: 100 + number })),
      keys: numbers.map((number) => ({ key: `k${number}`, documentId: `d${number}` })),
    }) as unknown as Parameters<typeof checkBook>[0]; // cast: what these checks read
  const book = (numbers: readonly number[]) =>
    numbers.map((number) => ({ ...entry(number), shiftNumber: 1, offlineNumber: null, sign: "1" }));

  test("sees what is missing, twice or out of turn in the operator's book", () => {
    expect(checkBook(tables([1, 2, 3]), book([1, 2, 3]))).toEqual([]);
    expect(checkBook(tables([1, 2, 3], [2]), book([1, 3]))).toEqual([]);
    for (const wrong of [
      [1, 3],
      [1, 2, 2, 3],
      [2, 1, 3],
      [1, 2, 3, 4],
    ])
      expect(checkBook(tables([1, 2, 3]), book(wrong))[0]).toMatch(/^I7/);
    expect(checkBook(tables([1, 2, 3], [2]), book([1, 2, 3]))[0]).toMatch(/^I7/);
  });

  const told = (number: number, began: number, ended: number) =>
    ({
      began,
      ended,
      outcome: "ok",
      status: { document: { id: `d${number}`, number }, outcome: "autonomous" },
    }) as const;
  const order = (key: string, ...tries: object[]) =>
    ({ key, tries }) as unknown as Parameters<typeof checkHistory>[1][number]; // cast: what a till writes

  test("sees lost, phantom, doubled and reordered documents in the tills' own log", () => {
    const rest = [order("k2", told(2, 3, 4)), order("k3", told(3, 5, 6))];
    expect(checkHistory(tables([1, 2, 3]), [order("k1", told(1, 1, 2)), ...rest])).toEqual([]);
    expect(checkHistory(tables([2, 3]), [order("k1", told(1, 1, 2)), ...rest])[0]).toMatch("lost");
    expect(
      checkHistory(tables([1, 2, 3]), [order("k1", { began: 1, ended: 2, outcome: "refused" }), ...rest])[0],
    ).toMatch("phantom");
    expect(checkHistory(tables([1, 2, 3]), [order("k1", told(1, 1, 2), told(2, 1, 2)), ...rest])[0]).toMatch(
      "duplicate",
    );
    expect(checkHistory(tables([1, 2, 3]), [order("k1", told(1, 7, 8)), ...rest])[0]).toMatch("reorder");
  });
});

describe("planted bugs", () => {
  test("are fourteen", () => expect(PLANTS).toHaveLength(14));

  for (const { name, edits } of PLANTS.filter((plant) => plant.edits.length > 0))
    test(`«${name}» fits the sources of today`, () => {
      const files = new Map<string, string>();
      for (const edit of edits)
        files.set(edit.file, edited(files.get(edit.file) ?? readFileSync(join(ROOT, edit.file), "utf8"), edit));
      expect(files.size).toBeGreaterThan(0);
    });
});
