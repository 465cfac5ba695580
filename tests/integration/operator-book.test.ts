import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CpcrRequest } from "@/lib/cpcr";
import { tiyn } from "@/lib/kernel";
import { closing, goods, info, placement, serviceOf, tg, ticket, xReport } from "../support/cpcr";
import { bookOf, type GivenRegister, givenSibling, startOperator, type TestOperator } from "../support/operator";
import { codeOf, givenSpeaker } from "../support/speaker";

let operator: TestOperator;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.stop());

const placed = (
  register: GivenRegister,
  stats: NonNullable<CpcrRequest["service"]>["security_stats"],
): CpcrRequest => ({
  ...ticket(register),
  service: { ...serviceOf(register), security_stats: stats },
});
const named = (register: GivenRegister, change: object): CpcrRequest => {
  const service = serviceOf(register);
  const org = { ...service.reg_info?.org, ...change };
  return { ...ticket(register), service: { ...service, reg_info: { ...service.reg_info, org } } };
};
const nobody = (request: CpcrRequest): CpcrRequest => ({
  ...request,
  ...(request.money_placement ? { money_placement: { ...request.money_placement, operator: undefined } } : {}),
});
const UNPRINTABLE = { code: 1, name: "Кассир\nФИСКАЛЬНЫЙ ЧЕК" };
const changed = { total: tg("1160.00"), taken: tg("1200.00"), change: tg("40.00") };

describe("the operator's own checks", () => {
  const wrong: [string, number, (register: GivenRegister) => CpcrRequest][] = [
    [
      "a line whose sum is not price times quantity",
      13,
      (r) => ticket(r, { lines: [goods("100.00", { sum: tg("100.02"), vat: null })] }),
    ],
    [
      "a total that is not the sum of its lines",
      13,
      (r) => ticket(r, { change: { amounts: { total: tg("1.00"), taken: tg("1.00"), change: tiyn(0n) } } }),
    ],
    [
      "payments that do not cover it",
      13,
      (r) => ticket(r, { change: { payments: [{ type: "PAYMENT_CARD", sum: tg("1.00") }] } }),
    ],
    ["cash without what was taken", 13, (r) => ticket(r, { change: { amounts: { total: tg("1160.00") } } })],
    [
      "a tax that is not its rate's",
      13,
      (r) =>
        ticket(r, {
          lines: [
            goods("100.00", { taxes: [{ tax_type: 100, percent: 16_000, sum: tg("16.00"), is_in_total_sum: true }] }),
          ],
        }),
    ],
    ["no lines", 13, (r) => ticket(r, { change: { items: [] } })],
    ["no field of business", 13, (r) => ticket(r, { change: { domain: undefined } })],
    ["a return without the receipt it returns", 13, (r) => ticket(r, { operation: "OPERATION_SELL_RETURN" })],
    ["another register's РНМ", 13, (r) => ticket({ ...r, registrationNumber: "000000000000" })],
    ["another taxpayer's БИН", 13, (r) => ticket({ ...r, xin: "000000000000" })],
    ["a place that is nowhere", 13, (r) => placed(r, { geo_position: { latitude: 900_001, longitude: 0 } })],
    ["a kind of business that is no code", 13, (r) => named(r, { okved: "торговля" })],
    ["no address in Kazakh", 13, (r) => named(r, { address_kz: undefined })],
    [
      "a report that is not attached",
      13,
      (r) => ({ ...xReport(r), report: { report: "REPORT_X", date_time: new Date() } }),
    ],
    ["an autonomous number of zero", 13, (r) => ticket(r, { change: { offline_ticket_number: 0 } })],
    ["a moment before there were operators", 13, (r) => ticket(r, { at: new Date("2012-12-31T18:59:59Z") })],
    ["change out of a card", 13, (r) => ticket(r, { card: "1160.00", change: { amounts: changed } })],
    ["a cashier who withdraws without a name", 13, (r) => nobody(placement(r, "MONEY_PLACEMENT_DEPOSIT", "1"))],
    ["a cashier of a receipt whose name no paper carries", 13, (r) => ticket(r, { change: { operator: UNPRINTABLE } })],
    ["a cashier of a closing likewise", 13, (r) => closing(r, { operator: UNPRINTABLE })],
    [
      "a cashier of a deposit likewise",
      13,
      (r) => {
        const { money_placement: cash, ...request } = placement(r, "MONEY_PLACEMENT_DEPOSIT", "1");
        return { ...request, ...(cash ? { money_placement: { ...cash, operator: UNPRINTABLE } } : {}) };
      },
    ],
    ["the seller as buyer", 17, (r) => ticket(r, { change: { extension_options: { customer_iin_or_bin: r.xin } } })],
    ["a purchase for cash that is not there", 14, (r) => ticket(r, { operation: "OPERATION_BUY" })],
    ["a withdrawal of cash that is not there", 14, (r) => placement(r, "MONEY_PLACEMENT_WITHDRAWAL", "0.01")],
    ["a deposit of nothing", 13, (r) => placement(r, "MONEY_PLACEMENT_DEPOSIT", "0")],
    ["a closing without its report", 13, (r) => closing(r, { z_report: undefined })],
  ];
  test.each(wrong)("%s is refused with %i", async (_, code, request) => {
    const speaker = await givenSpeaker(operator.directPort);
    const answer = await speaker.say(request(speaker.register));
    expect([codeOf(answer), answer.response.result.result_text]).toEqual([code, expect.stringMatching(/[а-я]/)]);
    expect(await bookOf(speaker.register.id)).toEqual([]);
  });

  test("a line may be a tiyn off", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const line = goods("100.00", { sum: tg("100.01"), vat: null });
    expect(codeOf(await speaker.say(ticket(speaker.register, { lines: [line] })))).toBe(0);
  });

  test("after 24 hours a sale is 11, at 24 hours it is not; an autonomous one is taken, and the shift can be closed", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const opened = new Date("2026-11-24T07:00:00Z");
    const at = (seconds: number) => new Date(opened.getTime() + 24 * 3_600_000 + seconds * 1000);
    await speaker.say(ticket(speaker.register, { at: opened }));
    expect(codeOf(await speaker.say(ticket(speaker.register, { at: at(0) })))).toBe(0);
    expect(codeOf(await speaker.say(ticket(speaker.register, { at: at(1) })))).toBe(11);
    expect(codeOf(await speaker.say(placement(speaker.register, "MONEY_PLACEMENT_DEPOSIT", "1", at(1))))).toBe(11);
    const late = ticket(speaker.register, { at: at(1), change: { offline_ticket_number: 7 } });
    expect(codeOf(await speaker.say(late))).toBe(0);
    expect(codeOf(await speaker.say(closing(speaker.register, {}, at(2))))).toBe(0);
    expect(codeOf(await speaker.say(ticket(speaker.register, { at: at(3) })))).toBe(0);
  });

  const soldAt = new Date("2026-11-24T07:30:45Z");
  const returnOf = (register: GivenRegister, number: string, change: object = {}, lines?: ReturnType<typeof goods>[]) =>
    ticket(register, {
      ...{ operation: "OPERATION_SELL_RETURN", lines },
      change: {
        parent_ticket: {
          ...{ parent_ticket_number: number, parent_ticket_data_time: soldAt, parent_ticket_total: tg("1160.00") },
          ...{ kgd_kkm_id: register.registrationNumber, parent_ticket_is_offline: false, ...change },
        },
      },
    });

  test("a return names a receipt of the book, by either of its numbers, with its time and total", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    const sold = await speaker.say(ticket(register, { at: soldAt, change: { offline_ticket_number: 99 } }));
    const sign = sold.response.ticket?.ticket_number ?? "";
    expect(codeOf(await speaker.say(returnOf(register, "1")))).toBe(13);
    expect(codeOf(await speaker.say(returnOf(register, sign, { parent_ticket_total: tg("1000.00") })))).toBe(13);
    expect(codeOf(await speaker.say(returnOf(register, sign, { parent_ticket_data_time: new Date(0) })))).toBe(13);
    const offline = { parent_ticket_is_offline: true };
    expect(codeOf(await speaker.say(returnOf(register, "99", { ...offline, parent_ticket_total: tg("1.00") })))).toBe(
      13,
    );
    expect(codeOf(await speaker.say(returnOf(register, "99", offline)))).toBe(0);
    expect((await bookOf(register.id)).map(({ kind, cash_after_tiyn }) => [kind, cash_after_tiyn])).toEqual([
      ["sell", "116000"],
      ["sell_return", "0"],
    ]);
  });

  test("a return never names a receipt of another kind", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    await speaker.say(placement(register, "MONEY_PLACEMENT_DEPOSIT", "5000"));
    const bought = await speaker.say(ticket(register, { operation: "OPERATION_BUY", at: soldAt }));
    const answer = await speaker.say(returnOf(register, bought.response.ticket?.ticket_number ?? ""));
    expect([codeOf(answer), answer.response.result.result_text]).toEqual([
      ...[13, "Чек, по которому делается возврат, принят с другими данными"],
    ]);
  });

  test("of two registers that take one receipt back at once, one does", async () => {
    const one = await givenSpeaker(operator.directPort);
    const other = await givenSpeaker(operator.directPort, 203, await givenSibling(one.register));
    await other.say(placement(other.register, "MONEY_PLACEMENT_DEPOSIT", "100000"));
    const { registrationNumber: kgd_kkm_id } = one.register;
    for (let round = 0; round < 5; round++) {
      const sold = await one.say(ticket(one.register, { at: soldAt }));
      const sign = sold.response.ticket?.ticket_number ?? "";
      const back = [one, other].map(({ register, say }) => say(returnOf(register, sign, { kgd_kkm_id })));
      expect((await Promise.all(back)).map(codeOf).sort()).toEqual([0, 13]);
    }
  });

  test("returns of one receipt together are no more than it", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    const sold = await speaker.say(ticket(register, { at: soldAt }));
    const sign = sold.response.ticket?.ticket_number ?? "";
    const part = (sum: string) => returnOf(register, sign, {}, [goods(sum)]);
    expect(codeOf(await speaker.say(part("580.00")))).toBe(0);
    expect(codeOf(await speaker.say(part("580.01")))).toBe(13);
    expect(codeOf(await speaker.say(part("580.00")))).toBe(0);
    const answer = await speaker.say(part("0.01"));
    expect([codeOf(answer), answer.response.result.result_text]).toEqual([13, "Возвращается больше, чем было в чеке"]);
  });

  test("2.0.2 knows neither the receipt of a return nor the field of business nor the address in Kazakh", async () => {
    const speaker = await givenSpeaker(operator.directPort, 202);
    await speaker.say(ticket(speaker.register));
    const back = ticket(speaker.register, {
      ...{ operation: "OPERATION_SELL_RETURN" as const, change: { domain: undefined } },
    });
    expect(codeOf(await speaker.say(back))).toBe(0);
    expect((await bookOf(speaker.register.id)).map(({ kind }) => kind)).toEqual(["sell", "sell_return"]);
  });
});

describe("the operator's own counters", () => {
  test("X, Z and INFO are made of what was booked, and a new shift keeps what must be kept", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    const empty = await speaker.say(info(register));
    expect(empty.response.report).toMatchObject({ report: "REPORT_Z", zx_report: { shift_number: 0 } });
    expect(empty.response.service?.last_document_info).toBeUndefined();

    await speaker.say(
      ticket(register, { lines: [goods("1160.00"), goods("580.00", { section_code: "2" })], number: 1n, shift: 7 }),
    );
    await speaker.say(ticket(register, { lines: [goods("100.00", { vat: null })], card: "40.00", shift: 7 }));
    await speaker.say(placement(register, "MONEY_PLACEMENT_DEPOSIT", "5000"));
    await speaker.say(placement(register, "MONEY_PLACEMENT_WITHDRAWAL", "800"));
    const x = await speaker.say(xReport(register));
    const cash = tg("6000.00"); // 1740 + 60 + 5000 - 800
    expect(x.response.report).toMatchObject({ report: "REPORT_X", zx_report: { shift_number: 7, cash_sum: cash } });

    const z = (await speaker.say(closing(register, { printed_document_number: 5n, fr_shift_number: 7 }))).response
      .report;
    const sell = <T extends { operation: unknown }>(rows: readonly T[] | undefined) =>
      rows?.find((row) => row.operation === "OPERATION_SELL");
    const report = z?.zx_report;
    expect(z?.report).toBe("REPORT_Z");
    expect(sell(report?.operations)).toMatchObject({ count: 3, sum: tg("1840.00") });
    expect(report?.sections?.map(({ section_code }) => section_code)).toEqual(["1", "2"]);
    expect(sell(report?.ticket_operations)).toMatchObject({
      ...{ tickets_total_count: 2, tickets_count: 2, tickets_sum: tg("1840.00"), offline_count: 0 },
      payments: [
        { payment: "PAYMENT_CASH", sum: tg("1800.00"), count: 2 },
        { payment: "PAYMENT_CARD", sum: tg("40.00"), count: 1 },
      ],
    });
    expect(sell(report?.taxes?.[0]?.operations)).toMatchObject({
      ...{ turnover: tg("1740.00"), sum: tg("240.00"), turnover_without_tax: tg("1500.00") },
    });
    expect(report?.money_placements).toMatchObject([
      { operations_count: 1, operations_sum: tg("5000.00") },
      { operations_count: 1, operations_sum: tg("800.00") },
    ]);
    expect(report).toMatchObject({ cash_sum: cash, revenue: { sum: tg("1840.00"), is_negative: false } });
    expect(report?.open_shift_time).toEqual(new Date("2026-11-24T07:30:45Z"));
    expect(report?.close_shift_time).toEqual(new Date("2026-11-24T15:00:00Z"));
    expect(report?.checksum).toBeTruthy();

    const closed = await speaker.say(info(register));
    expect(closed.response.report).toEqual(z);
    expect(closed.response.service).toMatchObject({
      last_document_info: { fr_shift_number: 7, printed_document_number: 5n },
      reg_info: {
        kkm: { fns_kkm_id: register.registrationNumber, kkm_id: String(register.id) },
        org: { inn: register.xin },
      },
    });

    await speaker.say(ticket(register, { lines: [goods("58.00")], shift: 8 }));
    const next = (await speaker.say(info(register))).response.report;
    expect(next?.report).toBe("REPORT_X");
    expect(next?.zx_report).toMatchObject({ shift_number: 8, cash_sum: tg("6058.00"), revenue: { sum: tg("58.00") } });
    expect(sell(next?.zx_report?.ticket_operations)).toMatchObject({ tickets_total_count: 3, tickets_count: 1 });
    expect(sell(next?.zx_report?.start_shift_non_nullable_sums)?.sum).toBe(tg("1840.00"));
    expect(sell(next?.zx_report?.non_nullable_sums)?.sum).toBe(tg("1898.00"));
  });

  test("purchases, returns, discounts, markups, change and autonomous receipts stand in every block of the Z", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const { register } = speaker;
    const service = serviceOf(register);
    await speaker.say(placement(register, "MONEY_PLACEMENT_DEPOSIT", "5000"));
    const line = (price: string, change = {}) => ({
      type: "ITEM_TYPE_COMMODITY" as const,
      commodity: goods(price, { vat: null, ...change }),
    });
    const sum = (text: string) => ({ sum: tg(text) });
    // 1000 - 100 + 50, and 10 off the whole receipt: 940, for which 1000 were handed over.
    const sale = {
      operation: "OPERATION_SELL" as const,
      items: [
        line("1000.00"),
        { type: "ITEM_TYPE_DISCOUNT" as const, discount: sum("100.00") },
        { type: "ITEM_TYPE_MARKUP" as const, markup: sum("50.00") },
        line("300.00", { section_code: "7" }),
        {
          type: "ITEM_TYPE_STORNO_COMMODITY" as const,
          storno_commodity: { ...goods("300.00", { vat: null }), section_code: "7" },
        },
      ],
      payments: [{ type: "PAYMENT_CASH" as const, sum: tg("940.00") }],
      amounts: { total: tg("940.00"), taken: tg("1000.00"), change: tg("60.00"), discount: sum("10.00") },
      offline_ticket_number: 5,
    };
    const bought = ticket(register, { operation: "OPERATION_BUY", lines: [goods("2000.00", { vat: null })] });
    expect(codeOf(await speaker.say(ticket(register, { change: sale })))).toBe(0);
    expect(codeOf(await speaker.say(bought))).toBe(0);
    const z = (await speaker.say({ ...closing(register, { withdraw_money: true }), service })).response.report
      ?.zx_report;
    const of = <T extends { operation: unknown }>(rows: readonly T[] | undefined, name: string) =>
      rows?.find(({ operation }) => operation === name);
    const sold = "OPERATION_SELL";
    expect(of(z?.operations, sold)).toMatchObject({ count: 2, sum: tg("1000.00") });
    expect(of(z?.discounts, sold)).toMatchObject({ count: 2, sum: tg("110.00") });
    expect(of(z?.markups, sold)).toMatchObject({ count: 1, sum: tg("50.00") });
    expect(of(z?.total_result, sold)).toMatchObject({ count: 2, sum: tg("940.00") });
    expect(z?.sections?.map(({ section_code: code, operations }) => [code, of(operations, sold)?.sum])).toEqual([
      ["1", tg("1000.00")],
      ["7", tg("0")],
    ]);
    expect(of(z?.ticket_operations, sold)).toMatchObject({
      ...{ tickets_count: 1, tickets_sum: tg("940.00"), offline_count: 1, change_sum: tg("60.00") },
      ...{ discount_sum: tg("110.00"), markup_sum: tg("50.00") },
    });
    expect(of(z?.ticket_operations, "OPERATION_BUY")).toMatchObject({ tickets_count: 1, tickets_sum: tg("2000.00") });
    expect(z?.revenue).toEqual({ sum: tg("1060.00"), is_negative: true });
    expect(z?.cash_sum).toBe(0n);
    expect(z?.money_placements).toMatchObject([
      { operation: "MONEY_PLACEMENT_DEPOSIT", operations_sum: tg("5000.00") },
      // 5000 + 940 - 2000 were left and taken out with the closing.
      { operation: "MONEY_PLACEMENT_WITHDRAWAL", operations_count: 1, operations_sum: tg("3940.00") },
    ]);
    expect(z?.non_nullable_sums?.map(({ operation, sum: total }) => [operation, total])).toEqual([
      ["OPERATION_BUY", tg("2000.00")],
      ["OPERATION_BUY_RETURN", 0n],
      ["OPERATION_SELL", tg("940.00")],
      ["OPERATION_SELL_RETURN", 0n],
    ]);
    expect(z?.start_shift_non_nullable_sums?.every(({ sum: total }) => total === 0n)).toBe(true);
    expect(z?.annulled_tickets).toBeUndefined();
  });

  test("a shift without documents can be closed, and cash may be taken out with the closing", async () => {
    const speaker = await givenSpeaker(operator.directPort);
    const z = await speaker.say(closing(speaker.register));
    expect(z.response.report?.zx_report).toMatchObject({ shift_number: 1, cash_sum: 0n });
    await speaker.say(placement(speaker.register, "MONEY_PLACEMENT_DEPOSIT", "100"));
    const emptied = await speaker.say(closing(speaker.register, { withdraw_money: true }));
    expect(emptied.response.report?.zx_report).toMatchObject({ shift_number: 2, cash_sum: 0n });
    expect(emptied.response.report?.zx_report?.money_placements?.[1]).toMatchObject({ operations_sum: tg("100.00") });
  });
});
