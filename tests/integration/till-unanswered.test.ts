import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { giveUpKey as giveUpAtTheDoor, issuedByKey, verifyRegister } from "@/lib/fiscal";
import type { FiscalDeps } from "@/lib/fiscal/ops/deps";
import { giveUpKey } from "@/lib/fiscal/ops/give-up-key";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { err, ok } from "@/lib/kernel";
import { look } from "../support/db";
import { bread, givenSecondTill, givenShop, type Shop, sell, tape, testDeps, tg } from "../support/fiscal";
import { startOperator, type TestOperator } from "../support/operator";

// A sale without an answer: its cart may be sold anew only after its key can make nothing any more.

const ROUNDS = 8;
let operator: TestOperator;
let shop: Shop;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.stop());
beforeEach(async () => {
  operator.setFault(null);
  shop = await givenShop(() => operator.port);
});

/** Parts of another process: no turn is shared with the shop's own. */
const elsewhere = (): FiscalDeps => testDeps(() => operator.port);
const where = () => ({ registerId: shop.registerId, key: randomUUID() });

function signal() {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give, given };
}

/** Parts whose next commit waits until the test lets it go: a request that is decided, and late. */
function lateDeps() {
  const gate = signal();
  const decided = signal();
  const deps = elsewhere();
  const late: FiscalDeps = {
    ...deps,
    store: {
      ...deps.store,
      async commit(...args) {
        decided.give();
        await gate.given;
        return deps.store.commit(...args);
      },
    },
  };
  return { late, decided: decided.given, letGo: gate.give };
}

describe("a key that was given up", () => {
  test("makes nothing, and its cart is sold once under another key, however late the first request is", async () => {
    const wish = bread(shop);
    const { late, decided, letGo } = lateDeps();
    const first = issueReceipt(late)(shop.ctx, wish);
    await decided;
    expect(await giveUpKey(elsewhere())(shop.ctx, wish)).toEqual(ok(null));
    const again = await sell(shop);
    letGo();
    expect(await first).toEqual(err({ code: "fiscal.idempotency_conflict" }));
    expect(await issueReceipt(elsewhere())(shop.ctx, wish)).toEqual(err({ code: "fiscal.idempotency_conflict" }));
    expect(await tape(shop.registerId)).toMatchObject([{ number: "1", sign: again.fiscalSign }]);
    expect(await issuedByKey(shop.tenantId, shop.registerId, wish.key)).toBeNull();
  });

  test("never makes a second sale when both come at once: the cart is sold exactly once", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const wish = bread(shop);
      const ask = () => giveUpKey(elsewhere())(shop.ctx, wish);
      const send = () => issueReceipt(elsewhere())(shop.ctx, wish);
      const [sale, given] =
        round % 2 === 0
          ? await Promise.all([send(), ask()])
          : await Promise.all([ask(), send()]).then(([left, right]) => [right, left] as const);
      if (!given.ok) throw new Error(given.error.code);
      if (given.value === null) {
        expect(sale).toEqual(err({ code: "fiscal.idempotency_conflict" }));
        await sell(shop); // what the till does next: the same cart under a new key
      } else expect(sale).toMatchObject({ ok: true, value: { document: { id: given.value } } });
      expect(await tape(shop.registerId)).toHaveLength(round + 1);
    }
  });

  test("is given up twice as once, leaves an audit entry, and the journal still agrees with itself", async () => {
    const wish = where();
    expect(await giveUpKey(shop.deps)(shop.ctx, wish)).toEqual(ok(null));
    expect(await giveUpKey(shop.deps)(shop.ctx, wish)).toEqual(ok(null));
    await sell(shop);
    expect(await verifyRegister(shop.tenantId, shop.registerId)).toMatchObject({ faults: [] });
    const entries = await look(
      "SELECT facts FROM common.audit_entry WHERE tenant_id = $1 AND act = 'fiscal.key_given_up'",
      [shop.tenantId],
    );
    expect(entries).toEqual([{ facts: { key: wish.key } }]);
  });
});

describe("a key that made something", () => {
  test("cannot be given up: the document is answered as it stands", async () => {
    const wish = bread(shop);
    await issueReceipt(shop.deps)(shop.ctx, wish);
    const given = await giveUpAtTheDoor(shop.ctx, wish);
    expect(given).toMatchObject({ ok: true, value: { number: 1, outcome: "accepted", totalTiyn: tg("500.00") } });
    expect(await tape(shop.registerId)).toHaveLength(1);
  });
});

describe("nobody gives up what is not theirs", () => {
  test("a cashier who is not admitted, a register of another organisation, a key of another register", async () => {
    const wish = bread(shop);
    await issueReceipt(shop.deps)(shop.ctx, wish);
    const stranger = { ...shop.ctx, actor: { kind: "account", id: randomUUID() } as const };
    expect(await giveUpKey(shop.deps)(stranger, where())).toEqual(err({ code: "fiscal.cashier_not_admitted" }));
    const other = await givenShop(() => operator.port);
    expect(await giveUpKey(other.deps)(other.ctx, wish)).toEqual(err({ code: "fiscal.register_not_found" }));
    const second = await givenSecondTill(shop, () => operator.port);
    expect(await giveUpKey(second.deps)(second.ctx, { ...wish, registerId: second.registerId })).toEqual(ok(null));
    expect(await issuedByKey(shop.tenantId, shop.registerId, wish.key)).toMatchObject({ number: 1 });
  });
});
