import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookUpGood } from "@/lib/fiscal/ops/look-up-good";
import { look } from "../support/db";
import { givenShop, type Shop, sell } from "../support/fiscal";
import { startOperator, type TestOperator } from "../support/operator";

let operator: TestOperator;
let shop: Shop;
beforeAll(async () => {
  operator = await startOperator();
  shop = await givenShop(() => operator.port);
  await sell(shop);
});
afterAll(() => operator.stop());

const find = (code: string, registerIds = [shop.registerId]) => lookUpGood(shop.deps)(shop.ctx, { registerIds, code });

test("a code of the national catalogue is looked up through a register, which sells on as before", async () => {
  const [known] = await look<{ barcode: string; title: string; ntin: string | null }>(
    "SELECT barcode, title, ntin FROM operator.catalogue_entry WHERE barcode IS NOT NULL LIMIT 1",
  );
  const found = await find(known?.barcode ?? "");
  expect(found).toMatchObject({ ok: true, value: { barcode: known?.barcode, title: known?.title } });
  expect((await sell(shop)).outcome).toBe("accepted");
});

test("an unknown code, and a catalogue out of reach, are told apart and change nothing", async () => {
  expect(await find("4870009999997")).toEqual({ ok: false, error: { code: "fiscal.good_unknown" } });
  const unreachable = { ok: false, error: { code: "fiscal.catalogue_unreachable" } };
  expect(await find("4870009999997", [])).toEqual(unreachable);
  expect(await find("4870009999997", [randomUUID()])).toEqual(unreachable);
  expect((await sell(shop)).outcome).toBe("accepted");
});
