import { beforeAll, describe, expect, test } from "vitest";
import { approveAction, rejectAction } from "@/app/(admin)/admin/moderation/actions";
import { GET as adminScan } from "@/app/(admin)/admin/moderation/scan/[cardId]/route";
import { settleHeldAction } from "@/app/(admin)/admin/registers/actions";
import { createCashierAction } from "@/app/(cabinet)/cabinet/cashiers/actions";
import { createGoodAction } from "@/app/(cabinet)/cabinet/goods/actions";
import { GET as exportGoods } from "@/app/(cabinet)/cabinet/goods/export/route";
import { GET as applicationPdf } from "@/app/(cabinet)/cabinet/registers/[id]/application/file/route";
import { GET as applicationPackage } from "@/app/(cabinet)/cabinet/registers/[id]/application/package/route";
import { GET as ownScan } from "@/app/(cabinet)/cabinet/registers/[id]/scan/[cardId]/route";
import {
  createRegisterAction,
  findLocalities,
  prolongAction,
  signApplicationAction,
  uploadCardAction,
} from "@/app/(cabinet)/cabinet/registers/actions";
import { GET as exportRegisters } from "@/app/(cabinet)/cabinet/registers/export/route";
import { issueCardAction } from "@/app/(demo)/demo/tax-office/actions";
import { GET as demoCard } from "@/app/(demo)/demo/tax-office/card/[tenantId]/[registerId]/route";
import { limits } from "@/lib/kernel";
import { type Browser, formOf } from "../support/browser";
import { look } from "../support/db";
import {
  allMatch,
  balanceOf,
  givenAwaitingCard,
  givenInModeration,
  givenShop,
  newTestId,
  type Shop,
  scan,
  stateOf,
} from "../support/registers";
import { givenAdmin, givenOwner } from "../support/signed-in";

let shop: Shop;
let owner: Browser;
let admin: Browser;
const ownerOf = async (of: Shop) => (await givenOwner({ tenantId: of.tenantId })).browser;
beforeAll(async () => {
  shop = await givenShop({ tenge: 17_500 });
  owner = await ownerOf(shop);
  admin = (await givenAdmin()).browser;
});

const form = {
  ...{ tariffCode: "basic", name: "Касса 1", taxOfficeCode: "6004", locality: "Алматы" },
  ...{ street: "Сатпаева", house: "90", flat: "" },
};
const file = async (name = "card.png") => new File([(await scan()).bytes as BlobPart], name, { type: "image/png" });
let serial = 900_000;
const card = async (registerId: string) => {
  serial++;
  return {
    ...{ registerId, file: await file(), registrationNumber: `600400${serial}`, registeredOn: "26.11.2018" },
    ...{ taxOfficeCode: "6004", ofdRegisterId: String(serial), ofdToken: "59129121", ofdCashierId: "2541" },
  };
};
const at = (field: string, code: string) =>
  expect.objectContaining({ status: "refused", fields: { [field]: expect.objectContaining({ code }) } });
const refused = (code: string) =>
  expect.objectContaining({ status: "refused", error: expect.objectContaining({ code }) });

describe("[S-073] the form of a new register", () => {
  test("[S-081] leads on to the application", async () => {
    const idempotencyKey = newTestId();
    const led = await owner.act(createRegisterAction, formOf({ ...form, idempotencyKey }));
    expect(led).toEqual({ redirect: `/cabinet/registers/${idempotencyKey}/application` });
  });

  test("[S-055] below the tariff names the missing sum, written for a person", async () => {
    const poor = await givenShop({ tenge: 100 });
    const answer = await (await ownerOf(poor)).act(createRegisterAction, formOf(form));
    expect(answer).toMatchObject({
      error: { code: "registers.below_tariff", facts: { missingTiyn: "2\u00a0400,00\u00a0₸" } },
      values: { street: "Сатпаева" },
    });
    expect(await look("SELECT FROM cabinet.register WHERE tenant_id = $1", [poor.tenantId])).toEqual([]);
  });

  test("refuses at the field", async () => {
    expect(await owner.act(createRegisterAction, formOf({ ...form, house: "" }))).toEqual(
      at("house", "field.required"),
    );
    expect(await owner.act(createRegisterAction, formOf({ ...form, taxOfficeCode: "9999" }))).toEqual(
      at("taxOfficeCode", "registers.office_unknown"),
    );
  });

  test("[S-077] suggests localities by any part of their name; a district comes with its city", async () => {
    const found = await owner.act(() => findLocalities("алматы"));
    expect(found).toContainEqual({ value: "Алматы", label: "Алматы" });
    const values = (found as { value: string }[]).map(({ value }) => value); // cast: not led anywhere
    expect(new Set(values).size).toBe(values.length);
  });
});

describe("[S-091] the card", () => {
  test("[S-099] goes to moderation and leads to the register", async () => {
    const registerId = await givenAwaitingCard(shop);
    expect(await owner.act(uploadCardAction, formOf(await card(registerId)))).toEqual({
      redirect: `/cabinet/registers/${registerId}`,
    });
    expect((await stateOf(registerId))?.status).toBe("in_moderation");
  });

  test("refuses each field by its own message and keeps what was typed, save the token's neighbours", async () => {
    const registerId = await givenAwaitingCard(shop);
    const send = async (change: Record<string, string | File>) =>
      owner.act(uploadCardAction, formOf({ ...(await card(registerId)), ...change }));
    expect(await send({ registrationNumber: "12345678901" })).toEqual(
      at("registrationNumber", "registers.number_malformed"),
    );
    expect(await send({ registeredOn: "31.12.2099" })).toEqual(at("registeredOn", "field.date_future"));
    expect(await send({ registeredOn: "31.02.2020" })).toEqual(at("registeredOn", "field.date"));
    const exe = new File(["MZ program"], "card.png", { type: "image/png" });
    expect(await send({ file: exe })).toEqual(at("file", "files.not_image_or_pdf"));
    const large = new File([new Uint8Array(limits.uploadBytes + 1)], "card.png", { type: "image/png" });
    expect(await send({ file: large })).toEqual(at("file", "files.too_large"));
    const { file: _, ...without } = await card(registerId);
    expect(await owner.act(uploadCardAction, formOf(without))).toEqual(at("file", "field.required"));
    expect((await stateOf(registerId))?.status).toBe("awaiting_rnm");
  });

  test("[S-096] with a РНМ that is active elsewhere is refused at the field", async () => {
    const other = await givenShop({ tenge: 2500 });
    const taken = await givenInModeration(other);
    await admin.act(approveAction, { cardId: taken.cardId, marks: allMatch });
    const registrationNumber = (await stateOf(taken.registerId))?.registration_number ?? "";
    const registerId = await givenAwaitingCard(shop);
    expect(await owner.act(uploadCardAction, formOf({ ...(await card(registerId)), registrationNumber }))).toEqual(
      at("registrationNumber", "registers.number_taken"),
    );
  });
});

describe("[S-101] moderation", () => {
  test("of two admins at once one approves, the other is told by whom and when", async () => {
    const { cardId } = await givenInModeration(shop);
    const second = (await givenAdmin({ name: "Оспанов Т." })).browser;
    const before = await balanceOf(shop);
    const answers = await Promise.all(
      [admin, second].map((each) => each.act(approveAction, { cardId, marks: allMatch })),
    );
    expect(answers).toContainEqual(expect.objectContaining({ status: "done" }));
    expect(answers).toContainEqual(refused("registers.already_decided"));
    expect(before - (await balanceOf(shop))).toBe(2500);
  });

  test("asks for a reason", async () => {
    const { cardId } = await givenInModeration(shop);
    expect(await admin.act(rejectAction, { cardId, reason: "  " })).toEqual(at("reason", "field.required"));
  });

  test("is closed to owners: the action answers as if it were not there", async () => {
    const { registerId, cardId } = await givenInModeration(shop);
    expect(await owner.act(approveAction, { cardId, marks: allMatch })).toEqual(refused("not_found"));
    expect(await owner.act(rejectAction, { cardId, reason: "x" })).toEqual(refused("not_found"));
    expect((await stateOf(registerId))?.status).toBe("in_moderation");
  });
});

describe("a register held by a document", () => {
  test("is settled by an admin with a reason, and by no owner", async () => {
    const { registerId } = await givenInModeration(shop);
    const word = { tenantId: shop.tenantId, registerId, verdict: "resend", reason: "сверено с ОФД" };
    expect(await owner.act(settleHeldAction, word)).toEqual(refused("not_found"));
    expect(await admin.act(settleHeldAction, { ...word, reason: " " })).toEqual(at("reason", "field.required"));
    expect(await admin.act(settleHeldAction, word)).toEqual(refused("fiscal.register_not_found"));
  });
});

describe("files", () => {
  test("[S-084] [S-083] the owner downloads application, package and scan; another organisation finds nothing", async () => {
    const { registerId, cardId } = await givenInModeration(shop);
    const stranger = await ownerOf(await givenShop());
    const status = async (browser: Browser, handler: typeof ownScan, params: Record<string, string>) =>
      (await browser.send(handler, "/x", { params })).status;
    const application = await owner.send(applicationPdf, "/x", { params: { id: registerId } });
    expect([application.status, application.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(application.headers.get("content-disposition")).toContain(encodeURIComponent("Налоговое заявление.pdf"));
    expect(await status(owner, applicationPackage, { id: registerId })).toBe(200);
    expect(await status(owner, ownScan, { id: registerId, cardId })).toBe(200);
    expect(await status(stranger, applicationPdf, { id: registerId })).toBe(404);
    expect(await status(stranger, applicationPackage, { id: registerId })).toBe(404);
    expect(await status(stranger, ownScan, { id: registerId, cardId })).toBe(404);
    expect(await status(owner, adminScan, { cardId })).toBe(404);
    expect(await status(admin, adminScan, { cardId })).toBe(200);
  });

  test("an export holds what the list shows, and disarms what a spreadsheet would run", async () => {
    const mine = await givenShop({ tenge: 2500 });
    const browser = await ownerOf(mine);
    await givenAwaitingCard(mine);
    await browser.act(
      createGoodAction,
      formOf({ name: "=cmd()", unitCode: "796", vatKind: "none", pricing: "fixed", price: "10" }),
    );
    const registers = await (await browser.send(exportRegisters, "/x?tab=awaiting_rnm")).text();
    expect(registers).toContain("Алматы, Сатпаева 90, кв. 1");
    expect(await (await browser.send(exportRegisters, "/x?tab=active")).text()).not.toContain("Сатпаева");
    expect(await (await browser.send(exportGoods, "/x")).text()).toContain("'=cmd()");
  });

  test("[S-087] the demo's tax office gives out its card to anybody in the demo", async () => {
    const registerId = await givenAwaitingCard(shop);
    const ids = { tenantId: shop.tenantId, registerId };
    expect(await owner.act(issueCardAction, ids)).toMatchObject({ status: "done" });
    const png = await owner.send(demoCard, "/x?png", { params: ids });
    expect([png.status, png.headers.get("content-type")]).toEqual([200, "image/png"]);
  });
});

test("actions of another organisation's register answer as for an absent id", async () => {
  const registerId = await givenAwaitingCard(shop);
  const stranger = await ownerOf(await givenShop({ tenge: 17_500 }));
  for (const id of [registerId, newTestId()]) {
    expect(await stranger.act(signApplicationAction, { registerId: id, cms: "MII" })).toEqual(refused("not_found"));
    expect(await stranger.act(prolongAction, { registerId: id, paidUntil: "2026-12-24T00:00:00Z" })).toEqual(
      refused("not_found"),
    );
    expect(await stranger.act(uploadCardAction, formOf(await card(id)))).toEqual(refused("not_found"));
    expect(
      await stranger.act(createCashierAction, formOf({ name: "А", login: `who${serial}`, registerIds: [id] })),
    ).toEqual(refused("not_found"));
  }
});
