import { afterAll, beforeAll, expect, test } from "vitest";
import { look } from "../support/db";
import { givenShop, sell, testDeps } from "../support/fiscal";
import { startOperator, type TestOperator } from "../support/operator";

/** Enough that walking them all shows. */
const DOCUMENTS = 40;
/** Entries that one search of a document may read: its own, and ones that are dead. */
const ENTRIES_MAX = 3;

let operator: TestOperator;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.stop());

type Searches = { readonly index: string; readonly scans: number; readonly entries: number };

/** How documents were searched so far, index by index, as far as the server has counted. */
const searches = (): Promise<Searches[]> =>
  look(`SELECT indexrelname AS index, idx_scan::int AS scans, idx_tup_read::int AS entries
    FROM pg_stat_user_indexes WHERE relname = 'fiscal_document' ORDER BY 1`);

const scansIn = (all: readonly Searches[]): number => all.reduce((total, { scans }) => total + scans, 0);

test("a sale in autonomous mode finds the oldest unsent document by its number, with plans made while there was none", async () => {
  const shop = await givenShop(() => operator.port);
  operator.setFault({ kind: "unreachable" });
  const alone = { ...shop, deps: testDeps(() => operator.port, { totalMs: 500 }) };
  for (let index = 0; index < DOCUMENTS; index++) await sell(alone);
  const before = await searches();
  // A session tells what it did with its next work, at most once a second.
  const counted = async () => {
    await sell(alone);
    return scansIn(await searches()) - scansIn(before);
  };
  await expect.poll(counted, { timeout: 30_000 }).toBeGreaterThan(DOCUMENTS);
  const walks = (await searches()).filter(({ index, scans, entries }) => {
    const then = before.find((each) => each.index === index) ?? { scans: 0, entries: 0 };
    return entries - then.entries > (scans - then.scans) * ENTRIES_MAX;
  });
  expect(walks).toEqual([]);
}, 60_000);
