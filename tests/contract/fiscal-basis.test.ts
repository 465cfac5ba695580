import { createHash, randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { decideReceipt, type ReceiptWish } from "@/lib/fiscal/core/decide-receipt";
import { decideReturn } from "@/lib/fiscal/core/decide-return";
import type { FiscalDocument, SettlementKind } from "@/lib/fiscal/core/document";
import { chain } from "@/lib/fiscal/core/journal";
import { newRegister } from "@/lib/fiscal/core/register";
import { paperKey } from "@/lib/fiscal/core/returned";
import type { Change, Reading, Written } from "@/lib/fiscal/store/port";
import { quantityMilli } from "@/lib/kernel";
import { loaf, tg } from "../support/fiscal";
import { HEAD, STANDS } from "../support/store-stands";

// What every fiscal store promises about returns.

const NOW = new Date("2026-11-25T08:00:00.000Z");
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const RULES = { vatPayer: true, vatKindsInForce: new Set(["16"] as const), unitCodes: new Set(["796"]) };
const SALE: ReceiptWish = {
  ...{ kind: "sale", lines: [loaf({ quantityMilli: quantityMilli(2000n) })], discountTiyn: tg("0.00") },
  payments: [{ type: "card", sumTiyn: tg("1000.00") }],
};

describe.each(STANDS)("the store in %s", (_, stand) => {
  const { store } = stand;
  let tenant: string;
  let register: string;
  let registrationNumber: string;

  beforeEach(async () => {
    await stand.setClock(NOW);
    const given = await stand.givenRegister();
    tenant = given.tenantId;
    register = given.registerId;
    registrationNumber = given.registrationNumber;
    await store.enroll(tenant, register, newRegister("c0ffee"));
  });

  const read = async (): Promise<Reading> => {
    const reading = await store.read(tenant, register);
    if (!reading) throw new Error("the register was enrolled");
    return reading;
  };
  const commit = (change: Change) => store.commit(tenant, register, change);
  const LOST = { outcome: "lost" };
  const who = () => ({ head: { ...HEAD, registrationNumber }, cashier: { id: null, name: "Сейтова" } });
  const supplies = () => ({ documentId: randomUUID(), shiftId: randomUUID(), sha256 });
  /** A sale of two loaves by card, settled with this word. */
  const sold = async (kind: "accepted" | "rejected", fiscalSign: string | null): Promise<FiscalDocument> => {
    const { situation } = await read();
    const decided = decideReceipt(situation, SALE, who(), RULES, supplies());
    if (!decided.ok) throw new Error(decided.error.code);
    const { document, next } = decided.value;
    await commit({ version: situation.version, document, next, due: { do: "keep" } });
    await settle(document.id, kind, fiscalSign);
    return document;
  };
  const settle = async (documentId: string, kind: SettlementKind, fiscalSign: string | null) => {
    const { version, state } = (await read()).situation;
    const draft = {
      ...{ id: randomUUID(), documentId, sealId: null, kind, at: NOW, code: 0 },
      ...{ answerText: null, fiscalSign, qrText: null, answer: null },
    };
    const { record, head } = chain(state.journal, "settlement", draft, sha256);
    await commit({ version, next: { ...state, journal: head }, settlement: record, due: { do: "keep" } });
  };
  const back = async (documentId: string, turn?: number): Promise<{ written: Written; id: string }> => {
    const basis = await store.basis(tenant, { documentId });
    const { situation } = await read();
    if (!basis.receipt) throw new Error("the basis is stored");
    const wish = { lines: [{ line: 1, quantityMilli: quantityMilli(1000n) }] };
    const decided = decideReturn(situation, { ...basis.receipt, returns: basis.returns }, wish, who(), supplies());
    if (!decided.ok) throw new Error(decided.error.code);
    const { document, next } = decided.value;
    const claim = { key: basis.key, turn: turn ?? basis.turn };
    const written = await commit({ version: situation.version, document, next, basis: claim, due: { do: "keep" } });
    return { written, id: document.id };
  };

  test("of two returns of one receipt that claim the same turn one is lost and wrote nothing", async () => {
    const { id } = await sold("accepted", "9001");
    expect((await back(id)).written).toMatchObject({ outcome: "done" });
    expect((await back(id, 1)).written).toEqual(LOST);
    expect((await read()).situation.state.lastNumber).toBe(2);
    expect(await store.basis(tenant, { documentId: id })).toMatchObject({
      key: id,
      turn: 2,
      returns: [{ kind: "sale_return" }],
    });
    expect((await back(id)).written).toMatchObject({ outcome: "done" });
  });

  test("a refused return takes its turn and counts for nothing", async () => {
    const { id } = await sold("accepted", "9001");
    await settle((await back(id)).id, "rejected", null);
    expect(await store.basis(tenant, { documentId: id })).toMatchObject({ turn: 2, returns: [] });
  });

  test("a basis is found by what its paper says, and one that nobody made has a name all the same", async () => {
    const document = await sold("accepted", "9007");
    const paper = { registrationNumber, sign: "9007", isOffline: false };
    expect(await store.basis(tenant, paper)).toMatchObject({
      key: document.id,
      turn: 1,
      receipt: { fiscalSign: "9007" },
    });
    const offline = { ...paper, sign: `${document.offlineNumber}`, isOffline: true };
    expect((await store.basis(tenant, offline)).key).toBe(document.id);
    // Whoever takes the sign for the other kind means the same receipt.
    for (const mistaken of [paper, offline])
      expect((await store.basis(tenant, { ...mistaken, isOffline: !mistaken.isOffline })).key).toBe(document.id);
    for (const [other, ours] of [
      [{ ...paper, sign: "9008" }, true],
      [{ ...paper, registrationNumber: "1" }, false],
    ] as const)
      expect(await store.basis(tenant, other)).toMatchObject({
        ...{ key: paperKey(other), turn: 1, receipt: null, returns: [], ours },
      });
    for (const sign of ["x", "9".repeat(30)])
      expect((await store.basis(tenant, { ...paper, sign, isOffline: true })).receipt).toBeNull();
    expect((await store.basis(randomUUID(), paper)).receipt).toBeNull();
  });
});
