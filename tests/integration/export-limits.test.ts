import { afterAll, beforeAll, expect, test } from "vitest";
import { placesOf } from "@/app/(cabinet)/cabinet/asked";
import { GET as receipts } from "@/app/(cabinet)/cabinet/receipts/export/route";
import { GET as reports } from "@/app/(cabinet)/cabinet/reports/export/route";
import { GET as shifts } from "@/app/(cabinet)/cabinet/shifts/export/route";
import { limits } from "@/lib/kernel";
import type { Browser } from "../support/browser";
import { givenSecondTill, givenShop, type Shop, sell } from "../support/fiscal";
import { look } from "../support/look";
import { startOperator, type TestOperator } from "../support/operator";
import { givenOwner } from "../support/signed-in";

let operator: TestOperator;
let shop: Shop;
let owner: Browser;
beforeAll(async () => {
  operator = await startOperator();
  shop = await givenShop(() => operator.port);
  owner = (await givenOwner({ tenantId: shop.tenantId })).browser;
  await sell(shop);
});
afterAll(() => operator.stop());

/** Rows to read, made by plain SQL: one more than a file holds, all of the first of March. */
const DAY = "2025-03-01";
const ROWS = {
  receipts: `INSERT INTO cabinet.fiscal_document (tenant_id, id, register_id, number, shift_number, shift_document_number, kind, at,
      total_tiyn, autonomous, cashier_name, body, journal_seq, previous_hash, hash, payments)
    SELECT d.tenant_id, gen_random_uuid(), d.register_id, d.number + n, 1, n, 'sale', '${DAY} 12:00+05', 100, false, 'А', '{}', 0,
      d.previous_hash, d.hash, 'cash'
    FROM cabinet.fiscal_document d CROSS JOIN generate_series(1, $3::int) AS n WHERE d.tenant_id = $1 AND d.register_id = $2 AND d.number = 1`,
  shifts: `INSERT INTO cabinet.fiscal_shift (tenant_id, id, register_id, number, opened_at, closed_at, documents, revenue_tiyn, z_report_id)
    SELECT $1, gen_random_uuid(), $2, 1000 + n, '${DAY} 12:00+05', '${DAY} 13:00+05', 0, 0, gen_random_uuid()
    FROM generate_series(1, $3::int) AS n`,
  goods: `INSERT INTO cabinet.takings SELECT $1, $2, '${DAY}', 'good', 'sale', 'name:796:' || n, 'Товар ' || n, 1, 1000, 100, 0
    FROM generate_series(1, $3::int) AS n`,
} as const;

test.each([
  ["receipts", receipts, ""],
  ["shifts", shifts, ""],
  ["goods", reports, "&what=goods"],
] as const)(
  "a file of %s past the limit is refused with its reason, a shorter period is not",
  async (what, handler, more) => {
    await look(ROWS[what], [shop.tenantId, shop.registerId, limits.exportRowsMax + 1]);
    const file = (from: string, to: string) => owner.send(handler, `/x?from=${from}&to=${to}${more}`);
    const refused = await file("2025-02-28", DAY);
    expect([refused.status, await refused.json()]).toEqual([
      422,
      expect.objectContaining({ error: expect.objectContaining({ code: "fiscal.export_too_long" }) }),
    ]);
    expect((await file("2025-02-27", "2025-02-28")).status).toBe(200);
  },
);

test("a place is the organisation, a shop of it or a register; what is not its own reads as the whole", async () => {
  const places = (place?: string) => placesOf(shop.tenantId, place === undefined ? {} : { place }, "ru");
  const one = await places();
  expect(one).toMatchObject({ value: "", registerIds: [shop.registerId], shops: [] });
  expect(one.name(shop.registerId)).toBe("Касса 1");
  const beside = await givenSecondTill(shop, () => operator.port);
  const far = await givenSecondTill(shop, () => operator.port);
  const unborn = await givenSecondTill(shop, () => operator.port);
  await look("UPDATE cabinet.register SET house = '190' WHERE id = $1", [far.registerId]);
  await look("UPDATE cabinet.register SET status = 'in_moderation', activated_at = NULL WHERE id = $1", [
    unborn.registerId,
  ]);
  const stranger = await givenShop(() => operator.port);

  const all = await places();
  const ids = ({ registerIds }: typeof all) => [...registerIds].sort();
  const own = [shop, beside, far].map(({ registerId }) => registerId).sort();
  expect(ids(all)).toEqual(own);
  expect(all.registers.map(({ value }) => value).sort()).toEqual(own);
  expect(all.shops.map(({ label }) => label).sort()).toEqual(["Алматы, Абая 190", "Алматы, Абая 44"]);
  const near = all.shops.find(({ label }) => label === "Алматы, Абая 44")?.value ?? "";
  expect(ids(await places(near))).toEqual([shop, beside].map(({ registerId }) => registerId).sort());
  expect((await places(near)).value).toBe(near);
  expect(await places(far.registerId)).toMatchObject({ value: far.registerId, registerIds: [far.registerId] });
  for (const nobodys of [stranger.registerId, `shop-${stranger.registerId}`, unborn.registerId, "x"])
    expect(await places(nobodys)).toMatchObject({ value: "", registerIds: all.registerIds });
});
