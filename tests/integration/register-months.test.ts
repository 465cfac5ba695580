import { beforeEach, describe, expect, test } from "vitest";
import { withTenant } from "@/lib/db";
import { restoreOrganization, suspendOrganization } from "@/lib/orgs";
import { approveCard, prolongRegister, registerCan, registerList, registerProfile } from "@/lib/registers";
import { registersDeps } from "@/lib/registers/deps";
import { chargeMonths } from "@/lib/registers/jobs";
import { look } from "../support/db";
import {
  allMatch,
  auditOf,
  balanceOf,
  givenAdmin,
  givenAwaitingCard,
  givenInModeration,
  givenShop,
  lettersTo,
  newTestId,
  type Shop,
  stateOf,
  type TestClock,
  testClock,
} from "../support/registers";

let clock: TestClock;
let shop: Shop;
const deps = () => ({ ...registersDeps, clock });
const night = () => chargeMonths(deps());
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

beforeEach(async () => {
  await look("UPDATE cabinet.register SET status = 'deregistered' WHERE status = 'active'");
  clock = testClock("2026-11-24T09:41:00Z");
  shop = await givenShop({ tenge: 2500 });
});

const givenActive = async () => {
  const { registerId, cardId } = await givenInModeration(shop, {}, deps());
  const approved = await approveCard(givenAdmin("Ким Е. В."), { cardId, marks: allMatch }, deps());
  if (!approved.ok) throw new Error(approved.error.code);
  return registerId;
};
const paidUntil = async (registerId: string) => (await stateOf(registerId))?.paid_until?.toISOString() ?? "";
const maySell = async (registerId: string) => {
  const profile = await withTenant(shop.tenantId, (tx) => registerProfile(tx, shop.tenantId, registerId));
  return profile && registerCan.sell(profile, clock.now());
};

describe("[S-090] «Продлить»", () => {
  test("charges one month at once and moves the end of the period", async () => {
    const registerId = await givenActive();
    await shop.topUp(2500);
    const seen = await paidUntil(registerId);
    expect(seen).toBe("2026-12-24T09:41:00.000Z");
    const answer = await prolongRegister(shop.ctx, { registerId, paidUntil: seen }, deps());
    expect(answer).toEqual({ ok: true, value: { registerId, paidUntil: new Date("2027-01-24T09:41:00Z") } });
    expect(await balanceOf(shop)).toBe(0);
    expect(await auditOf(shop.tenantId)).toContain("registers.prolonged");
  });

  test("pressed twice or by two at once charges once", async () => {
    const registerId = await givenActive();
    await shop.topUp(10_000);
    const cmd = { registerId, paidUntil: await paidUntil(registerId) };
    const until = { ok: true, value: { registerId, paidUntil: new Date("2027-01-24T09:41:00Z") } };
    expect(await Promise.all([1, 2, 3].map(() => prolongRegister(shop.ctx, cmd, deps())))).toEqual([
      until,
      until,
      until,
    ]);
    expect(await prolongRegister(shop.ctx, cmd, deps())).toEqual(until);
    expect(await balanceOf(shop)).toBe(7500);
  });

  test("is refused while the organisation is suspended, which is billed by night neither", async () => {
    const registerId = await givenActive();
    await shop.topUp(10_000);
    const seen = await paidUntil(registerId);
    const organization = { organizationId: shop.tenantId };
    await suspendOrganization(shop.ctx, { ...organization, reason: "Проверка" });
    const cmd = { registerId, paidUntil: seen };
    expect(await prolongRegister(shop.ctx, cmd, deps())).toEqual(refused("registers.organization_suspended"));
    clock.set("2026-12-25T00:00:00Z");
    await night();
    clock.set("2027-01-25T00:00:00Z");
    await night();
    expect([await balanceOf(shop), await paidUntil(registerId)]).toEqual([10_000, seen]);
    expect(await lettersTo(shop)).toEqual(["register_approved"]);
    await restoreOrganization(shop.ctx, organization);
    expect(await prolongRegister(shop.ctx, cmd, deps())).toMatchObject({ ok: true });
    expect(await balanceOf(shop)).toBe(7500);
  });

  test("without the money names what is missing and changes nothing", async () => {
    const registerId = await givenActive();
    const seen = await paidUntil(registerId);
    expect(await prolongRegister(shop.ctx, { registerId, paidUntil: seen }, deps())).toEqual({
      ok: false,
      error: { code: "billing.not_enough", availableTiyn: 0n, missingTiyn: 250_000n },
    });
    expect(await paidUntil(registerId)).toBe(seen);
  });

  test("is not for a register that is not active, nor for another organisation's", async () => {
    const waiting = await givenAwaitingCard(await givenShop({ tenge: 2500 }), deps());
    expect(await prolongRegister(shop.ctx, { registerId: waiting, paidUntil: "2026-12-24T00:00:00Z" }, deps())).toEqual(
      refused("not_found"),
    );
    await shop.topUp(2500);
    const own = await givenAwaitingCard(shop, deps());
    expect(await prolongRegister(shop.ctx, { registerId: own, paidUntil: "2026-12-24T00:00:00Z" }, deps())).toEqual(
      refused("registers.wrong_status"),
    );
  });
});

describe("the nightly charge", () => {
  test("takes the month when the period is over, and not a moment earlier", async () => {
    const registerId = await givenActive();
    await shop.topUp(2500);
    clock.set("2026-12-24T09:40:59.999Z");
    expect(await night()).toMatchObject({ charged: 0 });
    clock.set("2026-12-24T09:41:00Z");
    expect(await night()).toMatchObject({ charged: 1 });
    expect(await night()).toMatchObject({ charged: 0 });
    expect([await balanceOf(shop), await paidUntil(registerId)]).toEqual([0, "2027-01-24T09:41:00.000Z"]);
  });

  test("and «Продлить» at the same moment charge once", async () => {
    const registerId = await givenActive();
    await shop.topUp(10_000);
    const seen = await paidUntil(registerId);
    clock.set("2026-12-25T00:00:00Z");
    await Promise.all([night(), prolongRegister(shop.ctx, { registerId, paidUntil: seen }, deps()), night()]);
    expect([await balanceOf(shop), await paidUntil(registerId)]).toEqual([7500, "2027-01-24T09:41:00.000Z"]);
  });

  test("[S-088] without the money leaves seven days in which the register sells, with the badge", async () => {
    const registerId = await givenActive();
    clock.set("2026-12-24T20:00:00Z");
    expect(await night()).toMatchObject({ unpaid: 1 });
    expect(await lettersTo(shop)).toEqual(["register_approved", "subscription_due"]);
    clock.set("2026-12-31T09:40:59Z");
    expect(await maySell(registerId)).toEqual({ ok: true, value: true });
    clock.set("2026-12-31T09:41:00Z");
    expect(await maySell(registerId)).toEqual(refused("registers.blocked_billing"));
    expect(await night()).toMatchObject({ lapsed: 1 });
    expect(await night()).toMatchObject({ lapsed: 0, nothing: 0 });
    expect((await lettersTo(shop)).at(-1)).toBe("subscription_lapsed");
    expect(await paidUntil(registerId)).toBe("2026-12-24T09:41:00.000Z");
  });

  test("within grace catches up by itself once the money is there", async () => {
    const registerId = await givenActive();
    clock.set("2026-12-26T20:00:00Z");
    expect(await night()).toMatchObject({ unpaid: 1 });
    await shop.topUp(2500);
    clock.set("2026-12-27T20:00:00Z");
    expect(await night()).toMatchObject({ charged: 1 });
    expect(await paidUntil(registerId)).toBe("2027-01-24T09:41:00.000Z");
  });

  test("does not wake a lapsed register; «Продлить» does, from that day on, and lifts no other block", async () => {
    const registerId = await givenActive();
    await look("INSERT INTO cabinet.register_block VALUES ($1, $2, 'tax', now(), NULL)", [shop.tenantId, registerId]);
    clock.set("2027-02-10T06:00:00Z");
    await night();
    await shop.topUp(10_000);
    expect(await night()).toMatchObject({ charged: 0 });
    const cmd = { registerId, paidUntil: await paidUntil(registerId) };
    expect((await prolongRegister(shop.ctx, cmd, deps())).ok).toBe(true);
    expect([await balanceOf(shop), await paidUntil(registerId)]).toEqual([7500, "2027-03-10T06:00:00.000Z"]);
    expect(await maySell(registerId)).toEqual(refused("registers.blocked_tax"));
  });
});

test("[S-050] while the organisation's address is not confirmed its registers do not sell; confirming lifts it at once", async () => {
  shop = await givenShop({ tenge: 2500, emailConfirmed: false });
  const registerId = await givenActive();
  expect(await maySell(registerId)).toEqual(refused("registers.blocked_email"));
  const list = () =>
    registerList(shop.tenantId, { search: "", tab: "all", sort: "address", descending: false, page: 1, pageRows: 10 });
  expect((await list()).rows[0]?.blocks).toEqual(["email"]);
  await look("UPDATE cabinet.organization SET email_confirmed_at = now() WHERE tenant_id = $1", [shop.tenantId]);
  expect(await maySell(registerId)).toEqual({ ok: true, value: true });
  expect((await list()).rows[0]?.blocks).toEqual([]);
  expect(await withTenant(shop.tenantId, (tx) => registerProfile(tx, shop.tenantId, newTestId()))).toBe(null);
});
