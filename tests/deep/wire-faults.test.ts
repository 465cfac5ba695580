import { createConnection, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { encodeFrame, encodeRequest, FrameReader } from "@/lib/cpcr";
import { readAnswer } from "@/lib/fiscal/ofd/answers";
import { makeChance } from "../simulators/chance";
import type { Fault, Place } from "../simulators/operator-proxy";
import { answerOf, sendRaw, system, ticket } from "../support/cpcr";
import { dispatch, givenShop, hurry, type Shop, sell, setFiscalClock, testDeps } from "../support/fiscal";
import type { ShopOptions } from "../support/fiscal-deps";
import { expectOk, fuzzOperator, memoryMb, mutated } from "../support/fuzz";
import { outage } from "../support/many-registers";
import { startOperator, type TestOperator } from "../support/operator";
import { givenSpeaker } from "../support/speaker";
import { atTheEnd, drain, expectEachOnce, expectEverySendingStored, percentile } from "../support/wire";

// The faults of tests/integration/wire-*.test.ts at the numbers of reliability §2.2, at true lengths.

let operator: TestOperator;
let shop: Shop;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.stop());
beforeEach(async () => {
  operator.setFault(null);
  await setFiscalClock(null);
  shop = await givenShop(() => operator.port);
});

const told = (figure: string): void => void process.stdout.write(`  · ${figure}\n`);
const shops = (howMany: number, options: ShopOptions = {}): Promise<Shop[]> =>
  Promise.all(Array.from({ length: howMany }, () => givenShop(() => operator.port, options)));

test("[F5] twenty tills of an operator that takes calls and answers nobody: p99 of an autonomous receipt is 5.5 s at most", async () => {
  const many = await shops(20, { totalMs: 5_000 });
  operator.setFault({ kind: "black_hole" });
  const times = await Promise.all(
    many.map(async (one) => {
      const since = performance.now();
      expect((await sell(one)).outcome).toBe("autonomous");
      return performance.now() - since;
    }),
  );
  told(`p50 ${percentile(times, 50).toFixed(0)} ms, p99 ${percentile(times, 99).toFixed(0)} ms`);
  expect(percentile(times, 99)).toBeLessThan(5_500);
});

test("[F6] five hundred answers lost at every place: each resend stored before it left, nothing doubled", async () => {
  const PLACES: readonly Place[] = [0, 1, 17, 18, 19, "half", "all but one"];
  const RUNS = 504;
  const chance = makeChance(6);
  const many = await shops(8);
  let lost = new Set<string>();
  let cuts = 0;
  // Each message's first sending loses its answer at the next place, its second gets it.
  operator.drawFaults(({ frame }) => {
    const name = `${frame.deviceId} ${frame.requestNumber}`;
    if (lost.has(name)) return null;
    lost.add(name);
    return { kind: "cut", at: PLACES[cuts++ % PLACES.length] ?? 0 };
  });
  await Promise.all(
    many.map(async (one) => {
      for (let sale = 0; sale < RUNS / many.length; sale++) {
        const hasty = { ...one, deps: testDeps(() => operator.port, { totalMs: 200 }) };
        await sell(chance.happens(30) ? hasty : one);
        await drain(one);
      }
    }),
  );
  operator.drawFaults(null);
  lost = new Set();
  for (const one of many) {
    await expectEachOnce(one, RUNS / many.length);
    expect((await expectEverySendingStored(one, operator)).messages).toBe(RUNS / many.length);
  }
  told(`${cuts} answers lost`);
});

test("[F8] mutated messages at the operator: no end, no connection kept, no memory kept", async () => {
  const { register } = await givenSpeaker(operator.directPort);
  await fuzzOperator(operator.directPort, register, 2_000, makeChance(80));
  const before = memoryMb();
  const answered = await fuzzOperator(operator.directPort, register, 20_000, makeChance(81));
  const grown = memoryMb() - before;
  told(`20,000 sent, ${answered} answered, memory ${grown.toFixed(1)} MB more`);
  expect(grown).toBeLessThan(50);
  const other = await givenSpeaker(operator.directPort);
  expectOk(await other.say(system(other.register)));
});

test("[F8] a hundred thousand mutated answers at the register: read or thrown away, never a crash", async () => {
  const { register } = await givenSpeaker(operator.directPort);
  const good = await sendRaw(
    operator.directPort,
    encodeFrame({
      ...{ version: 203, deviceId: register.id, token: register.token, requestNumber: 1 },
      body: encodeRequest(ticket(register), 203),
    }),
  );
  expectOk(answerOf(good));
  const chance = makeChance(82);
  const expected = { deviceId: register.id, requestNumber: 1, command: "COMMAND_TICKET" as const };
  const before = memoryMb();
  let taken = 0;
  for (let run = 0; run < 100_000; run++) {
    const reader = new FrameReader();
    reader.push(mutated(good, chance));
    const next = reader.next();
    if (next.ok && next.value && !("broken" in readAnswer(next.value, expected))) taken += 1;
  }
  told(`${taken} of 100,000 could still be taken for an answer`);
  expect(memoryMb() - before).toBeLessThan(50);
});

test("[F9] two hundred peers of one byte a second are cut after 30 s, and their sockets come back", async () => {
  const frame = encodeFrame({ version: 203, deviceId: 1, token: 1, requestNumber: 1, body: new Uint8Array(2_000) });
  const peers: Socket[] = [];
  const since = performance.now();
  const ended: Promise<number>[] = Array.from({ length: 200 }, (_, index) => {
    const peer = createConnection({ port: operator.directPort, host: "127.0.0.1" });
    peers.push(peer);
    const everyMs = index % 2 === 0 ? 1_000 : 59_000;
    let sent = 0;
    const send = () => void peer.write(frame.subarray(sent, ++sent));
    peer.once("connect", send);
    const timer = setInterval(send, everyMs);
    peer.on("error", () => peer.destroy());
    peer.resume();
    return new Promise<number>((resolve) =>
      peer.once("close", () => {
        clearInterval(timer);
        resolve(performance.now() - since);
      }),
    );
  });
  const times = await Promise.all(ended);
  told(`cut after ${(Math.min(...times) / 1_000).toFixed(1)} to ${(Math.max(...times) / 1_000).toFixed(1)} s`);
  expect(Math.max(...times)).toBeLessThan(35_000);
  const other = await givenSpeaker(operator.directPort);
  expectOk(await other.say(system(other.register)));
});

test("[F11] a real answer is taken wherever it is parted", async () => {
  let length = 0;
  operator.failNext({
    kind: "change",
    change(answer) {
      length = answer.length;
      return answer;
    },
  });
  await sell(shop);
  expect(length).toBeGreaterThan(18);
  for (let at = 1; at < length; at++) {
    operator.failNext({ kind: "slice", at });
    expect((await sell(shop)).outcome).toBe("accepted");
  }
  await expectEachOnce(shop, length);
  told(`${length - 1} places`);
});

test("[F18] 450 documents of three days drain in order at 4 a second or more with an operator of 200 ms, new sales behind them", async () => {
  const offline = { ...shop, deps: testDeps(() => operator.port, { totalMs: 500 }) };
  operator.setFault({ kind: "unreachable" });
  for (let sale = 0; sale < 450; sale++) await sell(offline);
  operator.setFault({ kind: "delay", ms: 200 });
  let isOver = false;
  const since = performance.now();
  const sending = (async () => {
    while (!isOver) {
      await hurry();
      await dispatch(shop.deps);
      const state = (await shop.deps.store.read(shop.tenantId, shop.registerId))?.situation.state;
      isOver = state !== undefined && state.sentNumber === state.lastNumber;
    }
  })();
  let sold = 0;
  while (!isOver && sold < 20) {
    await sell(shop);
    sold += 1;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  await sending;
  const rate = (450 + sold) / ((performance.now() - since) / 1_000);
  told(`${450 + sold} documents, ${rate.toFixed(2)} a second`);
  expect(rate).toBeGreaterThan(4);
  await expectEachOnce(shop, 450 + sold);
});

test("[F19] twenty registers pass the end of the numbers, each losing an answer exactly there", async () => {
  const ways: readonly (Fault | null)[] = [
    null,
    { kind: "lose_answer" },
    { kind: "cut", at: 18 },
    { kind: "cut_message", at: "half" },
  ];
  for (const [index, own] of (await shops(20)).entries()) {
    await atTheEnd(own, 65_534);
    for (let sale = 0; sale < 3; sale++) {
      const way = ways[index % ways.length];
      if (way && index < 10) operator.failNext(way);
      operator.setFault(way && index >= 10 ? way : null);
      await sell(index >= 10 ? { ...own, deps: testDeps(() => operator.port, { totalMs: 300 }) } : own);
      operator.setFault(null);
      await drain(own);
    }
    await expectEachOnce(own, 4);
    await expectEverySendingStored(own, operator);
  }
});

test("[F24] three hundred registers whose operator comes back: jitter, and no storm in the first minute", async () => {
  const registers = 300;
  const { during, after, shortestGapMs } = await outage(() => operator.port, registers, { down: 10, up: 3 });
  const sum = (seconds: readonly number[]): number => seconds.reduce((total, attempts) => total + attempts, 0);
  const steady = sum(during.slice(120)) / 8;
  const first = sum(after.slice(0, 60));
  const busiest = Math.max(...during.slice(120), ...after);
  told(
    `steady ${steady.toFixed(0)} a minute, first minute ${first}, busiest second ${busiest}, shortest pause ${shortestGapMs / 1_000} s`,
  );
  expect(shortestGapMs).toBeGreaterThanOrEqual(60_000);
  expect(first).toBeLessThanOrEqual(steady * 2);
  expect(busiest).toBeLessThan(registers / 5);
});
