import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { env } from "@/lib/config";
import { demoApplications, demoCardFile, issueDemoCard, uploadCard } from "@/lib/registers";
import { look } from "../support/db";
import { pdfText } from "../support/pdf-text";
import {
  auditOf,
  givenAwaitingCard,
  givenRegister,
  givenShop,
  newTestId,
  type Shop,
  scan,
  typedCard,
} from "../support/registers";

let shop: Shop;
beforeAll(async () => {
  shop = await givenShop({ tenge: 17_500 });
});

const issue = (registerId: string, tenantId = shop.tenantId) => issueDemoCard({ tenantId, registerId }, "test");
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

describe("[S-087] the demo's tax office", () => {
  test("lists signed applications, those without a card first", async () => {
    const done = await givenAwaitingCard(shop);
    await issue(done);
    const waiting = await givenAwaitingCard(shop);
    const unsigned = await givenRegister(shop);
    const listed = (await demoApplications()).map(({ registerId, card }) => [registerId, card !== null]);
    expect(listed[0]).toEqual([waiting, false]);
    expect(listed).toContainEqual([done, true]);
    expect(listed.map(([id]) => id)).not.toContain(unsigned);
  });

  test("gives out the next РНМ of the office, once, however often it is asked", async () => {
    const one = await givenAwaitingCard(shop);
    const answers = await Promise.all([1, 2, 3].map(() => issue(one)));
    expect(new Set(answers.map((answer) => answer.ok && answer.value.registrationNumber)).size).toBe(1);
    const [first] = answers;
    if (!first?.ok) expect.unreachable("the first is answered");
    expect(first.value.registrationNumber).toMatch(/^6004\d{8}$/);
    const next = await issue(await givenAwaitingCard(shop));
    if (!next.ok) expect.unreachable(next.error.code);
    expect(Number(next.value.registrationNumber)).toBeGreaterThan(Number(first.value.registrationNumber));
    expect(await look("SELECT FROM cabinet.demo_tax_card WHERE register_id = $1", [one])).toHaveLength(1);
    expect((await auditOf(shop.tenantId)).filter((act) => act === "registers.demo_card_issued").length).toBeGreaterThan(
      0,
    );
  });

  test("[S-110] [S-111] [S-112] [S-113] [S-114] [S-115] [S-116] [S-117] its card carries every line", async () => {
    const registerId = await givenAwaitingCard(shop);
    const answer = await issue(registerId);
    if (!answer.ok) expect.unreachable(answer.error.code);
    const [register] = await look<{ number: string }>(
      "SELECT factory_number AS number FROM cabinet.register WHERE id = $1",
      [registerId],
    );
    const pdf = await demoCardFile(shop.tenantId, registerId, "pdf");
    const text = pdfText(pdf?.bytes ?? new Uint8Array());
    for (const part of [
      `РЕГИСТРАЦИОННАЯ КАРТОЧКА № ${answer.value.registrationNumber}`,
      "контрольно-кассовой машины",
      "Программный фискализатор",
      register?.number ?? "?",
      "Год выпуска",
      "ТОО «Әлем Құрылыс»",
      shop.xin,
      "Алматы, Сатпаева 90, кв. 1",
      "УГД по Бостандыкскому району",
      "Дата постановки контрольно-кассовой машины на учет",
      "ОТМЕТКА О ЗАКРЫТИИ РЕГИСТРАЦИОННОЙ КАРТОЧКИ",
    ])
      expect(text).toContain(part);
  });

  test("its picture is taken as a scan by the cabinet", async () => {
    const registerId = await givenAwaitingCard(shop);
    const answer = await issue(registerId);
    if (!answer.ok) expect.unreachable(answer.error.code);
    const png = await demoCardFile(shop.tenantId, registerId, "png");
    const bytes = png?.bytes ?? new Uint8Array();
    expect((await sharp(bytes).metadata()).format).toBe("png");
    const typed = typedCard(registerId, { registrationNumber: answer.value.registrationNumber });
    expect((await uploadCard(shop.ctx, typed, { bytes, name: png?.name ?? "" })).ok).toBe(true);
    const pdf = await demoCardFile(shop.tenantId, registerId, "pdf");
    expect((await scan()).bytes).not.toEqual(pdf?.bytes);
  });

  test("answers nothing for what is not signed, not there, or of a crooked address", async () => {
    expect(await issue(await givenRegister(shop))).toEqual(refused("registers.wrong_status"));
    expect(await issue(newTestId())).toEqual(refused("not_found"));
    expect(await issue(await givenAwaitingCard(shop), newTestId())).toEqual(refused("not_found"));
    expect(await demoCardFile("x", "y", "pdf")).toBe(null);
  });

  test("does not exist in production", async () => {
    const settings = env() as { APP_MODE: string }; // cast: the test plays production in this process
    settings.APP_MODE = "production";
    try {
      expect(await issue(await givenAwaitingCard(shop))).toEqual(refused("registers.demo_only"));
    } finally {
      settings.APP_MODE = "demo";
    }
  });
});
