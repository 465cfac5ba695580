import { afterAll, beforeAll, expect, test } from "vitest";
import { startDispatcher } from "@/lib/fiscal/dispatcher";
import { givenShop, type Shop, sell, tape, testDeps } from "../support/fiscal";
import { bookOf, startOperator, type TestOperator } from "../support/operator";

let operator: TestOperator;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.stop());

/** Waits for what the dispatcher does in its own time. */
async function until(claim: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 600; look++) {
    if (await claim()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it never came true");
}

const isSent = async (shop: Shop) => (await tape(shop.registerId)).every((row) => row.settled.at(-1) === "accepted");

test("two dispatchers send the queues of several registers, one silent register holds nobody, and both stop when asked", async () => {
  operator.setFault({ kind: "unreachable" });
  const shops = await Promise.all(Array.from({ length: 4 }, () => givenShop(() => operator.port)));
  const dead = await givenShop(() => operator.port);
  const hasty = testDeps(() => operator.port, { totalMs: 400 });
  for (const shop of shops) for (let sale = 0; sale < 3; sale++) await sell({ ...shop, deps: hasty });
  await sell({ ...dead, deps: hasty });

  operator.setFault(null);
  const stopping = new AbortController();
  const deps = [1, 2].map(() => testDeps(() => operator.port, { totalMs: 3_000 }, stopping.signal));
  const nobody = deps.map((each) => ({
    ...each,
    // The dead register's operator listens nowhere.
    facts: async (tenantId: string, registerId: string, accountId: string | null) => {
      const facts = await each.facts(tenantId, registerId, accountId);
      return registerId === dead.registerId && facts?.wire ? { ...facts, wire: { ...facts.wire, port: 1 } } : facts;
    },
  }));
  const dispatchers = nobody.map((each) => startDispatcher({ signal: stopping.signal, deps: each }));
  await until(async () => (await Promise.all(shops.map(isSent))).every(Boolean));
  for (const shop of shops)
    expect((await bookOf(shop.atOperator.id)).map((line) => line.printed_number)).toEqual(["1", "2", "3"]);
  expect(await bookOf(dead.atOperator.id)).toEqual([]);

  stopping.abort();
  await Promise.all(dispatchers.map(({ done }) => done));
  expect(await isSent(dead)).toBe(false);
});
