import { expect, test } from "vitest";
import { withBreakers } from "./breaker";
import type { Exchange, Exchanged, Wire } from "./client";

const RULES = { registersMax: 3, shutMs: 30_000, countsFromMs: 400 };
const ANSWER: Exchanged = {
  answered: true,
  answer: {
    ...{ code: 0, text: "", token: 1, fiscalSign: null, qrText: null, report: null, isShiftOpen: false },
    ...{ lastDocument: null, ads: {}, nomenclature: [], body: new Uint8Array() },
  },
};

/** Two operators behind one wire; each is silent or not, an exchange with a silent one takes all of its time. */
function given() {
  const silent = new Set<number>();
  const asked: { port: number; deviceId: number; at: number }[] = [];
  let now = 0;
  const wire: Wire = {
    async exchange({ port, expected, totalMs }) {
      asked.push({ port, deviceId: expected.deviceId, at: now });
      if (!silent.has(port)) return ANSWER;
      now += totalMs;
      return { answered: false, reason: "deadline" };
    },
  };
  const guarded = withBreakers(wire, RULES, () => now);
  const ask = (port: number, deviceId: number, change: Partial<Exchange> = {}) =>
    guarded.exchange({
      ...{ host: "ofd", port, bytes: new Uint8Array(), totalMs: 5_000, signal: new AbortController().signal },
      expected: { deviceId, requestNumber: 1, command: "COMMAND_TICKET" },
      ...change,
    });
  const isSilent = (port: number) => guarded.isSilent?.(`ofd:${port}`);
  const clock = { at: () => now, forward: (ms: number) => (now += ms) };
  return { ask, asked, silent, isSilent, clock };
}

test("three registers without an answer shut their operator: the fourth waits no time at all", async () => {
  const { ask, asked, silent, clock } = given();
  silent.add(1);
  for (const register of [1, 2, 3]) await ask(1, register);
  const before = clock.at();
  expect(await ask(1, 4)).toEqual({ answered: false, reason: "the operator is silent" });
  expect(clock.at()).toBe(before);
  expect(asked).toHaveLength(3);
});

test("it tells without asking who is silent, until somebody may try again", async () => {
  const { ask, silent, isSilent, clock } = given();
  silent.add(1);
  await ask(1, 1);
  await ask(1, 2);
  expect(isSilent(1)).toBe(false);
  await ask(1, 3);
  expect([isSilent(1), isSilent(2)]).toEqual([true, false]);
  clock.forward(RULES.shutMs);
  expect(isSilent(1)).toBe(false);
  const trying = ask(1, 4);
  expect(isSilent(1)).toBe(true);
  await trying;
});

test("registers of another operator are never affected", async () => {
  const { ask, asked, silent } = given();
  silent.add(1);
  for (const register of [1, 2, 3, 4, 5]) await ask(1, register);
  for (const register of [11, 12, 13]) expect((await ask(2, register)).answered).toBe(true);
  expect(asked.filter(({ port }) => port === 2)).toHaveLength(3);
});

test("one register that is silent again and again says nothing about its operator", async () => {
  const { ask, asked, silent } = given();
  silent.add(1);
  for (let turn = 0; turn < 9; turn++) await ask(1, 7);
  silent.clear();
  expect((await ask(1, 8)).answered).toBe(true);
  expect(asked).toHaveLength(10);
});

test("an answer in between begins the count anew", async () => {
  const { ask, silent } = given();
  silent.add(1);
  await ask(1, 1);
  await ask(1, 2);
  silent.clear();
  await ask(1, 3);
  silent.add(1);
  await ask(1, 4);
  await ask(1, 5);
  silent.clear();
  expect((await ask(1, 6)).answered).toBe(true);
});

test("an exchange that had no time, or was stopped, proves nothing", async () => {
  const { ask, silent } = given();
  silent.add(1);
  for (const register of [1, 2, 3]) await ask(1, register, { totalMs: RULES.countsFromMs - 1 });
  for (const register of [4, 5, 6]) await ask(1, register, { signal: AbortSignal.abort() });
  silent.clear();
  expect((await ask(1, 7)).answered).toBe(true);
});

test("after the time one register tries while the others go on without; its answer opens the way for all", async () => {
  const { ask, asked, silent, clock } = given();
  silent.add(1);
  for (const register of [1, 2, 3]) await ask(1, register);
  clock.forward(RULES.shutMs - 1);
  expect((await ask(1, 4)).answered).toBe(false);
  expect(asked).toHaveLength(3);
  clock.forward(1);
  const [tries, ...others] = await Promise.all([ask(1, 4), ask(1, 5), ask(1, 6)]);
  expect(tries).toEqual({ answered: false, reason: "deadline" });
  expect(others.map((each) => each.answered)).toEqual([false, false]);
  expect(asked).toHaveLength(4);
  // It failed: shut for another span, from its end on.
  clock.forward(RULES.shutMs - 1);
  await ask(1, 5);
  expect(asked).toHaveLength(4);
  clock.forward(1);
  silent.clear();
  expect((await ask(1, 5)).answered).toBe(true);
  expect((await ask(1, 6)).answered).toBe(true);
});
