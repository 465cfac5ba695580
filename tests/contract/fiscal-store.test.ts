import { createHash, randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { decideCashPlacement } from "@/lib/fiscal/core/decide-cash-placement";
import type { SettlementKind } from "@/lib/fiscal/core/document";
import { chain } from "@/lib/fiscal/core/journal";
import { newRegister } from "@/lib/fiscal/core/register";
import { type Change, GIVEN_UP, type Lease, type Reading } from "@/lib/fiscal/store/port";
import { tg } from "../support/fiscal";
import { HEAD, STANDS } from "../support/store-stands";

// What every fiscal store promises: that of PostgreSQL, and the one in memory that the simulation stands on.

const NOW = new Date("2026-11-25T08:00:00.000Z");
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const HOUR = 3_600_000;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
describe.each(STANDS)("the store in %s", (_, stand) => {
  const { store } = stand;
  let tenant: string;
  let register: string;

  beforeEach(async () => {
    await stand.setClock(NOW);
    const given = await stand.givenRegister();
    tenant = given.tenantId;
    register = given.registerId;
    await store.enroll(tenant, register, newRegister("c0ffee"));
  });

  const read = async (caller?: { scope: string; key: string }): Promise<Reading> => {
    const reading = await store.read(tenant, register, caller);
    if (!reading) throw new Error("the register was enrolled");
    return reading;
  };
  /** A deposit of one tenge, decided upon a reading. */
  const deposit = ({ situation }: Reading, rest: Partial<Change> = {}): Change => {
    const wish = { direction: "deposit" as const, sumTiyn: tg("1.00"), comment: null };
    const who = { head: HEAD, cashier: { id: null, name: "Сейтова" } };
    const supplies = { documentId: randomUUID(), shiftId: randomUUID(), sha256 };
    const decided = decideCashPlacement(situation, wish, who, supplies);
    if (!decided.ok) throw new Error(decided.error.code);
    const { document, next } = decided.value;
    return { version: situation.version, document, next, due: { do: "soon" }, ...rest };
  };
  const commit = (change: Change) => store.commit(tenant, register, change);
  const LOST = { outcome: "lost" };

  test("what is written is read back equal", async () => {
    const change = deposit(await read());
    expect(await commit(change)).toMatchObject({ outcome: "done", version: 2 });
    expect((await read()).situation.state).toEqual(change.next);
    const stored = await store.document(tenant, register, change.document?.id ?? "");
    expect(stored).toMatchObject({ outcome: "pending", document: change.document });
  });

  test("enrolling twice changes nothing", async () => {
    await commit(deposit(await read()));
    await store.enroll(tenant, register, newRegister("00"));
    expect((await read()).situation).toMatchObject({ version: 2, state: { lastNumber: 1 } });
  });

  test("of two who decided upon one reading, one is lost and wrote nothing", async () => {
    const reading = await read();
    const both = await Promise.all([commit(deposit(reading)), commit(deposit(reading))]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["done", "lost"]);
    expect((await read()).situation.state.counters.cashTiyn).toBe(tg("1.00"));
  });

  test("numbers move by one", async () => {
    const reading = await read();
    const change = deposit(reading);
    await expect(commit({ ...change, next: { ...change.next, lastNumber: 7 } })).rejects.toThrow("numbers move by one");
    await expect(commit({ ...change, document: undefined })).rejects.toThrow("numbers move by one");
    expect((await read()).situation.state.lastNumber).toBe(0);
  });

  test("a key names what it made, for its own scope alone", async () => {
    const change = deposit(await read(), { idempotency: { scope: "s", key: "k", inputHash: "h" } });
    await commit(change);
    expect((await read({ scope: "s", key: "k" })).known).toEqual({ inputHash: "h", documentId: change.document?.id });
    expect((await read({ scope: "other", key: "k" })).known).toBeNull();
  });

  test("a key that was given up makes nothing: no document, and whoever decided before is lost", async () => {
    const before = await read();
    const givesUp = { scope: "s", key: "k" };
    const { situation } = before;
    const kept = { version: situation.version, next: situation.state, due: { do: "keep" } as const };
    expect(await commit({ ...kept, givesUp })).toMatchObject({ outcome: "done" });
    expect((await read({ scope: "s", key: "k" })).known).toEqual(GIVEN_UP);
    const idempotency = { scope: "s", key: "k", inputHash: "h" };
    expect(await commit(deposit(before, { idempotency }))).toEqual(LOST);
    await expect(commit(deposit(await read(), { idempotency }))).rejects.toThrow(/idempotency/);
    expect((await read()).situation.state.lastNumber).toBe(0);
  });

  test("a lease is held by one; its time over, the next one's epoch makes the first a stranger", async () => {
    const first = await store.takeLease(tenant, register, "a", 60_000);
    expect(await store.takeLease(tenant, register, "b", 60_000)).toBeNull();
    expect((await read()).situation.leased).toBe(true);
    expect(await commit(deposit(await read(), { lease: { do: "take", holder: "b", ms: 1000 } }))).toEqual(LOST);
    await stand.setClock(later(60_000));
    const second = await store.takeLease(tenant, register, "b", 60_000);
    expect(second).toBe((first ?? 0) + 1);
    const stale = { do: "release", epoch: first ?? 0 } as const;
    expect(await commit(deposit(await read(), { lease: stale }))).toEqual(LOST);
    await store.release({ tenantId: tenant, registerId: register, epoch: first ?? 0 }, 1, null);
    expect((await read()).situation.leased).toBe(true);
    const own = { do: "release", epoch: second ?? 0 } as const;
    expect(await commit(deposit(await read(), { lease: own }))).toMatchObject({ outcome: "done" });
    expect((await read()).situation.leased).toBe(false);
  });

  test("what is due is leased once, longest waiting first", async () => {
    await commit(deposit(await read()));
    const mine = { tenantId: tenant, registerId: register };
    const taken = await Promise.all([store.takeDue("a", 60_000, 50), store.takeDue("b", 60_000, 50)]);
    expect(taken.flat().filter((lease) => lease.registerId === register)).toMatchObject([mine]);
  });

  test("a register of an operator that is busy waits, and keeps its operator until another is named", async () => {
    await commit(deposit(await read(), { operator: "slow:1" }));
    await commit(deposit(await read()));
    const ofSlow = (leases: readonly Lease[]) => leases.filter(({ registerId }) => registerId === register);
    expect(ofSlow(await store.takeDue("a", 10_000, 1000, ["slow:1"]))).toEqual([]);
    expect(ofSlow(await store.takeDue("a", 10_000, 1000, ["other:1"]))).toMatchObject([{ operator: "slow:1" }]);
  });

  test("a lease given back after the register moved on makes it due at once; else when it was said", async () => {
    const { situation } = await read();
    const epoch = (await store.takeLease(tenant, register, "a", 60_000)) ?? 0;
    await commit(deposit(await read(), { due: { do: "keep" } }));
    await store.release({ tenantId: tenant, registerId: register, epoch }, situation.version, null);
    const again = await store.takeDue("a", 60_000, 50);
    const lease = again.find((each) => each.registerId === register);
    if (!lease) throw new Error("it is due");
    await store.release(lease, (await read()).situation.version, null);
    expect((await store.takeDue("a", 60_000, 50)).map((each) => each.registerId)).not.toContain(register);
  });

  const isDue = async (): Promise<boolean> => {
    const taken = await store.takeDue("w", 10_000, 1000);
    for (const lease of taken) if (lease.registerId !== register) await store.release(lease, -1, null);
    return taken.some(({ registerId }) => registerId === register);
  };

  test("a register is due when it was said, not a millisecond before", async () => {
    await commit(deposit(await read(), { due: { do: "after", ms: 60_000 } }));
    await stand.setClock(later(59_999));
    expect(await isDue()).toBe(false);
    await stand.setClock(later(60_000));
    expect(await isDue()).toBe(true);
  });

  test("«soon» does not bring forward what was put off, «never» takes it away", async () => {
    await commit(deposit(await read(), { due: { do: "after", ms: 60_000 } }));
    await commit(deposit(await read(), { due: { do: "soon" } }));
    expect(await isDue()).toBe(false);
    await commit(deposit(await read(), { due: { do: "never" } }));
    await stand.setClock(later(HOUR));
    expect(await isDue()).toBe(false);
  });

  test("a lease ends at its moment: then another may take it, and the old one settles nothing", async () => {
    const epoch = (await store.takeLease(tenant, register, "a", 10_000)) ?? 0;
    await stand.setClock(later(9_999));
    expect((await read()).situation.leased).toBe(true);
    expect(await store.takeLease(tenant, register, "b", 10_000)).toBeNull();
    await stand.setClock(later(10_000));
    expect((await read()).situation.leased).toBe(false);
    // Nobody else took it meanwhile: the late holder may still settle.
    expect(await commit(deposit(await read(), { lease: { do: "hold", epoch, ms: 5_000 } }))).toMatchObject({ epoch });
    await store.release({ tenantId: tenant, registerId: register, epoch }, 2, null);
    expect(await commit(deposit(await read(), { lease: { do: "hold", epoch, ms: 5_000 } }))).toEqual(LOST);
  });

  test("a clock that went back by days holds neither a lease nor a moment that was said", async () => {
    await commit(deposit(await read(), { due: { do: "after", ms: 60_000 } }));
    await store.takeLease(tenant, register, "a", 10_000);
    await stand.setClock(later(-73 * HOUR));
    expect((await read()).situation.leased).toBe(false);
    expect(await isDue()).toBe(true);
  });

  test("the oldest unsent document is the one after what was sent, also after 72 hours", async () => {
    expect((await read()).situation.oldestUnsentAt).toBeNull();
    await commit(deposit(await read()));
    await stand.setClock(later(HOUR));
    await commit(deposit(await read()));
    await stand.setClock(later(80 * HOUR));
    const { situation } = await read();
    expect(situation.oldestUnsentAt).toEqual(NOW);
    const { state, version } = situation;
    await commit({ version, next: { ...state, sentNumber: 1 }, due: { do: "keep" } });
    expect((await read()).situation.oldestUnsentAt).toEqual(later(HOUR));
  });

  test("a key is used once in its scope, whatever else is in the change", async () => {
    const idempotency = { scope: "s", key: "k", inputHash: "h" };
    await commit(deposit(await read(), { idempotency }));
    await expect(commit(deposit(await read(), { idempotency }))).rejects.toThrow(/idempotency/);
    expect((await read()).situation.state.lastNumber).toBe(1);
    const other = { ...idempotency, scope: "t" };
    expect(await commit(deposit(await read(), { idempotency: other }))).toMatchObject({ outcome: "done" });
  });

  test("blocks come and go with the change, each by its cause", async () => {
    const block = [
      { cause: "data", detail: "13" },
      { cause: "token", detail: null },
    ];
    await commit(deposit(await read(), { block }));
    await commit(deposit(await read(), { block: [{ cause: "data", detail: "again" }], lift: ["token"] }));
    expect([...(await read()).blocks]).toEqual(["data"]);
    const stale = { ...deposit(await read(), { lift: ["data"] }), version: 1 };
    expect(await commit(stale)).toEqual(LOST);
    expect([...(await read()).blocks]).toEqual(["data"]);
  });

  test("a job is enqueued if and only if the change stands; the same key names the same job", async () => {
    const jobs = [
      { identifier: "fiscal.ask_info", payload: { tenantId: tenant, registerId: register }, key: `k:${register}` },
    ];
    const reading = await read();
    await commit(deposit(reading, { jobs }));
    expect(await commit(deposit(reading, { jobs }))).toEqual(LOST);
    await commit(deposit(await read(), { jobs }));
    expect(await stand.jobsOf(register)).toEqual(["fiscal.ask_info"]);
  });

  test("the last word about a document is said once", async () => {
    const change = deposit(await read());
    await commit(change);
    const word = async (kind: SettlementKind) => {
      const { situation } = await read();
      const { state, version } = situation;
      const draft = {
        ...{ id: randomUUID(), documentId: change.document?.id ?? "", sealId: null, kind, at: NOW, code: 0 },
        ...{ answerText: null, fiscalSign: null, qrText: null, answer: null },
      };
      const { record, head } = chain(state.journal, "settlement", draft, sha256);
      return commit({ version, next: { ...state, journal: head }, settlement: record, due: { do: "keep" } });
    };
    await word("autonomous");
    await word("accepted");
    await expect(word("rejected")).rejects.toThrow(/fiscal_settlement_final/);
    await expect(word("autonomous")).rejects.toThrow(/fiscal_settlement_autonomous/);
    expect(await stand.settlementsOf(register)).toEqual(["autonomous", "accepted"]);
  });

  test("cash below zero is not written, whoever decided it", async () => {
    const change = deposit(await read());
    const counters = { ...change.next.counters, cashTiyn: tg("-1.00") };
    await expect(commit({ ...change, next: { ...change.next, counters } })).rejects.toThrow(/fiscal_register_cash/);
    expect((await read()).situation.state.lastNumber).toBe(0);
  });

  test("another tenant reads nothing of it", async () => {
    const change = deposit(await read());
    await commit(change);
    const stranger = randomUUID();
    expect(await store.read(stranger, register)).toBeNull();
    expect(await store.document(stranger, register, change.document?.id ?? "")).toBeNull();
    expect(await store.takeLease(stranger, register, "x", 1000)).toBeNull();
  });
});
