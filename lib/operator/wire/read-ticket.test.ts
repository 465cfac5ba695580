import { describe, expect, test } from "vitest";
import type { Modifier, TicketItem, TicketRequest, TicketTax } from "@/lib/cpcr";
import { QUANTITY_MAX, type Tiyn, tiyn } from "@/lib/kernel";
import { SUM_MAX } from "./read-items";
import { readTicket } from "./read-ticket";

const vat = (sum: bigint, change: Partial<TicketTax> = {}): TicketTax => ({
  ...{ tax_type: 100, percent: 16_000, sum: tiyn(sum), is_in_total_sum: true, ...change },
});
const body = { section_code: "1", measure_unit_code: "796", quantity: 1000n };
const goods = (
  sum: bigint,
  change: { taxes?: TicketTax[]; name?: string; section_code?: string; price?: Tiyn; quantity?: bigint } = {},
): TicketItem => ({
  type: "ITEM_TYPE_COMMODITY",
  commodity: { ...body, name: "Чай", price: tiyn(sum), sum: tiyn(sum), ...change },
});
const storno = (
  sum: bigint,
  change: { taxes?: TicketTax[]; name?: string | undefined; quantity?: bigint } = {},
): TicketItem => ({
  type: "ITEM_TYPE_STORNO_COMMODITY",
  storno_commodity: { ...body, name: "Чай", price: tiyn(sum), sum: tiyn(sum), ...change },
});
const modifier = (sum: bigint, taxes?: TicketTax[]): Modifier => ({ sum: tiyn(sum), ...(taxes ? { taxes } : {}) });
const discount = (sum: bigint, taxes?: TicketTax[]): TicketItem => ({
  ...{ type: "ITEM_TYPE_DISCOUNT", discount: modifier(sum, taxes) },
});
const stornoDiscount = (sum: bigint): TicketItem => ({
  ...{ type: "ITEM_TYPE_STORNO_DISCOUNT", storno_discount: modifier(sum) },
});
const markup = (sum: bigint): TicketItem => ({ type: "ITEM_TYPE_MARKUP", markup: modifier(sum) });

const ticket = (items: TicketItem[], total: bigint, change: Partial<TicketRequest> = {}): TicketRequest => ({
  ...{ operation: "OPERATION_SELL", date_time: new Date("2026-11-24T07:00:00Z"), operator: { code: 1 } },
  ...{ domain: { type: "DOMAIN_TRADING" }, items, payments: [{ type: "PAYMENT_CARD", sum: tiyn(total) }] },
  amounts: { total: tiyn(total) },
  ...change,
});
const outcome = (request: TicketRequest) => {
  const read = readTicket(request);
  return read.ok ? "taken" : read.error.reason;
};
const amounts = (total: bigint, change: object): Pick<TicketRequest, "amounts"> => ({
  amounts: { total: tiyn(total), ...change },
});

describe("taxes of items", () => {
  test.each([
    ["of the whole line", ticket([goods(11_600n, { taxes: [vat(1_600n)] })], 11_600n), "taken"],
    ["a tiyn more", ticket([goods(11_600n, { taxes: [vat(1_601n)] })], 11_600n), "taken"],
    ["two tiyn more", ticket([goods(11_600n, { taxes: [vat(1_602n)] })], 11_600n), "taxes_sum"],
    ["a tiyn less", ticket([goods(11_600n, { taxes: [vat(1_599n)] })], 11_600n), "taken"],
    ["two tiyn less", ticket([goods(11_600n, { taxes: [vat(1_598n)] })], 11_600n), "taxes_sum"],
    ["of another kind", ticket([goods(11_600n, { taxes: [vat(1_600n, { tax_type: 101 })] })], 11_600n), "taxes_sum"],
    [
      "of a rate there never was",
      ticket([goods(11_300n, { taxes: [vat(1_300n, { percent: 13_000 })] })], 11_300n),
      "taxes_rate",
    ],
    ["of no regime", ticket([goods(11_600n, { taxes: [vat(1_600n, { taxation_type: 99 })] })], 11_600n), "taxes_sum"],
    ["twice at one rate", ticket([goods(11_600n, { taxes: [vat(1_600n), vat(1_600n)] })], 11_600n), "taxes_twice"],
    ["something at a rate of zero", ticket([goods(100n, { taxes: [vat(1n, { percent: 0 })] })], 100n), "taxes_sum"],
    ["nothing at a rate of zero", ticket([goods(100n, { taxes: [vat(0n, { percent: 0 })] })], 100n), "taken"],
    [
      "and of the receipt too",
      ticket([goods(11_600n, { taxes: [vat(1_600n)] })], 11_600n, { taxes: [vat(1_600n)] }),
      "taxes_twice",
    ],
    [
      "of the line with its own discount",
      ticket([goods(12_600n, { taxes: [vat(1_600n)] }), discount(1_000n)], 11_600n),
      "taken",
    ],
    [
      "of the line with its share of the receipt's discount",
      ticket([goods(12_600n, { taxes: [vat(1_600n)] })], 11_600n, amounts(11_600n, { discount: modifier(1_000n) })),
      "taken",
    ],
    [
      "of the gross line, its discount carrying its own",
      ticket([goods(23_200n, { taxes: [vat(3_200n)] }), discount(11_600n, [vat(1_600n)])], 11_600n),
      "taken",
    ],
    [
      "a discount's tax that is not its rate's",
      ticket([goods(23_200n, { taxes: [vat(3_200n)] }), discount(11_600n, [vat(1_500n)])], 11_600n),
      "taxes_sum",
    ],
  ])("%s", (_, request, wanted) => {
    expect(outcome(request)).toBe(wanted);
  });

  test("a discount that carries its tax takes turnover and tax away", () => {
    const read = readTicket(
      ticket([goods(23_200n, { taxes: [vat(3_200n)] }), discount(11_600n, [vat(1_600n)])], 11_600n),
    );
    if (!read.ok) throw new Error(read.error.reason);
    const { taxes } = read.value;
    const sum = (pick: (one: (typeof taxes)[number]) => Tiyn) => taxes.reduce((all, one) => all + pick(one), 0n);
    expect([sum(({ turnoverTiyn }) => turnoverTiyn), sum(({ taxTiyn }) => taxTiyn)]).toEqual([11_600n, 1_600n]);
  });

  test("a tax on top of the price is added to the total and stands in the turnover", () => {
    const onTop = { is_in_total_sum: false };
    const read = readTicket(ticket([goods(10_000n, { taxes: [vat(1_600n, onTop)] })], 11_600n));
    if (!read.ok) throw new Error(read.error.reason);
    expect(read.value.taxes).toMatchObject([{ turnoverTiyn: 11_600n, taxTiyn: 1_600n }]);
    expect(outcome(ticket([goods(10_000n, { taxes: [vat(1_600n, onTop)] })], 10_000n))).toBe("total");
  });
});

describe("taxes of the whole receipt", () => {
  const two = [goods(11_600n), goods(10_500n)];
  test.each([
    ["of the total", ticket([goods(11_600n)], 11_600n, { taxes: [vat(1_600n)] }), "taken"],
    ["more than the total gives", ticket([goods(11_600n)], 11_600n, { taxes: [vat(1_602n)] }), "taxes_sum"],
    ["less than the total gives", ticket([goods(11_600n)], 11_600n, { taxes: [vat(1_598n)] }), "taxes_sum"],
    ["nothing where something is due", ticket([goods(11_600n)], 11_600n, { taxes: [vat(0n)] }), "taxes_sum"],
    [
      "of two rates that add up to it",
      ticket(two, 22_100n, { taxes: [vat(1_600n), vat(500n, { percent: 5_000 })] }),
      "taken",
    ],
    [
      "of two rates that do not",
      ticket(two, 22_100n, { taxes: [vat(1_500n), vat(500n, { percent: 5_000 })] }),
      "taxes_sum",
    ],
    [
      "a rate of zero takes what is left",
      ticket(two, 22_100n, { taxes: [vat(1_600n), vat(0n, { percent: 0 })] }),
      "taken",
    ],
    [
      "more than all, beside a rate of zero",
      ticket(two, 22_100n, { taxes: [vat(3_200n), vat(0n, { percent: 0 })] }),
      "taxes_sum",
    ],
    ["on top", ticket([goods(10_000n)], 11_600n, { taxes: [vat(1_600n, { is_in_total_sum: false })] }), "taken"],
    [
      "half a tiyn for every line that was rounded by itself",
      ticket(
        Array.from({ length: 6 }, () => goods(333n)),
        1998n,
        { taxes: [vat(276n - 3n)] },
      ),
      "taken",
    ],
  ])("%s", (_, request, wanted) => {
    expect(outcome(request)).toBe(wanted);
  });

  test("the turnovers of the rates add up to the receipt", () => {
    const read = readTicket(ticket(two, 22_100n, { taxes: [vat(1_600n), vat(500n, { percent: 5_000 })] }));
    if (!read.ok) throw new Error(read.error.reason);
    expect(read.value.taxes.reduce((sum, { turnoverTiyn }) => sum + turnoverTiyn, 0n)).toBe(22_100n);
  });
});

describe("what is taken back", () => {
  test.each([
    ["a line and then all of it", ticket([goods(500n), goods(300n), storno(300n)], 500n), "taken"],
    ["more than the line", ticket([goods(500n), storno(501n)], 0n), "storno"],
    ["more pieces than there were", ticket([goods(500n), storno(500n, { quantity: 1500n })], 0n), "line_sum"],
    ["what comes only later", ticket([storno(300n), goods(300n)], 0n), "storno"],
    ["goods of another name", ticket([goods(500n), storno(300n, { name: "Кофе" })], 200n), "storno"],
    ["goods of the department, unnamed", ticket([goods(500n), storno(500n, { name: undefined })], 0n), "taken"],
    ["the same twice", ticket([goods(500n), goods(500n, { name: "Кофе" }), storno(500n), storno(500n)], 0n), "storno"],
    [
      "a line with its discount and its tax",
      ticket(
        [
          goods(12_600n, { taxes: [vat(1_600n)] }),
          discount(1_000n),
          goods(11_600n, { taxes: [vat(1_600n)], name: "Кофе" }),
          storno(12_600n, { taxes: [vat(1_600n)] }),
          stornoDiscount(1_000n),
        ],
        11_600n,
      ),
      "taken",
    ],
    ["more discount than was given", ticket([goods(500n), discount(10n), stornoDiscount(11n)], 501n), "storno"],
    ["a modifier before any line", ticket([discount(10n), goods(500n)], 490n), "line_shape"],
  ])("%s", (_, request, wanted) => {
    expect(outcome(request)).toBe(wanted);
  });

  test("the book counts a storno as no position and its sum away, a modifier's storno likewise", () => {
    const items = [goods(500n), markup(50n), discount(20n), stornoDiscount(5n), goods(300n), storno(300n)];
    const read = readTicket(ticket(items, 535n));
    if (!read.ok) throw new Error(read.error.reason);
    expect(read.value.goods.map(({ count, sumTiyn }) => [count, sumTiyn])).toEqual([
      [1, 500n],
      [1, 300n],
      [0, -300n],
    ]);
    expect([read.value.markups, read.value.discounts]).toEqual([
      { count: 1, sumTiyn: 50n },
      { count: 1, sumTiyn: 15n },
    ]);
  });
});

describe("goods", () => {
  const of = (quantity: bigint, price: bigint, sum: bigint) =>
    ticket([goods(sum, { quantity, price: tiyn(price) })], sum);
  const signed = (change: Partial<TicketRequest>) => ticket([goods(500n)], 500n, change);
  test.each([
    ["none of a thing", of(0n, 500n, 0n), "line_shape"],
    ["as much as there may be", of(QUANTITY_MAX, 1n, QUANTITY_MAX / 1000n), "taken"],
    ["a thousandth more", of(QUANTITY_MAX + 1n, 1n, QUANTITY_MAX / 1000n), "amounts"],
    ["half a tiyn's worth", of(1n, 500n, 1n), "taken"],
    ["so little that it costs nothing", of(1n, 499n, 0n), "amounts"],
    ["without a name", ticket([goods(500n, { name: "" })], 500n), "line_shape"],
    ["with a name of spaces", ticket([goods(500n, { name: " \u00a0" })], 500n), "line_shape"],
    [
      "and a discount whose name breaks the line",
      ticket([goods(500n), { type: "ITEM_TYPE_DISCOUNT", discount: { ...modifier(1n), name: "Акция\n" } }], 499n),
      "characters",
    ],
    [
      "and the receipt's markup likewise",
      ticket([goods(500n)], 501n, amounts(501n, { markup: { ...modifier(1n), name: "\u001b@" } })),
      "characters",
    ],
    [
      "and the receipt's discount likewise",
      ticket([goods(500n)], 499n, amounts(499n, { discount: { ...modifier(1n), name: "\u001b@" } })),
      "characters",
    ],
    ["sold by one whose name holds a command", signed({ operator: { code: 1, name: "Кассир\u001b@" } }), "characters"],
    [
      "for a buyer whose address does",
      signed({ extension_options: { customer_email: "a@b.kz\r\nBcc: c@d.kz" } }),
      "characters",
    ],
    ["for a buyer whose number does", signed({ extension_options: { customer_phone: "+7701\u0000" } }), "characters"],
    [
      "for a buyer with both in order",
      signed({ extension_options: { customer_email: "a@b.kz", customer_phone: "+77010000000" } }),
      "taken",
    ],
  ])("%s", (_, request, wanted) => {
    expect(outcome(request)).toBe(wanted);
  });
});

describe("sums and payments", () => {
  const cash = (total: bigint, change: object): Partial<TicketRequest> => ({
    payments: [{ type: "PAYMENT_CASH", sum: tiyn(total) }],
    ...amounts(total, change),
  });
  test.each([
    ["cash with its change", ticket([goods(500n)], 500n, cash(500n, { taken: 1000n, change: 500n })), "taken"],
    ["cash without what was taken", ticket([goods(500n)], 500n, cash(500n, { change: 0n })), "cash_change"],
    [
      "more change than was taken",
      ticket([goods(500n)], 500n, cash(500n, { taken: 100n, change: 200n })),
      "cash_change",
    ],
    ["change out of a card", ticket([goods(500n)], 500n, amounts(500n, { taken: 600n, change: 100n })), "cash_change"],
    [
      "a markup and a discount of the receipt",
      ticket([goods(500n)], 500n, amounts(500n, { markup: modifier(1n), discount: modifier(1n) })),
      "amounts",
    ],
    ["a markup of the receipt", ticket([goods(500n)], 501n, amounts(501n, { markup: modifier(1n) })), "taken"],
    ["a discount of everything", ticket([goods(500n), discount(500n)], 0n, { payments: [] }), "taken"],
    ["a discount of more than everything", ticket([goods(500n), discount(501n)], 0n, { payments: [] }), "total"],
    [
      "one kind twice",
      ticket([goods(500n)], 500n, {
        payments: [
          { type: "PAYMENT_CARD", sum: tiyn(200n) },
          { type: "PAYMENT_CARD", sum: tiyn(300n) },
        ],
      }),
      "payment_twice",
    ],
    ["a line of the greatest sum", ticket([goods(SUM_MAX)], SUM_MAX), "taken"],
    ["a price past it", ticket([goods(SUM_MAX + 1n), discount(1n)], SUM_MAX), "amounts"],
    [
      "a line past it",
      ticket([goods(SUM_MAX + 2n, { quantity: 2000n, price: tiyn(SUM_MAX / 2n + 1n) }), discount(2n)], SUM_MAX),
      "amounts",
    ],
    ["a total past it", ticket([goods(SUM_MAX), goods(1n)], SUM_MAX + 1n), "amounts"],
    [
      "more taken than it",
      ticket([goods(500n)], 500n, cash(500n, { taken: SUM_MAX + 1n, change: SUM_MAX - 499n })),
      "amounts",
    ],
    ["nothing sold", ticket([], 0n), "items"],
    [
      "more lines than anybody reads",
      ticket(
        Array.from({ length: 1001 }, () => goods(1n)),
        1001n,
      ),
      "items",
    ],
    [
      "goods without a unit",
      ticket(
        [
          {
            ...goods(500n),
            commodity: { section_code: "1", name: "Чай", quantity: 1000n, price: tiyn(500n), sum: tiyn(500n) },
          },
        ],
        500n,
      ),
      "line_shape",
    ],
    ["a type that names another member", ticket([{ ...goods(500n), type: "ITEM_TYPE_MARKUP" }], 500n), "line_shape"],
    ["services without an account", ticket([goods(500n)], 500n, { domain: { type: "DOMAIN_HOTELS" } }), "domain"],
    [
      "services with one",
      ticket([goods(500n)], 500n, { domain: { type: "DOMAIN_SERVICES", services: { account_number: "1" } } }),
      "taken",
    ],
    ["a field of business of tomorrow", ticket([goods(500n)], 500n, { domain: { type: 77 } }), "domain"],
  ])("%s", (_, request, wanted) => {
    expect(outcome(request)).toBe(wanted);
  });

  test("where nobody asks for a field of business, one that is sent must still be whole", () => {
    expect(readTicket(ticket([goods(500n)], 500n, { domain: undefined }), false).ok).toBe(true);
    expect(readTicket(ticket([goods(500n)], 500n, { domain: { type: "DOMAIN_TAXI" } }), false).ok).toBe(false);
  });
});
