import { createHash, randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { decideCashPlacement } from "@/lib/fiscal/core/decide-cash-placement";
import { newRegister } from "@/lib/fiscal/core/register";
import type { Change, FiscalStore, Reading } from "@/lib/fiscal/store/port";
import { sqlStore } from "@/lib/fiscal/store/sql-store";
import { look } from "../support/db";
import { givenShop, setFiscalClock, tg } from "../support/fiscal";

// What every fiscal store promises. The simulation's store joins the list of stores when it stands.

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const HEAD = {
  ...{ sellerName: "ТОО", sellerXin: "180140000117", sellerIs: "company" as const, vatCertificate: null },
  ...{ registerName: "Касса 1", addressRu: "Алматы", addressKk: "Алматы", factoryNumber: "700000014" },
  ...{ registrationNumber: "600400131197", ofdRegisterId: "1", operatorTitle: "ОФД", checkBase: "https://ofd.kz" },
};

describe.each([["PostgreSQL", sqlStore]] satisfies [string, FiscalStore][])("the store in %s", (_, store) => {
  let tenant: string;
  let register: string;

  beforeEach(async () => {
    await setFiscalClock(null);
    const shop = await givenShop(() => 1);
    tenant = shop.tenantId;
    register = shop.registerId;
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

  test("a lease is held by one; its time over, the next one's epoch makes the first a stranger", async () => {
    const first = await store.takeLease(tenant, register, "a", 60_000);
    expect(await store.takeLease(tenant, register, "b", 60_000)).toBeNull();
    expect((await read()).situation.leased).toBe(true);
    expect(await commit(deposit(await read(), { lease: { do: "take", holder: "b", ms: 1000 } }))).toEqual(LOST);
    await look("UPDATE cabinet.transmission_queue SET lease_until = '2020-01-01' WHERE register_id = $1", [register]);
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

  test("another tenant reads nothing of it", async () => {
    const change = deposit(await read());
    await commit(change);
    const stranger = randomUUID();
    expect(await store.read(stranger, register)).toBeNull();
    expect(await store.document(stranger, register, change.document?.id ?? "")).toBeNull();
    expect(await store.takeLease(stranger, register, "x", 1000)).toBeNull();
  });
});
