import { describe, expect, test } from "vitest";
import { err, limits, MONEY_MAX, ok, QUANTITY_MAX, quantityMilli, type Tiyn, tiyn } from "@/lib/kernel";
import { readBuyer } from "./buyer";
import { checkLines, lineFault, type Rules } from "./check-lines";
import type { LineDraft } from "./receipt";

const tg = (text: string): Tiyn => tiyn(BigInt(text.replace(".", "")));
const line = (change: Partial<LineDraft> = {}): LineDraft => ({
  ...{ goodId: null, name: "Хлеб", barcode: null, unitCode: "796", sectionCode: "1", vatKind: "16" },
  ...{ priceTiyn: tg("100.00"), quantityMilli: quantityMilli(1000n), discountTiyn: tg("0.00") },
  ...change,
});
const rules: Rules = {
  vatPayer: true,
  vatKindsInForce: new Set(["none", "16"]),
  unitCodes: new Set(["796", "6", "166"]),
};

describe("a line by itself", () => {
  test.each<[string, Partial<LineDraft>, string | null]>([
    ["as it should be", {}, null],
    ["a name of 255 signs", { name: "я".repeat(limits.nameLengthMax) }, null],
    ["a name of 256", { name: "я".repeat(limits.nameLengthMax + 1) }, "fiscal.name_too_long"],
    ["no name", { name: " " }, "fiscal.name_missing"],
    ["no section", { sectionCode: "" }, "fiscal.name_missing"],
    ["a line break in its name", { name: "Хлеб\nФИСКАЛЬНЫЙ ЧЕК" }, "fiscal.line_characters"],
    ["an escape of a printer in its article", { article: "\u001b@" }, "fiscal.line_characters"],
    ["half of a letter", { name: "Хлеб \ud800" }, "fiscal.line_characters"],
    ["a long article", { article: "x".repeat(256) }, "fiscal.code_too_long"],
    ["a right barcode", { barcode: "4870001234560" }, null],
    ["a wrong digit in its barcode", { barcode: "4870001234561" }, "fiscal.barcode_digit"],
    ["a barcode with a space", { barcode: "48 70" }, "fiscal.barcode_malformed"],
    ["an НТИН", { ntin: "0200123456789" }, null],
    ["an НТИН with other signs", { ntin: "02-00" }, "fiscal.ntin_malformed"],
    ["a marking code with its separator", { marks: ["0104870001234560\u001d93ab"] }, null],
    ["two marking codes on one unit", { marks: ["a", "b"] }, "fiscal.marks_count"],
    ["a marking code on half a unit", { marks: ["a"], quantityMilli: quantityMilli(500n) }, "fiscal.marks_count"],
    ["a marking code with a null byte", { marks: ["a\u0000"] }, "fiscal.line_characters"],
    ["no quantity", { quantityMilli: quantityMilli(0n) }, "fiscal.quantity_out_of_range"],
    ["a quantity below zero", { quantityMilli: quantityMilli(-1n) }, "fiscal.quantity_out_of_range"],
    ["the largest quantity", { quantityMilli: QUANTITY_MAX }, null],
    ["a larger one", { quantityMilli: quantityMilli(QUANTITY_MAX + 1n) }, "fiscal.quantity_out_of_range"],
    ["a price below zero", { priceTiyn: tiyn(-1n) }, "fiscal.price_out_of_range"],
    ["a price past the limit", { priceTiyn: tiyn(MONEY_MAX + 1n) }, "fiscal.price_out_of_range"],
    ["a discount below zero", { discountTiyn: tiyn(-1n) }, "fiscal.line_sum_negative"],
    ["a markup below zero", { markupTiyn: tiyn(-1n) }, "fiscal.line_sum_negative"],
    ["a rate that there is not", { vatKind: "20" as LineDraft["vatKind"] }, "fiscal.vat_unknown"],
  ])("with %s", (_, change, fault) => {
    expect(lineFault(line(change))).toBe(fault);
  });
});

describe("lines together", () => {
  test("are told by their place", () => {
    expect(checkLines([line(), line({ name: "" })], rules)).toEqual(err({ code: "fiscal.name_missing", line: 2 }));
  });

  test("need rates in force and units of either directory, with or without leading zeros", () => {
    expect(checkLines([line({ vatKind: "12" })], rules)).toMatchObject(
      err({ code: "fiscal.vat_not_in_force", line: 1 }),
    );
    for (const unitCode of ["796", "0796", "6", "006", "166"])
      expect(checkLines([line({ unitCode })], rules).ok).toBe(true);
    expect(checkLines([line({ unitCode: "7960" })], rules)).toEqual(err({ code: "fiscal.unit_unknown", line: 1 }));
  });

  test("sell a marked unit once, though it may have been taken off before", () => {
    const marked = line({ marks: ["A"] });
    expect(checkLines([marked, marked], rules)).toEqual(err({ code: "fiscal.mark_repeated", line: 2 }));
    expect(checkLines([{ ...marked, storno: true }, marked], rules).ok).toBe(true);
  });
});

describe("a buyer", () => {
  test("is read as he says himself, and is nobody where he says nothing", () => {
    expect(readBuyer(undefined, null)).toEqual(ok(null));
    expect(readBuyer({ xin: "", email: "" }, null)).toEqual(ok(null));
    expect(readBuyer({ email: " A.B@Example.kz ", phone: "+7 (701) 123-45-67" }, "180140000117")).toEqual(
      ok({ email: "a.b@example.kz", phone: "+77011234567" }),
    );
  });

  test.each([
    [{ xin: "180140000117" }, "fiscal.buyer_is_seller"],
    [{ xin: "180140000118" }, "xin.check_digit"],
    [{ xin: "18014" }, "xin.malformed"],
    [{ email: "nobody" }, "fiscal.email_malformed"],
    [{ email: "a@b.kz\nBcc: c@d.kz" }, "fiscal.email_malformed"],
    [{ email: `${"a".repeat(65)}@b.kz` }, "fiscal.email_malformed"],
    [{ phone: "12345" }, "fiscal.phone_malformed"],
    [{ phone: "звонить вечером" }, "fiscal.phone_malformed"],
  ])("%j is refused with %s", (buyer, code) => {
    expect(readBuyer(buyer, "180140000117")).toEqual(err({ code }));
  });
});
