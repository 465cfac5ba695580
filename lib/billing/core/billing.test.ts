import { describe, expect, test } from "vitest";
import { parseDay, present, tiyn } from "@/lib/kernel";
import { createInvoiceInput } from "../input";
import { offers, tariff, tariffs } from "./tariffs";
import { parseTopUp } from "./top-up";

const day = (text: string) => present(parseDay(text), "a day of this test");

describe("the sum of a top-up", () => {
  test.each([
    ["20000", 2_000_000n],
    ["20 000", 2_000_000n],
    ["100,50", 10_050n],
    ["0.01", 1n],
    ["10000000", 1_000_000_000n],
  ])("[S-059] %j is taken", (typed, sum) => {
    expect(parseTopUp(typed)).toEqual({ ok: true, value: tiyn(sum) });
  });

  test.each([
    ["0", "money.not_positive"],
    ["0,00", "money.not_positive"],
    ["-100", "money.not_positive"],
    ["−100", "money.not_positive"],
    ["10000000,01", "billing.amount_too_large"],
    ["99999999999999999", "billing.amount_too_large"],
    ["1e9", "money.malformed"],
    ["100,555", "money.malformed"],
    ["сто", "money.malformed"],
    ["Infinity", "money.malformed"],
  ])("[S-059] %j is refused as %s, in the form too", (typed, code) => {
    expect(parseTopUp(typed)).toMatchObject({ ok: false, error: { code } });
    const form = createInvoiceInput.safeParse({
      amount: typed,
      idempotencyKey: "01930000-0000-7000-8000-000000000001",
    });
    expect(form.error?.issues).toMatchObject([{ path: ["amount"], message: code }]);
  });
});

describe("tariffs", () => {
  test("[S-002] the front page offers three, two of them with a price", () => {
    expect(offers(day("24.11.2026")).map(({ code }) => code)).toEqual(["basic", "network", "partner"]);
    expect(tariffs(day("24.11.2026")).map(({ priceTiyn }) => priceTiyn)).toEqual([250_000n, 210_000n]);
  });

  test("[S-074] БАЗОВЫЙ costs 2 500 ₸; one by agreement or unknown cannot be chosen", () => {
    expect(tariff("basic", day("24.11.2026"))).toMatchObject({ name: { ru: "БАЗОВЫЙ" }, priceTiyn: 250_000n });
    expect(tariff("partner", day("24.11.2026"))).toBeNull();
    expect(tariff("gold", day("24.11.2026"))).toBeNull();
  });

  test("nothing is offered before its first day", () => {
    expect(offers(day("31.12.2017"))).toEqual([]);
    expect(offers(day("01.01.2018"))).toHaveLength(3);
  });
});
