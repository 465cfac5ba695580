import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayOf, limits } from "@/lib/kernel";
import {
  applicationFile,
  cardScan,
  createRegister,
  registerView,
  signApplication,
  taxPackage,
  uploadCard,
} from "@/lib/registers";
import { registersDeps } from "@/lib/registers/deps";
import { createRegisterInput, uploadCardInput } from "@/lib/registers/input";
import { look } from "../support/db";
import { givenEds, type TestEds } from "../support/eds";
import { pdfPages } from "../support/pdf-text";
import {
  address,
  auditOf,
  balanceOf,
  givenAwaitingCard,
  givenRegister,
  givenShop,
  givenSigned,
  newTestId,
  type Shop,
  scan,
  stateOf,
  typedCard,
} from "../support/registers";

let eds: TestEds;
let shop: Shop;
beforeAll(async () => {
  eds = await givenEds();
  shop = await givenShop({ xin: eds.key("01-head").bin ?? "", tenge: 17_500 });
});
afterAll(() => eds.stop());

const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

describe("[S-072] a register is created", () => {
  test("[S-055] not from an empty account, and the missing sum is named", async () => {
    const poor = await givenShop();
    expect(await createRegister(poor.ctx, address)).toEqual({
      ok: false,
      error: { code: "registers.below_tariff", availableTiyn: 0n, missingTiyn: 250_000n },
    });
    await poor.topUp(2499);
    expect(await createRegister(poor.ctx, address)).toEqual(refused("registers.below_tariff"));
    expect(await look("SELECT FROM cabinet.register WHERE tenant_id = $1", [poor.tenantId])).toEqual([]);
    expect(await look("SELECT FROM common.stored_file WHERE tenant_id = $1", [poor.tenantId])).toEqual([]);
  });

  test("[S-054] from exactly one month of the tariff, and nothing is charged yet", async () => {
    const exact = await givenShop({ tenge: 2500 });
    expect((await createRegister(exact.ctx, address)).ok).toBe(true);
    expect(await balanceOf(exact)).toBe(2500);
  });

  test("[S-084] with a ЗНМ of its own and the application filled from the form", async () => {
    const registerId = await givenRegister(shop);
    const view = await registerView(shop.tenantId, registerId);
    expect(view).toMatchObject({ status: "awaiting_signature", name: "Касса 1", registrationNumber: null });
    expect(view?.factoryNumber).toMatch(/^7\d{8}$/);
    const paper = await applicationFile(shop.tenantId, registerId);
    const cells = pdfPages(paper?.bytes ?? new Uint8Array())
      .join("")
      .replace(/\s/g, "");
    for (const part of [shop.xin, view?.factoryNumber ?? "?", "6004", "АЛМАТЫ", "САТПАЕВА", "номердома90"])
      expect(cells).toContain(part);
    expect(await auditOf(shop.tenantId)).toContain("registers.created");
  });

  test("once, however often and however fast its form is sent", async () => {
    const idempotencyKey = newTestId();
    const answers = await Promise.all([1, 2, 3].map(() => createRegister(shop.ctx, { ...address, idempotencyKey })));
    expect(answers).toEqual([1, 2, 3].map(() => ({ ok: true, value: { registerId: idempotencyKey } })));
    expect(await createRegister(shop.ctx, { ...address, house: "91", idempotencyKey })).toEqual(
      refused("registers.already_created"),
    );
  });

  test("not with a tariff or an office that is not offered", async () => {
    expect(await createRegister(shop.ctx, { ...address, tariffCode: "golden" })).toEqual(
      refused("registers.tariff_unknown"),
    );
    const few = await givenShop({ tenge: 17_500 });
    expect(await createRegister(few.ctx, { ...address, tariffCode: "network" })).toEqual({
      ok: false,
      error: { code: "registers.tariff_min", registersMin: 5 },
    });
    expect(await createRegister(shop.ctx, { ...address, taxOfficeCode: "9999" })).toEqual(
      refused("registers.office_unknown"),
    );
  });

  test("[S-077] КАТО is found for a listed locality, and an unlisted village is taken as typed", async () => {
    const codeOf = async (locality: string) => {
      const made = await createRegister(shop.ctx, { ...address, locality });
      if (!made.ok) expect.unreachable(made.error.code);
      const [row] = await look<{ code: string | null }>(
        "SELECT locality_code AS code FROM cabinet.register WHERE id = $1",
        [made.value.registerId],
      );
      return row?.code;
    };
    expect(await codeOf("Алматы")).toMatch(/^75\d{7}$/);
    expect(await codeOf("аул Бескайнар")).toBe(null);
  });

  test("[S-076] [S-077] [S-078] [S-079] its form asks for office, locality, street and house, not for the flat", () => {
    const parsed = createRegisterInput.safeParse({ tariffCode: "basic", name: "Касса 1", flat: "" });
    expect(parsed.error?.issues.map((issue) => [issue.path.join("."), issue.message]).sort()).toEqual([
      ["house", "field.required"],
      ["locality", "field.required"],
      ["street", "field.required"],
      ["taxOfficeCode", "field.required"],
    ]);
  });
});

test("[S-083] [S-086] the package holds the three files, filled with the client", async () => {
  const files = unzipSync((await taxPackage(shop.tenantId, await givenRegister(shop))) ?? new Uint8Array());
  expect(Object.keys(files)).toEqual([
    "Доверенность в ДГД образец.docx",
    "Описание системы Программный Фискализатор.pdf",
    "Руководство пользователя рабочего места Налогового Инспектора.pdf",
  ]);
  const attorney = unzipSync(files["Доверенность в ДГД образец.docx"] ?? new Uint8Array());
  expect(strFromU8(attorney["word/document.xml"] ?? new Uint8Array())).toContain(shop.xin);
});

describe("[S-085] the application is signed", () => {
  const paperOf = async (registerId: string) =>
    (await applicationFile(shop.tenantId, registerId))?.bytes ?? new Uint8Array();

  test("[S-088] over its stored bytes by the head of the organisation, and the register waits for its РНМ", async () => {
    const registerId = await givenSigned(shop, eds);
    expect(await registerView(shop.tenantId, registerId)).toMatchObject({
      status: "awaiting_rnm",
      application: { signerName: expect.any(String), signedAt: expect.any(Date) },
    });
    expect(await auditOf(shop.tenantId)).toContain("registers.application_signed");
  });

  test.each([
    ["03-employee", "eds.employee_key"],
    ["05-head-other", "eds.other_organization"],
    ["07-head-expired", "eds.expired"],
    ["08-head-revoked", "eds.revoked"],
    ["04-entrepreneur", "eds.individual_key"],
  ])("not by key %s: %s, and nothing changes", async (keyId, code) => {
    const registerId = await givenRegister(shop);
    const cms = eds.sign(keyId, await paperOf(registerId));
    expect(await signApplication(shop.ctx, { registerId, cms })).toEqual(refused(code));
    expect((await stateOf(registerId))?.status).toBe("awaiting_signature");
  });

  test("not over other bytes", async () => {
    const registerId = await givenRegister(shop);
    const cms = eds.sign("01-head", await paperOf(await givenRegister(shop)));
    expect(await signApplication(shop.ctx, { registerId, cms })).toEqual(refused("eds.content_mismatch"));
  });

  test("once: of two at the same moment one is kept", async () => {
    const registerId = await givenRegister(shop);
    const cms = eds.sign("01-head", await paperOf(registerId));
    const answers = await Promise.all([1, 2].map(() => signApplication(shop.ctx, { registerId, cms })));
    expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true]);
    expect(await signApplication(shop.ctx, { registerId, cms })).toEqual(refused("registers.wrong_status"));
    const [row] = await look(
      "SELECT count(*)::int AS count FROM common.signature WHERE tenant_id = $1 AND file_id = (SELECT application_file_id FROM cabinet.register WHERE id = $2)",
      [shop.tenantId, registerId],
    );
    expect(row).toEqual({ count: 1 });
  });
});

describe("[S-099] the card goes to moderation", () => {
  test("[S-100] with its scan and fields; the token is kept encrypted and shows two digits", async () => {
    const registerId = await givenAwaitingCard(shop);
    const typed = typedCard(registerId);
    const sent = await uploadCard(shop.ctx, typed, await scan());
    if (!sent.ok) expect.unreachable(sent.error.code);
    const view = await registerView(shop.tenantId, registerId);
    expect(view).toMatchObject({
      status: "in_moderation",
      registrationNumber: typed.registrationNumber,
      cards: [{ attempt: 1, tokenTail: "21", ofdRegisterId: typed.ofdRegisterId, ofdCashierId: "2541" }],
    });
    const [row] = await look<{ cipher: Buffer }>(
      "SELECT ofd_token_cipher AS cipher FROM cabinet.register WHERE id = $1",
      [registerId],
    );
    expect(row?.cipher.includes("59129121")).toBe(false);
    expect(await cardScan(shop.tenantId, registerId, sent.value.cardId)).toMatchObject({ mediaType: "image/png" });
  });

  test("[S-092] not with a file that is neither picture nor PDF by content, nor with one over 10 MB", async () => {
    const registerId = await givenAwaitingCard(shop);
    const typed = typedCard(registerId);
    const send = (bytes: Uint8Array) => uploadCard(shop.ctx, typed, { bytes, name: "card.jpg" });
    expect(await send(new TextEncoder().encode("MZ this is a program"))).toEqual(refused("files.not_image_or_pdf"));
    expect(await send(new Uint8Array())).toEqual(refused("files.empty"));
    expect(await send(new Uint8Array(limits.uploadBytes + 1).fill(0xff))).toEqual(refused("files.too_large"));
    expect(
      await send(
        new TextEncoder().encode(
          "%PDF-1.7\n1 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n",
        ),
      ),
    ).toEqual(refused("files.pdf_active"));
    expect((await stateOf(registerId))?.status).toBe("awaiting_rnm");
    expect(await look("SELECT FROM cabinet.register_card WHERE register_id = $1", [registerId])).toEqual([]);
  });

  test("[S-097] not with a date in the future; today is allowed", async () => {
    const clock = { now: () => new Date("2026-11-24T18:59:00Z") }; // 23:59 in Almaty
    const deps = { ...registersDeps, clock };
    const registerId = await givenAwaitingCard(shop);
    const on = (registeredOn: string) => uploadCard(shop.ctx, typedCard(registerId, { registeredOn }), SCAN, deps);
    const SCAN = await scan();
    expect(dayOf(clock.now())).toBe("2026-11-24");
    expect(await on("2026-11-25")).toEqual(refused("field.date_future"));
    expect((await on("2026-11-24")).ok).toBe(true);
  });

  test("[S-096] not with a РНМ or an id at the operator that works elsewhere", async () => {
    const other = await givenShop();
    const working = typedCard(newTestId());
    await look(
      `INSERT INTO cabinet.register SELECT $1, $2, '799999999', 'x', 'active', 'basic', 'm', 2026, '6004', NULL, 'a', 'b', 'c', NULL,
       now(), $2, $2, $2, now(), $2, $3, now(), $4, '1', '\\x00', now(), now()`,
      [other.tenantId, newTestId(), working.registrationNumber, working.ofdRegisterId.toString()],
    );
    const registerId = await givenAwaitingCard(shop);
    const { registrationNumber, ofdRegisterId } = working;
    expect(await uploadCard(shop.ctx, typedCard(registerId, { registrationNumber }), await scan())).toEqual(
      refused("registers.number_taken"),
    );
    expect(await uploadCard(shop.ctx, typedCard(registerId, { ofdRegisterId }), await scan())).toEqual(
      refused("registers.ofd_id_taken"),
    );
  });

  test("[S-093] [S-094] [S-095] [S-096] its form reads numbers as people type and paste them, and refuses at the field", () => {
    const typed = {
      ...{
        registerId: newTestId(),
        registrationNumber: "6004 0013 1197",
        registeredOn: "26.11.2018",
        taxOfficeCode: "6004",
      },
      ...{ ofdRegisterId: "950", ofdToken: "59129121", ofdCashierId: "http://ofd.example/users/17169/card" },
    };
    expect(uploadCardInput.parse(typed)).toMatchObject({
      ...{ registrationNumber: "600400131197", registeredOn: "2018-11-26", ofdRegisterId: 950n, ofdCashierId: "17169" },
    });
    const wrong = {
      ...typed,
      registrationNumber: "60040013119",
      registeredOn: "31.02.2026",
      ofdToken: "token",
      ofdRegisterId: "",
      ofdCashierId: "x",
    };
    expect(
      uploadCardInput.safeParse(wrong).error?.issues.map(({ path, message }) => [path.join("."), message]),
    ).toEqual([
      ["registrationNumber", "registers.number_malformed"],
      ["registeredOn", "field.date"],
      ["ofdRegisterId", "field.required"],
      ["ofdToken", "registers.token_malformed"],
      ["ofdCashierId", "registers.cashier_id_malformed"],
    ]);
  });
});

test("a register of another organisation reads, signs and takes cards as if it were not there", async () => {
  const registerId = await givenAwaitingCard(shop);
  const stranger = await givenShop({ tenge: 17_500 });
  const notFound = { ok: false, error: { code: "not_found" } };
  expect(await registerView(stranger.tenantId, registerId)).toBe(null);
  expect(await applicationFile(stranger.tenantId, registerId)).toBe(null);
  expect(await taxPackage(stranger.tenantId, registerId)).toBe(null);
  expect(await cardScan(stranger.tenantId, registerId, newTestId())).toBe(null);
  expect(await signApplication(stranger.ctx, { registerId, cms: "x" })).toEqual(notFound);
  expect(await uploadCard(stranger.ctx, typedCard(registerId), await scan())).toEqual(notFound);
  expect((await stateOf(registerId))?.status).toBe("awaiting_rnm");
});
