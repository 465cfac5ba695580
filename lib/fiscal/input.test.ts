import { describe, expect, test } from "vitest";
import { limits } from "@/lib/kernel";
import {
  type IssueReceiptForm,
  issuePaperReturnInput,
  issueReceiptInput,
  issueReturnInput,
  placeCashInput,
} from "./input";

const id = "019d0000-0000-7000-8000-000000000001";
const goods = { name: "Хлеб", vatKind: "16" as const, priceTiyn: "50000", quantityMilli: "1000" };
const cash = (sumTiyn = "50000") => ({ type: "cash" as const, sumTiyn });
const form = (change: Partial<IssueReceiptForm> = {}): IssueReceiptForm => ({
  ...{ registerId: id, key: "a-key-of-a-cart", lines: [goods], payments: [cash()] },
  ...change,
});
/** The first code, and where it stands. */
const fault = (
  schema: {
    safeParse(input: unknown): { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } };
  },
  input: unknown,
) => {
  const [first] = schema.safeParse(input).error?.issues ?? [];
  return first && `${first.path.join(".")}: ${first.message}`;
};
const line = (change: object) => form({ lines: [goods, { ...goods, ...change }] });

describe("what a till sends", () => {
  test("is read with its defaults, and holds nothing that is not there", () => {
    const read = issueReceiptInput.parse(form());
    expect(read).toMatchObject({ kind: "sale", discountTiyn: 0n });
    expect(Object.keys(read.lines[0] ?? {}).sort()).toEqual(
      [
        "barcode",
        "discountTiyn",
        "goodId",
        "name",
        "priceTiyn",
        "quantityMilli",
        "sectionCode",
        "unitCode",
        "vatKind",
      ].sort(),
    );
    expect(read.buyer).toBeUndefined();
  });

  test.each<[string, IssueReceiptForm | object, string]>([
    ["no lines", form({ lines: [] }), "lines: fiscal.no_lines"],
    [
      "a thousand and one lines",
      form({ lines: Array.from({ length: limits.receiptLinesMax + 1 }, () => goods) }),
      "lines: fiscal.too_many_lines",
    ],
    ["a name of 256 signs", line({ name: "я".repeat(256) }), "lines.1: fiscal.name_too_long"],
    ["no name", line({ name: " " }), "lines.1: fiscal.name_missing"],
    ["control characters", line({ name: "Хлеб\u0007" }), "lines.1: fiscal.line_characters"],
    ["a price below zero", line({ priceTiyn: "-1" }), "lines.1.priceTiyn: money.malformed"],
    ["a price that is no number", line({ priceTiyn: "NaN" }), "lines.1.priceTiyn: money.malformed"],
    ["a price as a number", line({ priceTiyn: 500 }), "lines.1.priceTiyn: field.required"],
    ["a price with decimals of a tiyn", line({ priceTiyn: "500.5" }), "lines.1.priceTiyn: money.malformed"],
    ["a price past the limit", line({ priceTiyn: "100000000000001" }), "lines.1.priceTiyn: money.too_large"],
    ["no quantity", line({ quantityMilli: "0" }), "lines.1.quantityMilli: quantity.out_of_range"],
    ["a quantity below zero", line({ quantityMilli: "-1000" }), "lines.1.quantityMilli: quantity.malformed"],
    [
      "a quantity with a fourth decimal",
      line({ quantityMilli: "1000.1" }),
      "lines.1.quantityMilli: quantity.malformed",
    ],
    ["a quantity that is no number", line({ quantityMilli: "Infinity" }), "lines.1.quantityMilli: quantity.malformed"],
    ["an unknown rate", line({ vatKind: "20" }), "lines.1.vatKind: fiscal.vat_unknown"],
    ["a wrong digit of a barcode", line({ barcode: "4870001234561" }), "lines.1: fiscal.barcode_digit"],
    ["marking codes of another number", line({ marks: ["a", "b"] }), "lines.1: fiscal.marks_count"],
    [
      "an unknown payment",
      form({ payments: [{ type: "gold" as "cash", sumTiyn: "1" }] }),
      "payments.0.type: fiscal.payment_unknown",
    ],
    ["one kind of payment twice", form({ payments: [cash(), cash()] }), "payments: fiscal.payment_repeated"],
    ["a buyer with a wrong digit", form({ buyer: { xin: "180140000118" } }), "buyer: xin.check_digit"],
    [
      "a buyer's e-mail with a header",
      form({ buyer: { email: "a@b.kz\r\nBcc: c@d.kz" } }),
      "buyer: fiscal.email_malformed",
    ],
    ["a key of nothing", form({ key: "1" }), "key: field.malformed"],
  ])("with %s is refused", (_, input, code) => {
    expect(fault(issueReceiptInput, input)).toBe(code);
  });

  test("a return names lines by number and quantity, or everything", () => {
    const back = { registerId: id, key: "a-key-of-a-return", basisId: id };
    expect(issueReturnInput.safeParse(back).success).toBe(true);
    expect(fault(issueReturnInput, { ...back, lines: [] })).toBe("lines: fiscal.no_lines");
    expect(fault(issueReturnInput, { ...back, lines: [{ line: 0, quantityMilli: "1" }] })).toBe(
      "lines.0.line: field.malformed",
    );
    expect(fault(issueReturnInput, { ...back, lines: [{ line: 1, quantityMilli: "0" }] })).toBe(
      "lines.0.quantityMilli: quantity.out_of_range",
    );
    expect(fault(issueReturnInput, { ...back, basisId: "" })).toBe("basisId: field.malformed");
  });

  test("a return from paper needs what the operator asks of its basis", () => {
    const basis = {
      sign: "7001002003",
      registrationNumber: "010100000001",
      issuedAt: "2025-10-07T03:44:00Z",
      totalTiyn: "100000",
    };
    const back = { ...form(), kind: "sale_return", basis };
    expect(issuePaperReturnInput.safeParse(back).success).toBe(true);
    const wrong = (change: object) => fault(issuePaperReturnInput, { ...back, basis: { ...basis, ...change } });
    expect(wrong({ sign: "70-01" })).toBe("basis.sign: fiscal.sign_malformed");
    expect(wrong({ registrationNumber: "123" })).toBe("basis.registrationNumber: fiscal.registration_number_malformed");
    expect(wrong({ totalTiyn: "0" })).toBe("basis.totalTiyn: fiscal.sum_zero");
    expect(wrong({ issuedAt: "вчера" })).toBe("basis.issuedAt: field.malformed");
  });

  test("a comment of a cash move is one line of 200 signs", () => {
    const place = { registerId: id, key: "a-key-of-cash", direction: "deposit", sumTiyn: "100" };
    expect(fault(placeCashInput, { ...place, comment: "Инкассация\nв банк" })).toBe("comment: fiscal.text_characters");
    const long = "я".repeat(200);
    expect(fault(placeCashInput, { ...place, comment: `${long}я` })).toBe("comment: fiscal.comment_too_long");
    expect(placeCashInput.parse({ ...place, comment: ` ${long} ` }).comment).toBe(long);
    expect(placeCashInput.parse({ ...place, comment: "" }).comment).toBeNull();
  });
});
