import { expect } from "vitest";
import { withTenant } from "@/lib/db";
import { journalFaults } from "@/lib/fiscal/core/check-journal";
import { journalOf } from "@/lib/fiscal/store/journal";
import { sealToken } from "@/lib/operator/store/token";
import { encryptOfdToken } from "@/lib/registers";
import { dispatch, hurry, type Shop, sell, tape } from "./fiscal";
import { look } from "./look";
import { bookOf, type TestOperator } from "./operator";

/** Every document once at the operator, in the order of numbers, each accepted, and an unbroken journal that the counters follow. */
export async function expectEachOnce(shop: Shop, documents: number): Promise<void> {
  const rows = await tape(shop.registerId);
  const numbers = Array.from({ length: documents }, (_, index) => index + 1);
  expect(rows.map((row) => Number(row.number))).toEqual(numbers);
  expect(rows.filter((row) => !row.settled.includes("accepted"))).toEqual([]);
  const booked = await bookOf(shop.atOperator.id);
  expect(booked.map((line) => Number(line.printed_number))).toEqual(numbers);
  const journal = await withTenant(shop.tenantId, (tx) => journalOf(tx, shop.tenantId, shop.registerId));
  const reading = await shop.deps.store.read(shop.tenantId, shop.registerId);
  if (!journal || !reading) throw new Error("the register worked");
  expect(journalFaults(journal.entries, reading.situation.state.counters, shop.deps.sha256)).toEqual([]);
}

/**
 * Every message of a register that books something is one of the stored bodies of its seal, and all messages of one seal carry one
 * token and one command. Seals have numbers of their own unless they wrapped.
 */
export async function expectEverySendingStored({ registerId, atOperator }: Shop, { seen }: TestOperator) {
  const stored = await look<{ number: number; body: string }>(
    `SELECT s.request_number AS number, encode(s.body, 'hex') AS body FROM cabinet.fiscal_seal s WHERE s.register_id = $1
     UNION SELECT s.request_number, encode(a.body, 'hex') FROM cabinet.fiscal_seal s
       JOIN cabinet.fiscal_attempt a ON a.tenant_id = s.tenant_id AND a.seal_id = s.id
     WHERE s.register_id = $1 AND a.body IS NOT NULL`,
    [registerId],
  );
  const bodies = new Set(stored.map(({ number, body }) => `${number} ${body}`));
  const sent = seen.filter(({ frame }) => frame.deviceId === atOperator.id);
  const documents = sent.filter(({ request }) =>
    ["COMMAND_TICKET", "COMMAND_MONEY_PLACEMENT", "COMMAND_CLOSE_SHIFT"].includes(String(request?.command)),
  );
  const unknown = documents.filter(
    ({ frame }) => !bodies.has(`${frame.requestNumber} ${Buffer.from(frame.body).toString("hex")}`),
  );
  expect(unknown).toEqual([]);
  const envelopes = new Map<number, string>();
  let last = 0;
  for (const { frame, request } of documents) {
    // After 65,535 the numbers begin anew.
    if (frame.requestNumber < last - 32_768) envelopes.clear();
    last = frame.requestNumber;
    const envelope = `${frame.token} ${request?.command}`;
    expect(envelopes.get(frame.requestNumber) ?? envelope).toBe(envelope);
    envelopes.set(frame.requestNumber, envelope);
  }
  return { sendings: documents.length, messages: envelopes.size };
}

/** Lets workers send until nothing waits at this register; answers how many looks that took. */
export async function drain(shop: Shop, looksMax = 20): Promise<number> {
  for (let looks = 1; looks <= looksMax; looks++) {
    await hurry();
    await dispatch(shop.deps, 100);
    const state = (await shop.deps.store.read(shop.tenantId, shop.registerId))?.situation.state;
    if (state && state.sentNumber === state.lastNumber && state.wire.pending === null) return looks;
  }
  throw new Error("the queue does not get empty");
}

/** The value below which so many of a hundred lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

/** Puts a register, on both sides, just before its last request number, with the largest token there is. */
export async function atTheEnd(own: Shop, requestNumber: number): Promise<void> {
  await sell(own);
  const { tenantId, registerId, atOperator } = own;
  const theirs = Buffer.from(sealToken(atOperator.tenantId, atOperator.id, 0xffff_ffff));
  const ours = Buffer.from(encryptOfdToken(tenantId, registerId, "4294967295"));
  await look("UPDATE operator.register SET token_cipher = $2 WHERE id = $1", [atOperator.id, theirs]);
  await look("UPDATE cabinet.fiscal_register SET request_number = $2, token_cipher = $3 WHERE register_id = $1", [
    ...[registerId, requestNumber, ours],
  ]);
}
