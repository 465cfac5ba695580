import {
  type Command,
  type CpcrResponse,
  checkUrl,
  encodeResponse,
  type KeyValuePair,
  type Open,
  ResultCode,
  type ServiceRequest,
  type ServiceResponse,
  type TicketAd,
  type ZXReport,
} from "@/lib/cpcr";
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
  };
}

/** What a blocked register must show (ofd-protocol §2.5). */
const blockNotice = (held: HeldRegister): TicketAd => ({
  info: { type: "TICKET_AD_INFO", version: BigInt(held.now.getTime()) },
  text: held.blockReason ?? texts.deregistered,
});

/** A refusal: the code, its words, and to a blocked register the notice to show. */
export const refused = (command: Open<Command>, refusal: Refusal, held: HeldRegister | null): Uint8Array =>
  encodeResponse({
    command,
    result: { result_code: refusal.resultCode, result_text: texts[refusal.reason] },
    ...(held && refusal.resultCode === ResultCode.BLOCKED
      ? { service: { ticket_ads: [blockNotice(held)], reg_info: regInfo(held) } }
      : {}),
  });

const done = (command: Open<Command>, rest: Partial<CpcrResponse>): Uint8Array =>
  encodeResponse({ command, result: { result_code: ResultCode.OK, result_text: "OK" }, ...rest });

/** What any answer carries beside its own: the register's data, where they were asked for. */
const service = (held: HeldRegister, asked: ServiceRequest | undefined): Partial<CpcrResponse> =>
  asked?.get_reg_info ? { service: { reg_info: regInfo(held) } } : {};

/** The answer to SYSTEM: the operator is here and the token is good. */
export const pong = (held: HeldRegister, asked: ServiceRequest | undefined): Uint8Array =>
  done("COMMAND_SYSTEM", service(held, asked));

/** The answer to a receipt: its fiscal sign and what to print as QR. */
export function ticketTaken(
  held: HeldRegister,
  asked: ServiceRequest | undefined,
  receipt: { readonly sign: string; readonly totalTiyn: Tiyn; readonly at: Date; readonly checkBase: string },
): Uint8Array {
  const { sign, totalTiyn, at, checkBase } = receipt;
  const url = checkUrl(checkBase, { sign, registrationNumber: held.registrationNumber, totalTiyn, at });
  return done("COMMAND_TICKET", {
    ticket: { ticket_number: sign, qr_code: new TextEncoder().encode(url) },
    ...service(held, asked),
  });
}

/** The answer to cash put in or taken out. */
export const placementTaken = (held: HeldRegister, asked: ServiceRequest | undefined): Uint8Array =>
  done("COMMAND_MONEY_PLACEMENT", service(held, asked));

/** The answer to a closed shift: our own Z of it. */
export const shiftClosed = (held: HeldRegister, asked: ServiceRequest | undefined, report: ZXReport): Uint8Array =>
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
export function reportTaken(held: HeldRegister, asked: ServiceRequest | undefined, wanted: "x" | "z"): Uint8Array {
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
export function currentState(held: HeldRegister, last: LastDocument | null): Uint8Array {
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
  return done("COMMAND_INFO", {
    report: currentReport(held),
    service: { reg_info: regInfo(held), ...(told ?? {}) },
  });
}
