import { env } from "@/lib/config";
import {
  type BindedTaxation,
  type Command,
  type CpcrResponse,
  checkUrl,
  type KeyValuePair,
  type Open,
  ResultCode,
  type ServiceRequest,
  type ServiceResponse,
  type TicketAd,
  type ZXReport,
} from "@/lib/cpcr";
import { vatRates } from "@/lib/directory";
import { formatDecimal, type Tiyn } from "@/lib/kernel";
import { EMPTY_BOOK, isShiftOpen } from "../core/book";
import type { Refusal } from "../core/refusal";
import type { HeldRegister, LastDocument } from "../store/exchange";
import { reportOf } from "../wire/report";
import texts from "./result-texts.json";

/** Names register, place and owner as we have them. The address in Kazakh is the one we know: addresses are kept once. */
function regInfo(held: HeldRegister): ServiceResponse["reg_info"] {
  const { point, client } = held;
  const address = client.address ?? point.address;
  return {
    kkm: {
      fns_kkm_id: held.registrationNumber,
      serial_number: held.factoryNumber,
      kkm_id: String(held.id),
    },
    pos: { title: point.name, address: point.address, address_kz: point.address },
    org: { title: client.name, address, inn: client.xin, address_kz: address },
    ofd: { title: env().OFD_OPERATOR_TITLE, title_kz: env().OFD_OPERATOR_TITLE, url: env().OFD_CHECK_BASE },
  };
}

/** What a blocked register must show (ofd-protocol §2.5). */
const blockNotice = (held: HeldRegister): TicketAd => ({
  info: { type: "TICKET_AD_INFO", version: BigInt(held.now.getTime()) },
  text: held.blockReason ?? texts.deregistered,
});

/** Codes of a register that is out of service, to which the notice belongs. */
const OUT_OF_SERVICE: readonly number[] = [ResultCode.BLOCKED, ResultCode.DEREGISTERED, ResultCode.DISCONNECTED];

/** A refusal: the code, its words, and to a blocked register the notice to show. */
export function refused(command: Open<Command>, refusal: Refusal, held: HeldRegister | null): CpcrResponse {
  const { resultCode, reason } = refusal;
  const out = held !== null && held.status !== "active" && OUT_OF_SERVICE.includes(resultCode);
  return {
    command,
    result: { result_code: resultCode, result_text: texts[reason] },
    ...(out ? { service: { ticket_ads: [blockNotice(held)], reg_info: regInfo(held) } } : {}),
  };
}

const done = (command: Open<Command>, rest: Partial<CpcrResponse>): CpcrResponse => ({
  command,
  result: { result_code: ResultCode.OK, result_text: "OK" },
  ...rest,
});

/** The general regime with the rates in force: the operator knows no other of a taxpayer. */
const bindedTaxation = (at: Date): BindedTaxation => ({
  taxation_type: 101,
  taxes: vatRates(at).flatMap(({ rateBp }) => (rateBp === null ? [] : [{ tax_type: 100, percent: rateBp * 10 }])),
});

/** What any answer carries beside its own: what the register asked for, and texts that it does not have yet. */
function service(
  held: HeldRegister,
  asked: ServiceRequest | undefined,
  more: ServiceResponse = {},
): Partial<CpcrResponse> {
  const told: ServiceResponse = {
    ...(asked?.get_reg_info ? { reg_info: regInfo(held) } : {}),
    ...(asked?.get_binded_taxation ? { binded_taxation: bindedTaxation(held.now) } : {}),
    ...more,
  };
  return Object.keys(told).length > 0 ? { service: told } : {};
}

const adsOf = (ads: readonly TicketAd[]): ServiceResponse => (ads.length > 0 ? { ticket_ads: ads } : {});

/** The answer to SYSTEM: the operator is here and the token is good. */
export const pong = (held: HeldRegister, asked: ServiceRequest | undefined, ads: readonly TicketAd[]): CpcrResponse =>
  done("COMMAND_SYSTEM", service(held, asked, adsOf(ads)));

/** The answer to a receipt: its fiscal sign and what to print as QR. */
export function ticketTaken(
  held: HeldRegister,
  asked: ServiceRequest | undefined,
  receipt: { readonly sign: string; readonly totalTiyn: Tiyn; readonly at: Date; readonly checkBase: string },
): CpcrResponse {
  const { sign, totalTiyn, at, checkBase } = receipt;
  const url = checkUrl(checkBase, { sign, registrationNumber: held.registrationNumber, totalTiyn, at });
  return done("COMMAND_TICKET", {
    ticket: { ticket_number: sign, qr_code: new TextEncoder().encode(url) },
    ...service(held, asked),
  });
}

/** The answer to cash put in or taken out. */
export const placementTaken = (held: HeldRegister, asked: ServiceRequest | undefined): CpcrResponse =>
  done("COMMAND_MONEY_PLACEMENT", service(held, asked));

/** The answer to a closed shift: our own Z of it. */
export const shiftClosed = (held: HeldRegister, asked: ServiceRequest | undefined, report: ZXReport): CpcrResponse =>
  done("COMMAND_CLOSE_SHIFT", { report: { report: "REPORT_Z", zx_report: report }, ...service(held, asked) });

/** An X where a shift is open; otherwise the last Z, which for a fresh register is one of zeros with number 0. */
function currentReport(held: HeldRegister): NonNullable<CpcrResponse["report"]> {
  const { book, now } = held;
  if (isShiftOpen(book)) return { report: "REPORT_X", zx_report: reportOf(book, now) };
  return { report: "REPORT_Z", zx_report: reportOf(book, book.shift.closedAt ?? now, checksumOf(held)) };
}

/** A Z names its own sum: shift, cash and the life total of sales. */
export function checksumOf({ id, book }: Pick<HeldRegister, "id" | "book">): string {
  return [id, book.shift.number, book.cashTiyn, book.lifeTotals.sell.sumTiyn].join("-");
}

/** The answer to REPORT: an X of our own book. Asked for a Z, the last one. */
export function reportTaken(held: HeldRegister, asked: ServiceRequest | undefined, wanted: "x" | "z"): CpcrResponse {
  const { book, now } = held;
  const x = isShiftOpen(book) ? book : { ...book, shift: { ...EMPTY_BOOK.shift, number: book.shift.number } };
  const report = wanted === "x" ? ({ report: "REPORT_X", zx_report: reportOf(x, now) } as const) : currentReport(held);
  return done("COMMAND_REPORT", { report, ...service(held, asked) });
}

const pair = (key: string, value: string): KeyValuePair => ({ key, value });

/**
 * The answer to INFO: where our book stands. Beside the two numbers that the schema has, the last document's kind, moment, total and
 * sign travel as pairs, so that a register can tell whether an unanswered document of its own was booked.
 */
export function currentState(
  held: HeldRegister,
  asked: ServiceRequest | undefined,
  { last, ads }: { readonly last: LastDocument | null; readonly ads: readonly TicketAd[] },
): CpcrResponse {
  const told = last && {
    last_document_info: {
      fr_shift_number: last.shiftNumber,
      printed_document_number: last.printedNumber ?? last.sequence,
    },
    auxiliary: [
      pair("last_document_kind", last.kind),
      pair("last_document_date_time", last.dateTime.toISOString()),
      pair("last_document_total", formatDecimal(last.totalTiyn)),
      pair("last_document_request_number", String(last.requestNumber)),
      ...(last.fiscalSign ? [pair("last_document_ticket_number", last.fiscalSign)] : []),
    ],
  };
  const own = { reg_info: regInfo(held), ...adsOf(ads), ...(told ?? {}) };
  return done("COMMAND_INFO", { report: currentReport(held), ...service(held, asked, own) });
}

/** The answer to NOMENCLATURE. */
export const catalogueTold = (
  held: HeldRegister,
  asked: ServiceRequest | undefined,
  nomenclature: NonNullable<CpcrResponse["nomenclature"]>,
): CpcrResponse => done("COMMAND_NOMENCLATURE", { nomenclature, ...service(held, asked) });

/** Who signs in at a register; null where login and password are nobody's here. */
export type Cashier = { readonly number: number; readonly name: string };

/** The answer to AUTH: a user of the portal works as administrator and cashier alike. */
export const cashierTold = (
  held: HeldRegister,
  asked: ServiceRequest | undefined,
  cashier: Cashier | null,
): CpcrResponse =>
  done("COMMAND_AUTH", {
    auth: cashier
      ? {
          result: "AUTH_RESULT_OK",
          operator_code: cashier.number,
          operator_name: cashier.name,
          roles: ["USER_ROLE_ADMINISTRATOR", "USER_ROLE_PAYMASTER"],
        }
      : { result: "AUTH_RESULT_INVALID_LOGIN_PASSWORD" },
    ...service(held, asked),
  });
