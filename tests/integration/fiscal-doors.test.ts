import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { alarmsOf, closeAlarm, issuedByKey, registerAlarms, zDifferences } from "@/lib/fiscal";
import { askInfo } from "@/lib/fiscal/ops/ask-info";
import { closeShift } from "@/lib/fiscal/ops/close-shift";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { issueReturn } from "@/lib/fiscal/ops/issue-return";
import { err, ok } from "@/lib/kernel";
import { setOfdVersion } from "@/lib/registers";
import { look } from "../support/db";
import { bread, dispatch, givenShop, hurry, type Shop, sell, testDeps, tg } from "../support/fiscal";
import { bookOf, startOperator, type TestOperator } from "../support/operator";

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

const versionsSeen = () =>
  operator.seen.filter(({ frame }) => frame.deviceId === shop.atOperator.id).map(({ frame }) => frame.version);

test("what a key made is found by it, as it stands now; another register's or a stranger's key finds nothing", async () => {
  operator.setFault({ kind: "unreachable" });
  const wish = bread(shop);
  const hasty = testDeps(() => operator.port, { totalMs: 400 });
  expect(await issuedByKey(shop.tenantId, shop.registerId, wish.key)).toBeNull();
  await issueReceipt(hasty)(shop.ctx, wish);
  const first = await issuedByKey(shop.tenantId, shop.registerId, wish.key);
  expect(first).toMatchObject({
    outcome: "autonomous",
    number: 1,
    kind: "sale",
    lines: [{ name: expect.any(String) }],
  });
  operator.setFault(null);
  await hurry();
  await dispatch(shop.deps);
  expect(await issuedByKey(shop.tenantId, shop.registerId, wish.key)).toMatchObject({ outcome: "accepted" });
  expect(await issuedByKey(shop.tenantId, shop.registerId, randomUUID())).toBeNull();
  const other = await givenShop(() => operator.port);
  await sell(other);
  expect(await issuedByKey(other.tenantId, other.registerId, wish.key)).toBeNull();
  expect(await issuedByKey(other.tenantId, shop.registerId, wish.key)).toBeNull();
  expect(await issuedByKey(shop.tenantId, "no id", wish.key)).toBeNull();
  const key = randomUUID();
  await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key });
  expect(await issuedByKey(shop.tenantId, shop.registerId, key)).toMatchObject({ kind: "z_report", number: 2 });
});

test.each([202, 203, 204])("a register set to %i sells, returns, closes and asks in that version", async (version) => {
  const stored = () => look("SELECT ofd_version FROM cabinet.register WHERE id = $1", [shop.registerId]);
  expect(await stored()).toEqual([{ ofd_version: 203 }]);
  expect(await setOfdVersion(shop.ctx, { registerId: shop.registerId, version })).toEqual(ok({ version }));
  const sold = await sell(shop);
  const back = { registerId: shop.registerId, key: randomUUID(), basisId: sold.document.id };
  expect(await issueReturn(shop.deps)(shop.ctx, back)).toMatchObject({ ok: true, value: { outcome: "accepted" } });
  const z = await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: randomUUID() });
  expect(z).toMatchObject({ ok: true, value: { outcome: "accepted" } });
  expect(await askInfo(shop.deps)(shop)).toBe("answered");
  expect(new Set(versionsSeen())).toEqual(new Set([version]));
  expect(await registerAlarms(shop.tenantId, shop.registerId)).toEqual([]);
});

test("a frame that is out keeps its version; the documents behind it take the new one", async () => {
  operator.setFault({ kind: "lose_answer" });
  await sell({ ...shop, deps: testDeps(() => operator.port, { totalMs: 400 }) });
  await sell(shop);
  await setOfdVersion(shop.ctx, { registerId: shop.registerId, version: 204 });
  operator.setFault(null);
  const asked = versionsSeen().length;
  await hurry();
  await dispatch(shop.deps);
  expect(versionsSeen().slice(asked)).toEqual([203, 204]);
  expect(await bookOf(shop.atOperator.id)).toHaveLength(2);
});

test("a way of payment that 2.0.4 has no word for is refused there; one in the queue goes in the version before", async () => {
  const onCredit = { payments: [{ type: "credit" as const, sumTiyn: tg("500.00") }] };
  operator.setFault({ kind: "unreachable" });
  const hasty = { ...shop, deps: testDeps(() => operator.port, { totalMs: 400 }) };
  await sell(hasty);
  await sell(hasty, onCredit);
  await setOfdVersion(shop.ctx, { registerId: shop.registerId, version: 204 });
  const refused = await issueReceipt(shop.deps)(shop.ctx, bread(shop, onCredit));
  expect(refused).toEqual(err({ code: "fiscal.payment_unknown" }));
  operator.setFault(null);
  const asked = versionsSeen().length;
  await hurry();
  await dispatch(shop.deps);
  expect(versionsSeen().slice(asked)).toEqual([203, 203]);
  expect(await bookOf(shop.atOperator.id)).toHaveLength(2);
  expect((await sell(shop)).outcome).toBe("accepted");
  expect(versionsSeen().at(-1)).toBe(204);
});

test("a version that nobody speaks is refused by the form and by the database", async () => {
  await expect(setOfdVersion(shop.ctx, { registerId: shop.registerId, version: 205 })).rejects.toThrow();
  expect(await setOfdVersion(shop.ctx, { registerId: randomUUID(), version: 204 })).toEqual(err({ code: "not_found" }));
});

test("an alarm is shown to its owner and the administration until an admin closes it with a reason", async () => {
  await sell(shop);
  await look("UPDATE operator.document SET printed_number = 77 WHERE register_id = $1", [shop.atOperator.id]);
  await askInfo(shop.deps)(shop);
  const shown = [
    { kind: "info_differs", subject: "", differences: [{ what: "last_document", ours: "1", theirs: "77" }] },
  ];
  expect(await registerAlarms(shop.tenantId, shop.registerId)).toMatchObject(shown);
  expect(await alarmsOf([shop.registerId])).toMatchObject(shown);
  expect(await registerAlarms(randomUUID(), shop.registerId)).toEqual([]);
  expect(await zDifferences(shop.tenantId, shop.registerId, randomUUID())).toEqual([]);
  const word = { registerId: shop.registerId, kind: "info_differs" as const, subject: "", reason: "сверено с ОФД" };
  expect(await closeAlarm({ ...shop.ctx, tenantId: randomUUID() }, word)).toEqual(err({ code: "fiscal.no_alarm" }));
  expect(await closeAlarm(shop.ctx, word)).toEqual(ok(true));
  expect(await closeAlarm(shop.ctx, word)).toEqual(err({ code: "fiscal.no_alarm" }));
  expect(await alarmsOf([shop.registerId])).toEqual([]);
  const [entry] = await look<{ facts: unknown }>(
    "SELECT facts FROM common.audit_entry WHERE tenant_id = $1 AND act = 'fiscal.alarm_closed'",
    [shop.tenantId],
  );
  expect(entry?.facts).toEqual({ kind: "info_differs", subject: "", reason: "сверено с ОФД" });
  await askInfo(shop.deps)(shop);
  expect(await registerAlarms(shop.tenantId, shop.registerId)).toMatchObject(shown);
});
