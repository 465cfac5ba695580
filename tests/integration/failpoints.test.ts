import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { withTenant } from "@/lib/db";
import { journalFaults } from "@/lib/fiscal/core/check-journal";
import { FAILPOINTS, type FailpointName } from "@/lib/fiscal/failpoint";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { journalOf } from "@/lib/fiscal/store/journal";
import { quantityMilli } from "@/lib/kernel";
import { bundledChild } from "../support/child";
import { look } from "../support/db";
import { bread, dispatch, givenShop, hurry, type Shop, sell, tape, testDeps } from "../support/fiscal";
import { bookOf, startOperator, type TestOperator } from "../support/operator";

// Processes take their time to start on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let operator: TestOperator;
let program: string;
beforeAll(async () => {
  program = await bundledChild("fiscal-child");
  operator = await startOperator();
});
afterAll(() => operator.stop());

type Ending = {
  readonly signal: NodeJS.Signals | null;
  readonly acknowledged: readonly string[];
  readonly errors: string;
};

/** Runs a process that is told to die at a point, and waits until it did. */
function runChild(shop: Shop, as: "web" | "worker", at: FailpointName, keys: readonly string[]): Promise<Ending> {
  const { tenantId, registerId, cashierId } = shop;
  const errand = JSON.stringify({ as, port: operator.port, tenantId, registerId, cashierId, keys });
  const child = spawn(process.execPath, ["--enable-source-maps", program, errand], {
    ...{ env: { ...process.env, FAILPOINTS: at }, stdio: ["ignore", "pipe", "pipe"] },
  });
  let told = "";
  let errors = "";
  child.stdout.on("data", (piece) => {
    told += piece;
  });
  child.stderr.on("data", (piece) => {
    errors += piece;
  });
  return new Promise((resolve) => {
    child.once("close", (_, signal) => {
      const lines = told.split("\n").filter((line) => line.startsWith('{"key"'));
      resolve({ signal, errors, acknowledged: lines.map((line) => JSON.parse(line).key as string) }); // cast: our own line
    });
  });
}

const DIED: Ending = { signal: "SIGKILL", acknowledged: [], errors: "" };

/** What the child sells, so that a repeat under the same key is a repeat. */
const wish = (shop: Shop, key: string) => {
  const [line] = bread(shop).lines;
  if (!line) throw new Error("bread has a line");
  return bread(shop, { key, lines: [{ ...line, name: "Хлеб", quantityMilli: quantityMilli(1000n) }] });
};

/** The dead hold no lease for ever: here their time is over at once. */
const expireLeases = () => look("UPDATE cabinet.transmission_queue SET lease_until = NULL");

async function expectEachOnce(shop: Shop, sales: number) {
  const rows = await tape(shop.registerId);
  expect(rows.map((row) => Number(row.number))).toEqual(Array.from({ length: sales }, (_, index) => index + 1));
  expect(rows.every((row) => row.settled.at(-1) === "accepted")).toBe(true);
  const booked = await bookOf(shop.atOperator.id);
  expect(booked.map((line) => Number(line.printed_number))).toEqual(rows.map((row) => Number(row.number)));
  const journal = await withTenant(shop.tenantId, (tx) => journalOf(tx, shop.tenantId, shop.registerId));
  const reading = await shop.deps.store.read(shop.tenantId, shop.registerId);
  if (!journal || !reading) throw new Error("the register worked");
  expect(journalFaults(journal.entries, reading.situation.state.counters, shop.deps.sha256)).toEqual([]);
}

const shopAt = () => givenShop(() => operator.port);

test("the web process is killed at each point: every sale is once at the operator, the repeated ones too", async () => {
  const runs = await Promise.all(
    FAILPOINTS.map(async (at) => {
      const shop = await shopAt();
      const keys = [randomUUID(), randomUUID()];
      return { at, shop, keys, ending: await runChild(shop, "web", at, keys) };
    }),
  );
  expect(runs.map(({ ending }) => ending)).toEqual(FAILPOINTS.map(() => DIED));
  await expireLeases();
  for (const { shop, keys } of runs) {
    for (const key of keys) {
      const again = await issueReceipt(shop.deps)(shop.ctx, wish(shop, key));
      expect(again.ok).toBe(true);
    }
    await hurry();
    await dispatch(shop.deps);
    await expectEachOnce(shop, 2);
  }
});

test("acknowledged sales outlive the process, and what nobody repeats the worker brings home", async () => {
  const shop = await shopAt();
  const first = await sell(shop);
  const ending = await runChild(shop, "web", "seal.committed", [randomUUID()]);
  expect(ending).toEqual(DIED);
  await expireLeases();
  await hurry();
  await dispatch(shop.deps);
  await expectEachOnce(shop, 2);
  expect((await tape(shop.registerId))[0]?.sign).toBe(first.fiscalSign);
});

test("the worker is killed at each point while it drains: the next one goes on, nothing is sent twice", async () => {
  const points = FAILPOINTS.filter((point) => point !== "accept.committed");
  const shop = await shopAt();
  operator.setFault({ kind: "unreachable" });
  const hasty = { ...shop, deps: testDeps(() => operator.port, { totalMs: 500 }) };
  for (let index = 0; index < 6; index++) await sell(hasty);
  operator.setFault(null);
  for (const at of points) {
    await hurry();
    expect(await runChild(shop, "worker", at, [])).toEqual(DIED);
    await expireLeases();
  }
  await hurry();
  await dispatch(shop.deps);
  await expectEachOnce(shop, 6);
});
