import type {
  CloseShiftRequest,
  CpcrRequest,
  CpcrVersion,
  GeoPosition,
  MoneyPlacementRequest,
  ServiceRequest,
  TicketRequest,
} from "@/lib/cpcr";
import { err, limits, ok, parseXin, type Result, type Tiyn, tiyn } from "@/lib/kernel";
import {
  type Book,
  bringsMoney,
  closeShift,
  countPlacement,
  countTicket,
  type DocumentKind,
  isShiftOpen,
  openShift,
  type PlacementKind,
} from "../core/book";
import { DEFAULT_POLICY, type Policy } from "../core/policy";
import { type Refusal, refusal } from "../core/refusal";
import { arePrintable, no, SUM_MAX } from "./read-items";
import { readTicket } from "./read-ticket";

/** What is known of the receipt that a return names: its line in our book with what was returned of it, or that we have none. */
export type Parent =
  | {
      readonly known: true;
      readonly documentId: string;
      readonly kind: DocumentKind;
      readonly dateTime: Date;
      readonly totalTiyn: Tiyn;
      readonly returnedTiyn: Tiyn;
    }
  | { readonly known: false; readonly mustBeKnown: boolean };

/** How the register and its owner are written down here. */
export type Registered = {
  readonly id: number;
  readonly registrationNumber: string;
  readonly factoryNumber: string;
  readonly xin: string;
};

/** By which words a message is read: the version of its header, and what the operator decided where the protocol is open. */
export type Rules = { readonly version: CpcrVersion; readonly policy: Policy };
export const DEFAULT_RULES: Rules = { version: 203, policy: DEFAULT_POLICY };

/** A document that may be booked, and the book as it stands afterwards. */
export type Accepted = {
  readonly kind: DocumentKind;
  readonly book: Book;
  readonly shiftNumber: number;
  readonly registerShiftNumber: number | null;
  readonly printedNumber: bigint | null;
  readonly dateTime: Date;
  readonly totalTiyn: Tiyn;
  readonly offline: boolean;
  readonly offlineNumber: number | null;
  readonly operator: { readonly code: number; readonly name: string | null } | null;
  /** The receipt that a return takes back, where our book has it. */
  readonly parentId: string | null;
};

type Decision = Result<Accepted, Refusal>;

/** A message that was made while the operator could not be reached. */
const isLate = (service: ServiceRequest | undefined): boolean => {
  const period = service?.offline_period;
  return period !== undefined && period.end_time > period.begin_time;
};

/** The first year of registers that speak to an operator (ofd-protocol §3.5, Date). */
const FIRST_MOMENT = new Date("2012-12-31T19:00:00Z");

const isPlace = ({ latitude, longitude }: GeoPosition): boolean =>
  Math.abs(latitude) <= 900_000 && Math.abs(longitude) <= 1_800_000;

/**
 * Every document names the register, its owner and its address (ofd-protocol §6.2 rule 14). A name other than ours would put the
 * document into the wrong taxpayer's book. Place and kind of business are checked where they are sent.
 */
export function checkSender(
  service: ServiceRequest | undefined,
  registered: Registered,
  { version, policy }: Rules = DEFAULT_RULES,
): Refusal | null {
  const { kkm, org } = service?.reg_info ?? {};
  const said = [kkm?.fns_kkm_id, kkm?.serial_number, kkm?.kkm_id, org?.inn];
  if (said.some((part) => !part) || !org?.title || !org.address) return refusal("reg_info_absent");
  if (version >= 203 && !org.address_kz) return refusal("reg_info_absent");
  const known = [registered.registrationNumber, registered.factoryNumber, String(registered.id), registered.xin];
  if (said.some((part, index) => part !== known[index])) return refusal("reg_info_differs");
  if (org.okved && !/^\d{2,6}$/.test(org.okved)) return refusal("okved");
  const place = service?.security_stats?.geo_position;
  if (place && !isPlace(place)) return refusal("geo_position");
  return policy.demandOfflinePeriod && !service?.offline_period ? refusal("offline_period") : null;
}

/**
 * The shift that a document falls into: the open one, or a new one that it opens. A new one takes the register's number, except
 * where that would give two shifts of one book the same name.
 */
const inShift = (book: Book, registerShift: number | undefined, at: Date): Book =>
  isShiftOpen(book) ? book : openShift(book, Math.max(registerShift ?? 0, book.shift.number + 1), at);

/** A shift lasts at most 24 hours; what was made without the operator is taken all the same, it happened already. */
const isTooLong = (book: Book, at: Date, late: boolean): boolean =>
  !late && isShiftOpen(book) && at.getTime() - (book.shift.openedAt?.getTime() ?? 0) > limits.shiftMs;

const RETURN_OF: Readonly<Partial<Record<DocumentKind, DocumentKind>>> = { sell_return: "sell", buy_return: "buy" };

/** A return names the receipt that it takes back, since 2.0.3; all its returns together are no more than it. */
function checkParent(
  ticket: TicketRequest,
  kind: DocumentKind,
  { parent, version }: { readonly parent: Parent | null; readonly version: CpcrVersion },
): Refusal | null {
  const original = RETURN_OF[kind];
  if (!original || version < 203) return null;
  const named = ticket.parent_ticket;
  if (!named || !parent) return refusal("parent_absent");
  if (ticket.amounts.total > named.parent_ticket_total) return refusal("parent_exceeded");
  if (!parent.known) return parent.mustBeKnown ? refusal("parent_unknown") : null;
  const same =
    parent.kind === original &&
    parent.totalTiyn === named.parent_ticket_total &&
    parent.dateTime.getTime() === named.parent_ticket_data_time.getTime();
  if (!same) return refusal("parent_differs");
  return parent.returnedTiyn + ticket.amounts.total <= parent.totalTiyn ? null : refusal("parent_exceeded");
}

/** What is known beside the message itself. */
export type About = { readonly registered: Registered; readonly parent: Parent | null; readonly rules: Rules };

function decideTicket(
  ticket: TicketRequest,
  service: ServiceRequest | undefined,
  book: Book,
  { registered: { xin }, parent, rules }: About,
): Decision {
  const read = readTicket(ticket, rules.policy.demandDomain && rules.version >= 203);
  if (!read.ok) return read;
  const counted = read.value;
  const customer = ticket.extension_options?.customer_iin_or_bin;
  if (customer && !parseXin(customer).ok) return no("customer");
  if (customer === xin) return no("same_taxpayer");
  const wrongParent = checkParent(ticket, counted.kind, { parent, version: rules.version });
  if (wrongParent) return err(wrongParent);
  const at = ticket.date_time;
  if (at < FIRST_MOMENT) return no("date");
  if (isTooLong(book, at, counted.offline || isLate(service))) return no("shift_too_long");
  if (!bringsMoney(counted.kind) && counted.cashTiyn > book.cashTiyn) return no("cash");
  const after = countTicket(inShift(book, ticket.fr_shift_number, at), counted);
  return ok({
    kind: counted.kind,
    book: after,
    shiftNumber: after.shift.number,
    registerShiftNumber: ticket.fr_shift_number ?? null,
    printedNumber: ticket.printed_document_number ?? null,
    dateTime: at,
    totalTiyn: counted.totalTiyn,
    offline: counted.offline,
    offlineNumber: ticket.offline_ticket_number ?? null,
    operator: { code: ticket.operator.code, name: ticket.operator.name ?? null },
    parentId: RETURN_OF[counted.kind] && parent?.known ? parent.documentId : null,
  });
}

const PLACEMENTS: Readonly<Record<string, PlacementKind>> = {
  MONEY_PLACEMENT_DEPOSIT: "deposit",
  MONEY_PLACEMENT_WITHDRAWAL: "withdrawal",
};

function decidePlacement(placement: MoneyPlacementRequest, service: ServiceRequest | undefined, book: Book): Decision {
  const kind = typeof placement.operation === "string" ? PLACEMENTS[placement.operation] : undefined;
  const { sum, datetime: at, is_offline: offline = false, operator } = placement;
  if (!kind || sum === 0n || sum > SUM_MAX) return no("placement_sum");
  if (!operator) return no("operator");
  if (!arePrintable(operator.name)) return no("characters");
  if (at < FIRST_MOMENT) return no("date");
  if (isTooLong(book, at, offline || isLate(service))) return no("shift_too_long");
  if (kind === "withdrawal" && sum > book.cashTiyn) return no("cash");
  const after = countPlacement(inShift(book, placement.fr_shift_number, at), kind, sum, offline);
  return ok({
    kind,
    book: after,
    shiftNumber: after.shift.number,
    registerShiftNumber: placement.fr_shift_number ?? null,
    printedNumber: placement.printed_document_number ?? null,
    dateTime: at,
    totalTiyn: sum,
    offline,
    offlineNumber: null,
    operator: { code: operator.code, name: operator.name ?? null },
    parentId: null,
  });
}

/** Closing is never refused for the age of the shift: it is the way out. A shift without documents may be closed too. */
function decideClose(close: CloseShiftRequest, book: Book): Decision {
  const { close_time: at, is_offline: offline = false, operator } = close;
  if (!close.z_report) return no("z_report_absent");
  if (!operator) return no("operator");
  if (!arePrintable(operator.name)) return no("characters");
  if (at < FIRST_MOMENT) return no("date");
  let open = inShift(book, close.fr_shift_number, at);
  if (close.withdraw_money && open.cashTiyn > 0n) open = countPlacement(open, "withdrawal", open.cashTiyn, offline);
  const after = closeShift(open, at);
  return ok({
    kind: "z_report",
    book: after,
    shiftNumber: after.shift.number,
    registerShiftNumber: close.fr_shift_number ?? null,
    printedNumber: close.printed_document_number ?? null,
    dateTime: at,
    totalTiyn: tiyn(after.shift.tickets.sell.sumTiyn),
    offline,
    offlineNumber: null,
    operator: { code: operator.code, name: operator.name ?? null },
    parentId: null,
  });
}

/** Whether a document is booked, and the book after it; or the code with which it is refused and the book left as it was. */
export function decideBooking(request: CpcrRequest, book: Book, about: About): Decision {
  const { service, ticket, money_placement: placement, close_shift: close } = request;
  const sender = checkSender(service, about.registered, about.rules);
  if (sender) return err(sender);
  if (ticket) return decideTicket(ticket, service, book, about);
  if (placement) return decidePlacement(placement, service, book);
  if (close) return decideClose(close, book);
  return no("protocol");
}
