import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { sumTiyn, type Tiyn, tiyn } from "@/lib/kernel";
import { bookFromJson, bookToJson } from "../store/book-json";
import { reportOf } from "../wire/report";
import {
  type Book,
  bringsMoney,
  type CountedTicket,
  closeShift,
  countPlacement,
  countTicket,
  EMPTY_BOOK,
  isShiftOpen,
  openShift,
  TICKET_KINDS,
} from "./book";

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(tiyn);
const section = fc.constantFrom("1", "2", "__proto__", "constructor");
const ticket: fc.Arbitrary<CountedTicket> = fc
  .record({
    kind: fc.constantFrom(...TICKET_KINDS),
    cash: amount,
    card: amount,
    offline: fc.boolean(),
    section,
    discount: amount,
  })
  .map(({ kind, cash, card, offline, section: code, discount }) => {
    const totalTiyn = tiyn(cash + card);
    return {
      ...{ kind, totalTiyn, cashTiyn: cash, changeTiyn: tiyn(0n), offline },
      goods: [{ section: code, count: 1, sumTiyn: tiyn(totalTiyn + discount) }],
      discounts: { count: 1, sumTiyn: discount },
      markups: { count: 0, sumTiyn: tiyn(0n) },
      payments: [
        { type: 0, sumTiyn: cash },
        { type: 1, sumTiyn: card },
      ],
      taxes: [{ type: 100, percentMilli: 16_000, turnoverTiyn: totalTiyn, taxTiyn: tiyn(totalTiyn / 8n) }],
    };
  });

const at = new Date("2026-11-24T07:00:00Z");
const bookOf = (tickets: readonly CountedTicket[], from: Book = EMPTY_BOOK): Book =>
  tickets.reduce(countTicket, openShift(from, from.shift.number + 1, at));
const total = (tickets: readonly CountedTicket[], pick: (one: CountedTicket) => Tiyn): Tiyn =>
  sumTiyn(tickets.map(pick));

property.prop([fc.array(ticket, { maxLength: 20 })])(
  "what a shift counts is what its receipts add up to",
  (tickets) => {
    const { shift, cashTiyn } = bookOf(tickets);
    const report = reportOf(bookOf(tickets), at);
    for (const kind of TICKET_KINDS) {
      const own = tickets.filter((one) => one.kind === kind);
      expect(shift.tickets[kind]).toMatchObject({
        ...{ count: own.length, sumTiyn: total(own, (one) => one.totalTiyn) },
        ...{
          offlineCount: own.filter(({ offline }) => offline).length,
          discountTiyn: total(own, (one) => one.discounts.sumTiyn),
        },
      });
      expect(shift.goods[kind].sumTiyn - shift.discounts[kind].sumTiyn).toBe(shift.tickets[kind].sumTiyn);
      expect(sumTiyn(shift.tickets[kind].payments.map(({ sumTiyn: sum }) => sum))).toBe(shift.tickets[kind].sumTiyn);
    }
    const inflow = total(
      tickets.filter(({ kind }) => bringsMoney(kind)),
      (one) => one.cashTiyn,
    );
    const outflow = total(
      tickets.filter(({ kind }) => !bringsMoney(kind)),
      (one) => one.cashTiyn,
    );
    expect(cashTiyn).toBe(inflow - outflow);
    const signed = tickets.map(({ kind, totalTiyn }) => (bringsMoney(kind) ? totalTiyn : -totalTiyn));
    const revenue = signed.reduce((sum, each) => sum + each, 0n);
    expect(report.revenue).toEqual({ sum: revenue < 0n ? -revenue : revenue, is_negative: revenue < 0n });
    expect(new Set(report.sections?.map(({ section_code }) => section_code)).size).toBe(report.sections?.length);
  },
);

property.prop([fc.array(ticket, { maxLength: 5 }), fc.array(ticket, { maxLength: 5 })])(
  "a new shift restarts everything but cash, life counts and the totals that only grow",
  (before, after) => {
    const first = closeShift(bookOf(before), at);
    const second = bookOf(after, first);
    expect([isShiftOpen(first), isShiftOpen(second)]).toEqual([false, true]);
    for (const kind of TICKET_KINDS) {
      const [old, fresh] = [before, after].map((tickets) => tickets.filter((one) => one.kind === kind));
      expect(second.shift.tickets[kind].count).toBe(fresh?.length);
      expect(second.lifeTotals[kind].count).toBe((old?.length ?? 0) + (fresh?.length ?? 0));
      expect(second.shift.startTotals[kind]).toEqual(first.lifeTotals[kind]);
      expect(second.lifeTotals[kind].sumTiyn >= first.lifeTotals[kind].sumTiyn).toBe(true);
    }
  },
);

property.prop([fc.array(ticket, { maxLength: 5 })])("a book is kept and read back equal", (tickets) => {
  const book = countPlacement(bookOf(tickets), "deposit", tiyn(500n), true);
  expect(bookFromJson(JSON.parse(bookToJson(book)))).toEqual(book);
});

test("an untouched register has the book of a shift with number 0", () => {
  expect(bookFromJson({})).toBe(EMPTY_BOOK);
  expect(reportOf(EMPTY_BOOK, at)).toMatchObject({ shift_number: 0, cash_sum: 0n });
});
