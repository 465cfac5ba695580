import { type Tiyn, tiyn, ZERO_TIYN } from "@/lib/kernel";

/** What a register's book counts receipts by. */
export const TICKET_KINDS = ["buy", "buy_return", "sell", "sell_return"] as const;
export type TicketKind = (typeof TICKET_KINDS)[number];
export const PLACEMENT_KINDS = ["deposit", "withdrawal"] as const;
export type PlacementKind = (typeof PLACEMENT_KINDS)[number];
export type DocumentKind = TicketKind | PlacementKind | "z_report";

export const isDocumentKind = (text: string): text is DocumentKind =>
  [...TICKET_KINDS, ...PLACEMENT_KINDS, "z_report"].some((kind) => kind === text);

/** Cash comes in by a sale and by the return of a purchase; by the other two it goes out. */
export const bringsMoney = (kind: TicketKind): boolean => kind === "sell" || kind === "buy_return";

export type Tally = { readonly count: number; readonly sumTiyn: Tiyn };
export type TaxTally = { readonly turnoverTiyn: Tiyn; readonly taxTiyn: Tiyn };
export type PerKind<T> = Readonly<Record<TicketKind, T>>;

export type TicketTally = {
  readonly count: number;
  readonly sumTiyn: Tiyn;
  readonly payments: readonly { readonly type: number; readonly count: number; readonly sumTiyn: Tiyn }[];
  readonly offlineCount: number;
  readonly discountTiyn: Tiyn;
  readonly markupTiyn: Tiyn;
  readonly changeTiyn: Tiyn;
};

export type PlacementTally = Tally & { readonly offlineCount: number };

/** Everything that starts anew with a shift. */
export type ShiftCounters = {
  readonly number: number;
  /** Moment of the first document; null before the register's first shift. */
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  /** Goods by department, before discounts. */
  readonly sections: readonly { readonly code: string; readonly kinds: PerKind<Tally> }[];
  readonly goods: PerKind<Tally>;
  readonly discounts: PerKind<Tally>;
  readonly markups: PerKind<Tally>;
  readonly taxes: readonly {
    readonly type: number;
    readonly percentMilli: number;
    readonly kinds: PerKind<TaxTally>;
  }[];
  readonly tickets: PerKind<TicketTally>;
  readonly placements: Readonly<Record<PlacementKind, PlacementTally>>;
  readonly startTotals: PerKind<Tally>;
};

/** What a register's book stands at. The life counts and the non-resettable totals only grow. */
export type Book = {
  readonly shift: ShiftCounters;
  readonly cashTiyn: Tiyn;
  readonly lifePlacements: Readonly<Record<PlacementKind, number>>;
  /** Receipts and their sums since the register came to us. */
  readonly lifeTotals: PerKind<Tally>;
};

const NO_TALLY: Tally = { count: 0, sumTiyn: ZERO_TIYN };
const NO_TAX: TaxTally = { turnoverTiyn: ZERO_TIYN, taxTiyn: ZERO_TIYN };
const NO_TICKETS: TicketTally = {
  count: 0,
  sumTiyn: ZERO_TIYN,
  payments: [],
  offlineCount: 0,
  discountTiyn: ZERO_TIYN,
  markupTiyn: ZERO_TIYN,
  changeTiyn: ZERO_TIYN,
};
const NO_PLACEMENTS: PlacementTally = { ...NO_TALLY, offlineCount: 0 };

const perKind = <T>(value: T): PerKind<T> => ({ buy: value, buy_return: value, sell: value, sell_return: value });

/** The book of a register that sent nothing yet. */
export const EMPTY_BOOK: Book = {
  shift: {
    number: 0,
    openedAt: null,
    closedAt: null,
    sections: [],
    goods: perKind(NO_TALLY),
    discounts: perKind(NO_TALLY),
    markups: perKind(NO_TALLY),
    taxes: [],
    tickets: perKind(NO_TICKETS),
    placements: { deposit: NO_PLACEMENTS, withdrawal: NO_PLACEMENTS },
    startTotals: perKind(NO_TALLY),
  },
  cashTiyn: ZERO_TIYN,
  lifePlacements: { deposit: 0, withdrawal: 0 },
  lifeTotals: perKind(NO_TALLY),
};

/** Whether a document would go into a shift that is already open. */
export const isShiftOpen = (book: Book): boolean => book.shift.openedAt !== null && book.shift.closedAt === null;

/** Opens a shift: everything of a shift restarts at zero, cash and life stay. */
export function openShift(book: Book, number: number, at: Date): Book {
  const shift = { ...EMPTY_BOOK.shift, number, openedAt: at, startTotals: book.lifeTotals };
  return { ...book, shift };
}

/** Closes the open shift. */
export const closeShift = (book: Book, at: Date): Book => ({ ...book, shift: { ...book.shift, closedAt: at } });

/** A receipt as the book counts it: sums, not lines. */
export type CountedTicket = {
  readonly kind: TicketKind;
  readonly totalTiyn: Tiyn;
  readonly cashTiyn: Tiyn;
  readonly changeTiyn: Tiyn;
  readonly offline: boolean;
  /** Goods by department: positions (a storno counts none) and their sum (a storno takes away). */
  readonly goods: readonly { readonly section: string; readonly count: number; readonly sumTiyn: Tiyn }[];
  readonly discounts: Tally;
  readonly markups: Tally;
  readonly payments: readonly { readonly type: number; readonly sumTiyn: Tiyn }[];
  readonly taxes: readonly {
    readonly type: number;
    readonly percentMilli: number;
    readonly turnoverTiyn: Tiyn;
    readonly taxTiyn: Tiyn;
  }[];
};

const plus = (tally: Tally, count: number, sum: Tiyn): Tally => ({
  count: tally.count + count,
  sumTiyn: tiyn(tally.sumTiyn + sum),
});

const inKind = <T>(all: PerKind<T>, kind: TicketKind, change: (value: T) => T): PerKind<T> => ({
  ...all,
  [kind]: change(all[kind]),
});

/** Changes the entry that matches, adding `fresh` first where there is none. */
function inList<T>(
  list: readonly T[],
  matches: (entry: T) => boolean,
  fresh: T,
  change: (entry: T) => T,
): readonly T[] {
  const known = list.some(matches) ? list : [...list, fresh];
  return known.map((entry) => (matches(entry) ? change(entry) : entry));
}

function countGoods(shift: ShiftCounters, ticket: CountedTicket): Pick<ShiftCounters, "sections" | "goods"> {
  let { sections, goods } = shift;
  for (const { section, count, sumTiyn } of ticket.goods) {
    goods = inKind(goods, ticket.kind, (tally) => plus(tally, count, sumTiyn));
    sections = inList(
      sections,
      ({ code }) => code === section,
      { code: section, kinds: perKind(NO_TALLY) },
      (entry) => ({ ...entry, kinds: inKind(entry.kinds, ticket.kind, (tally) => plus(tally, count, sumTiyn)) }),
    );
  }
  return { sections, goods };
}

function countTaxes(shift: ShiftCounters, ticket: CountedTicket): ShiftCounters["taxes"] {
  let { taxes } = shift;
  for (const { type, percentMilli, turnoverTiyn, taxTiyn } of ticket.taxes)
    taxes = inList(
      taxes,
      (entry) => entry.type === type && entry.percentMilli === percentMilli,
      { type, percentMilli, kinds: perKind(NO_TAX) },
      (entry) => ({
        ...entry,
        kinds: inKind(entry.kinds, ticket.kind, (tally) => ({
          turnoverTiyn: tiyn(tally.turnoverTiyn + turnoverTiyn),
          taxTiyn: tiyn(tally.taxTiyn + taxTiyn),
        })),
      }),
    );
  return taxes;
}

function countPayments(tally: TicketTally, ticket: CountedTicket): TicketTally["payments"] {
  let { payments } = tally;
  for (const { type, sumTiyn } of ticket.payments)
    payments = inList(
      payments,
      (entry) => entry.type === type,
      { type, ...NO_TALLY },
      (entry) => ({ type, ...plus(entry, 1, sumTiyn) }),
    );
  return payments;
}

/** Books a receipt into the open shift. */
export function countTicket(book: Book, ticket: CountedTicket): Book {
  const { shift } = book;
  const { kind } = ticket;
  const tickets = inKind(shift.tickets, kind, (tally) => ({
    count: tally.count + 1,
    sumTiyn: tiyn(tally.sumTiyn + ticket.totalTiyn),
    payments: countPayments(tally, ticket),
    offlineCount: tally.offlineCount + (ticket.offline ? 1 : 0),
    discountTiyn: tiyn(tally.discountTiyn + ticket.discounts.sumTiyn),
    markupTiyn: tiyn(tally.markupTiyn + ticket.markups.sumTiyn),
    changeTiyn: tiyn(tally.changeTiyn + ticket.changeTiyn),
  }));
  const cash = bringsMoney(kind) ? ticket.cashTiyn : -ticket.cashTiyn;
  return {
    ...book,
    cashTiyn: tiyn(book.cashTiyn + cash),
    lifeTotals: inKind(book.lifeTotals, kind, (tally) => plus(tally, 1, ticket.totalTiyn)),
    shift: {
      ...shift,
      ...countGoods(shift, ticket),
      discounts: inKind(shift.discounts, kind, (tally) =>
        plus(tally, ticket.discounts.count, ticket.discounts.sumTiyn),
      ),
      markups: inKind(shift.markups, kind, (tally) => plus(tally, ticket.markups.count, ticket.markups.sumTiyn)),
      taxes: countTaxes(shift, ticket),
      tickets,
    },
  };
}

/** Books cash put in or taken out. */
export function countPlacement(book: Book, kind: PlacementKind, sum: Tiyn, offline: boolean): Book {
  const before = book.shift.placements[kind];
  const after = { ...plus(before, 1, sum), offlineCount: before.offlineCount + (offline ? 1 : 0) };
  return {
    ...book,
    cashTiyn: tiyn(kind === "deposit" ? book.cashTiyn + sum : book.cashTiyn - sum),
    lifePlacements: { ...book.lifePlacements, [kind]: book.lifePlacements[kind] + 1 },
    shift: { ...book.shift, placements: { ...book.shift.placements, [kind]: after } },
  };
}

/** Sales and returned purchases less the other two: what the shift earned; negative when more went out than came in. */
export const revenueOf = (shift: ShiftCounters): Tiyn =>
  tiyn(
    TICKET_KINDS.reduce((sum, kind) => {
      const { sumTiyn } = shift.tickets[kind];
      return bringsMoney(kind) ? sum + sumTiyn : sum - sumTiyn;
    }, 0n),
  );
