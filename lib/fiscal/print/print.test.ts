import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { quantityMilli, type Tiyn, tiyn } from "@/lib/kernel";
import { decideCashPlacement } from "../core/decide-cash-placement";
import { decideCloseShift } from "../core/decide-close-shift";
import { decideReceipt } from "../core/decide-receipt";
import { decideReturn } from "../core/decide-return";
import type { PaperHead } from "../core/document";
import type { LineDraft } from "../core/receipt";
import { newRegister, type RegisterState, type Situation } from "../core/register";
import { makeReport } from "../core/report";
import { wrap } from "./layout";
import { PAPER_COLUMNS, PAPER_LANGUAGES, PAPER_SIZES, type PaperSize, type Papers, paperText } from "./paper";
import { papersOf, xPapers } from "./papers";

const tg = (text: string): Tiyn => tiyn(BigInt(text.replace(".", "")));
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const head: PaperHead = {
  sellerName: "ТОО «БЕРЕКЕ МАРКЕТ»",
  sellerXin: "180140000117",
  sellerIs: "company",
  vatCertificate: { series: "60001", number: "0065985" },
  registerName: "Магазин «Береке», Касса 1",
  addressRu: "г. Алматы, Бостандыкский р-н, пр. Абая, д. 44",
  addressKk: "Алматы қ., Бостандық ауданы, Абай даңғ., 44-үй",
  factoryNumber: "700000014",
  registrationNumber: "600400131197",
  ofdRegisterId: "308751",
  operatorTitle: "Тиын ОФД",
  checkBase: "https://ofd.tiyn.example",
  topLines: ["Сеть магазинов «Береке»"],
  bottomLines: ["Рахмет! Спасибо за покупку", "Обмен в течение 14 дней"],
};
const who = { head, cashier: { id: "c", name: "Сейтова А. Б." } };
const rules = { vatPayer: true, vatKindsInForce: new Set(["16", "none"] as const), unitCodes: new Set(["796", "116"]) };
const now = new Date("2026-11-20T09:32:08.000Z");
const supplies = { documentId: "d", shiftId: "s", sha256 };
const at = (state: RegisterState): Situation => ({ version: 1, now, state, oldestUnsentAt: null, leased: false });
const line = (name: string, price: string, quantity: bigint, change: Partial<LineDraft> = {}): LineDraft => ({
  ...{ goodId: null, name, barcode: null, unitCode: "796", sectionCode: "1", vatKind: "16" },
  ...{ priceTiyn: tg(price), quantityMilli: quantityMilli(quantity), discountTiyn: tg("0.00") },
  ...change,
});

const before: RegisterState = {
  ...newRegister("00"),
  lastNumber: 48_212,
  sentNumber: 48_212,
  shift: { id: "s", number: 185, open: true, openedAt: new Date("2026-11-20T02:20:00.000Z"), documents: 214 },
};
const sale = decideReceipt(
  at(before),
  {
    kind: "sale",
    lines: [
      line("Хлеб пшеничный, 500 г", "220.00", 2000n),
      line("Казы варено-копченая, весовая", "7900.00", 486n, { unitCode: "116" }),
      line("Шоколад «Казахстанский», 100 г", "890.00", 2000n, { discountTiyn: tg("178.00") }),
      line("Сүт 3,2 %, 1 л", "520.00", 2000n, {
        ...{ markupTiyn: tg("5.00"), ntin: "0200023456784", vatKind: "none" },
        marks: ["0104870001234567215abc\u001d93Zz01", "0104870001234567215abd\u001d93Zz02"],
      }),
      line("Пакет-майка", "25.00", 1000n, { storno: true }),
    ],
    discountTiyn: tg("100.00"),
    payments: [
      { type: "card", sumTiyn: tg("2000.00") },
      { type: "cash", sumTiyn: tg("12000.00") },
    ],
    buyer: { xin: "190540009993" },
  },
  who,
  rules,
  supplies,
);
if (!sale.ok) throw new Error(sale.error.code);
const { document, next } = sale.value;
const accepted = {
  outcome: "accepted",
  issuedAutonomous: false,
  fiscalSign: "3184207655",
  qrText: "https://q",
} as const;
const offline = { outcome: "autonomous", issuedAutonomous: true, fiscalSign: null, qrText: null } as const;
const state = { ...next, sentNumber: next.lastNumber };

/** A document in every width and language, as it would come out of the printer: read beside the domain sheet §3.3 and §3.9. */
const everyForm = (make: (size: PaperSize) => Papers): string =>
  PAPER_SIZES.flatMap((size) => {
    const papers = make(size);
    return PAPER_LANGUAGES.map((language) => {
      const columns = PAPER_COLUMNS[size];
      for (const { text, big } of papers[language].lines)
        expect([...text].length).toBeLessThanOrEqual(big ? Math.floor(columns / 1.5) : columns);
      return `===== ${size}, ${language} =====\n${paperText(papers[language])}\n`;
    });
  }).join("\n");

const shown = (name: string, make: (size: PaperSize) => Papers) =>
  expect(everyForm(make)).toMatchFileSnapshot(`__papers__/${name}.txt`);

const done = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

describe("every form in every width and language", () => {
  test("a sale", () => shown("sale", (size) => papersOf(document, accepted, size)));
  test("a copy of an autonomous sale", () =>
    shown("copy", (size) => papersOf(document, { ...offline, copy: true }, size)));
  test("a return", () => {
    const back = done(decideReturn(at(state), { document, ...accepted, returns: [] }, {}, who, supplies));
    return shown("return", (size) => papersOf(back.document, accepted, size));
  });
  test("a slip of cash taken out", () => {
    const wish = { direction: "withdrawal" as const, sumTiyn: tg("3000.00"), comment: "Инкассация в банк" };
    const out = done(decideCashPlacement(at(state), wish, who, supplies));
    return shown("withdrawal", (size) => papersOf(out.document, offline, size));
  });
  test("an X-report", () =>
    shown("x-report", (size) =>
      xPapers(makeReport("x", { number: 185, openedAt: now }, state.counters, now), head, size),
    ));
  test("a Z-report", () => {
    const z = done(decideCloseShift(at(state), who, supplies));
    return shown("z-report", (size) => papersOf(z.document, offline, size));
  });
});

describe("a receipt", () => {
  test("the QR of an autonomous receipt holds its own number, the sum and time that are printed", () => {
    expect(papersOf(document, offline).ru.qr?.text).toBe(
      "https://ofd.tiyn.example?i=1000000001&f=600400131197&s=6826.40&t=20261120T143208",
    );
    expect(papersOf(document, { ...accepted, qrText: null }).ru.qr?.text).toContain("?i=3184207655&");
  });

  test("a refused one has no sign and no QR", () => {
    const { ru } = papersOf(document, { ...accepted, outcome: "rejected", fiscalSign: null });
    expect(ru.qr).toBeNull();
    expect(paperText(ru)).toContain("ОТКЛОНЕН ОФД");
    expect(paperText(ru)).not.toContain("ФИСКАЛЬНЫЙ ЧЕК");
  });
});

test("a word longer than the paper is cut, later lines hang", () => {
  expect(wrap("1. Бесконечнодлинноеслово и еще", 10, 3)).toEqual([
    "1.",
    "   Бесконе",
    "   чнодлин",
    "   ноеслов",
    "   о и еще",
  ]);
});
