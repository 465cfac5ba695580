import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { err, ok, sumTiyn, type Tiyn, tiyn } from "@/lib/kernel";
import { PAYMENT_TYPES } from "./kinds";
import { cashOf, paymentsText, settleExactly, settlePayments, textsWith } from "./payments";

const tg = (text: string): Tiyn => tiyn(BigInt(text.replace(".", "")));
const total = tg("1000.00");
const cash = (sum: string) => ({ type: "cash" as const, sumTiyn: tg(sum) });
const card = (sum: string) => ({ type: "card" as const, sumTiyn: tg(sum) });
const mobile = (sum: string) => ({ type: "mobile" as const, sumTiyn: tg(sum) });

describe("payments", () => {
  test("cash keeps the total and gives the rest back", () => {
    expect(settlePayments(total, [cash("2000.00")])).toEqual(
      ok({ payments: [cash("1000.00")], takenTiyn: tg("2000.00"), changeTiyn: tg("1000.00") }),
    );
  });
  test("a card alone has no change", () => {
    expect(settlePayments(total, [card("1000.00")])).toEqual(
      ok({ payments: [card("1000.00")], takenTiyn: null, changeTiyn: null }),
    );
  });
  test("mixed: change comes from cash alone", () => {
    expect(settlePayments(total, [card("300.00"), mobile("200.00"), cash("600.00")])).toEqual(
      ok({
        payments: [cash("500.00"), card("300.00"), mobile("200.00")],
        takenTiyn: tg("600.00"),
        changeTiyn: tg("100.00"),
      }),
    );
  });
  test.each([
    ["a tiyn short", [cash("999.99")], { code: "fiscal.payments_not_enough", missingTiyn: tg("0.01") }],
    ["nothing", [], { code: "fiscal.payments_not_enough", missingTiyn: total }],
    ["too much by card", [card("1000.01")], { code: "fiscal.noncash_exceeds", excessTiyn: tg("0.01") }],
    ["cash that is not needed", [card("1000.00"), cash("1.00")], { code: "fiscal.cash_not_needed" }],
    ["a kind that there is not", [{ type: "gold" as "cash", sumTiyn: total }], { code: "fiscal.payment_unknown" }],
    ["less than nothing", [cash("-1.00"), card("1001.00")], { code: "fiscal.payment_out_of_range" }],
    [
      "one type twice, of nothing too",
      [card("1000.00"), cash("0.00"), cash("0.00")],
      { code: "fiscal.payment_repeated" },
    ],
    ["one type twice", [card("500.00"), card("500.00")], { code: "fiscal.payment_repeated" }],
  ] as const)("%s is refused", (_, drafts, error) => {
    expect(settlePayments(total, drafts)).toEqual(err(error));
  });

  test("money that goes back is exact, of whatever kinds", () => {
    expect(settleExactly(total, [cash("400.00"), card("600.00")])).toMatchObject({
      value: { takenTiyn: tg("400.00"), changeTiyn: tg("0.00") },
    });
    expect(settleExactly(total, [card("999.99")])).toEqual(
      err({ code: "fiscal.payments_not_enough", missingTiyn: tg("0.01") }),
    );
    expect(settleExactly(total, [cash("1000.01")])).toEqual(
      err({ code: "fiscal.payments_exceed", excessTiyn: tg("0.01") }),
    );
  });
  test("are found again by any of their kinds", () => {
    expect(paymentsText([cash("1.00"), card("1.00")])).toBe("card,cash");
    expect(new Set(textsWith("card")).size).toBe(16);
    expect(textsWith("card")).toEqual(expect.arrayContaining(["card", "card,cash", "card,cash,credit,mobile,tare"]));
    expect(textsWith("card").every((text) => text.split(",").includes("card"))).toBe(true);
  });

  const drafts = fc.uniqueArray(
    fc.record({ type: fc.constantFrom(...PAYMENT_TYPES), sumTiyn: fc.bigInt({ min: 0n, max: 200_000n }).map(tiyn) }),
    { selector: ({ type }) => type },
  );
  property.prop([fc.bigInt({ min: 1n, max: 300_000n }).map(tiyn), drafts])(
    "what is kept is the total; taken less change is the cash kept",
    (owed, offered) => {
      const settled = settlePayments(owed, offered);
      if (!settled.ok) return;
      const { payments, takenTiyn, changeTiyn } = settled.value;
      expect(sumTiyn(payments.map((payment) => payment.sumTiyn))).toBe(owed);
      expect((takenTiyn ?? 0n) - (changeTiyn ?? 0n)).toBe(cashOf(payments));
      expect((changeTiyn ?? 0n) >= 0n).toBe(true);
    },
  );
});
