import { createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDispatcher } from "@/lib/fiscal/dispatcher";
import { failpoint } from "@/lib/fiscal/failpoint";
import { BREAKER, withBreakers } from "@/lib/fiscal/ofd/breaker";
import { tcpWire } from "@/lib/fiscal/ofd/client";
import type { FiscalDeps } from "@/lib/fiscal/ops/deps";
import { present } from "@/lib/kernel";
import { look } from "../support/db";
import { dispatch, givenShop, hurry, type Shop, sell, tape, testDeps } from "../support/fiscal";
import { startOperator, type TestOperator } from "../support/operator";

// One operator takes every call and never answers; another works. Nobody of the second waits for the first.

let operator: TestOperator;
let hole: Server;
let holePort = 0;
let calls = 0;
const waiting = new Set<Socket>();
beforeAll(async () => {
  operator = await startOperator();
  hole = createServer((register) => {
    calls += 1;
    waiting.add(register);
    register.resume();
    register.on("error", () => undefined).on("close", () => waiting.delete(register));
  });
  await new Promise<void>((resolve) => hole.listen(0, "127.0.0.1", resolve));
  const address = hole.address();
  holePort = typeof address === "object" && address ? address.port : 0;
});
afterAll(async () => {
  await operator.stop();
  hole.close();
});

const DEAD = 17;
/** Without the breaker: only the shares are looked at. */
const unguarded = (deps: FiscalDeps): FiscalDeps => ({ ...deps, wire: tcpWire(failpoint) });

test("once three registers got no answer, the next ones' buyers wait for nothing; another operator's never did", async () => {
  const shops = await Promise.all(Array.from({ length: 5 }, () => givenShop(() => holePort)));
  const alive = await givenShop(() => operator.port);
  const base = testDeps(() => holePort, { totalMs: 2_000 });
  const deps: FiscalDeps = {
    ...base,
    wire: withBreakers(tcpWire(failpoint), { ...BREAKER, shutMs: 300_000 }, () => performance.now()),
    async facts(tenantId, registerId, accountId) {
      const facts = await base.facts(tenantId, registerId, accountId);
      const isAlive = registerId === alive.registerId;
      return facts?.wire && isAlive ? { ...facts, wire: { ...facts.wire, port: operator.port } } : facts;
    },
  };
  await sell(alive);
  const sellAt = async (shop: Shop | undefined) =>
    expect((await sell({ ...present(shop, "there are five"), deps })).outcome).toBe("autonomous");
  const before = calls;
  await Promise.all(shops.slice(0, 3).map(sellAt));
  expect(calls - before).toBe(3);
  // Who does not call waits for nobody.
  await Promise.all(shops.slice(3).map(sellAt));
  expect(calls - before).toBe(3);
  expect((await sell({ ...alive, deps })).outcome).toBe("accepted");
  // A worker does not even try for them: nothing is written but when they are due again.
  await hurry();
  await dispatch(deps);
  expect(calls - before).toBe(3);
  const ids = shops.map(({ registerId }) => registerId);
  const tries = await look(
    "SELECT 1 FROM cabinet.fiscal_attempt a JOIN cabinet.fiscal_seal s ON s.id = a.seal_id WHERE s.register_id = ANY($1::uuid[])",
    [ids],
  );
  expect(tries).toEqual([]);
  const due = await look(
    "SELECT 1 FROM cabinet.transmission_queue WHERE register_id = ANY($1::uuid[]) AND due_at IS NOT NULL AND lease_until IS NULL",
    [ids],
  );
  expect(due).toHaveLength(ids.length);
});

test("a dead operator with more registers than a worker has places keeps no register of another waiting", async () => {
  const dead = await Promise.all(Array.from({ length: DEAD }, () => givenShop(() => holePort, { totalMs: 400 })));
  await Promise.all(dead.map((shop) => sell(shop)));
  const alive = await givenShop(() => operator.port);
  operator.setFault({ kind: "unreachable" });
  await sell({ ...alive, deps: testDeps(() => operator.port, { totalMs: 400 }) });
  operator.setFault(null);
  await hurry();
  await look("UPDATE cabinet.transmission_queue SET due_at = due_at - interval '1 minute' WHERE register_id <> $1", [
    alive.registerId,
  ]);

  await expect.poll(() => waiting.size).toBe(0);
  const before = calls;
  const stopping = new AbortController();
  const ports = new Map(dead.map(({ registerId }) => [registerId, holePort]));
  const base = testDeps(() => operator.port, { totalMs: 15_000 }, stopping.signal);
  const deps = unguarded({
    ...base,
    async facts(tenantId, registerId, accountId) {
      const facts = await base.facts(tenantId, registerId, accountId);
      return facts?.wire ? { ...facts, wire: { ...facts.wire, port: ports.get(registerId) ?? operator.port } } : facts;
    },
  });
  const dispatcher = startDispatcher({ signal: stopping.signal, deps });
  await expect.poll(async () => (await tape(alive.registerId))[0]?.settled.at(-1), { interval: 20 }).toBe("accepted");
  // It was served while the dead operator's registers had not given up, not in a place that became free.
  expect(calls - before).toBe(waiting.size);
  stopping.abort();
  for (const register of waiting) register.destroy();
  await dispatcher.done;
});
