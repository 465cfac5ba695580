import { createConnection } from "node:net";
import {
  type Commodity,
  type CpcrRequest,
  type CpcrResponse,
  decodeResponse,
  encodeFrame,
  encodeRequest,
  type FrameHeader,
  FrameReader,
  isCpcrVersion,
  type OperationType,
  type ServiceRequest,
  type TicketRequest,
} from "@/lib/cpcr";
import { includedTax, lineSum, parseTenge, quantityMilli, rateBp, type Tiyn, tiyn } from "@/lib/kernel";
import type { GivenRegister } from "./operator";

export type Answer = { readonly header: FrameHeader; readonly response: CpcrResponse };

/** Sends bytes as they are and collects what comes back until the peer closes. */
export function sendRaw(port: number, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const socket = createConnection({ port, host: "127.0.0.1" }, () => socket.end(bytes));
    socket.on("data", (piece) => pieces.push(piece));
    socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? undefined : reject(error)));
    socket.on("close", () => resolve(Buffer.concat(pieces)));
  });
}

/** Reads one answer out of bytes. */
export function answerOf(bytes: Uint8Array): Answer {
  const reader = new FrameReader();
  reader.push(bytes);
  const frame = reader.next();
  if (!frame.ok || !frame.value) throw new Error(`no answer in ${bytes.length} bytes`);
  const { body, ...header } = frame.value;
  const response = decodeResponse(body, isCpcrVersion(header.version) ? header.version : 203);
  if (!response.ok) throw new Error(response.error.detail);
  return { header, response: response.value };
}

export type Envelope = {
  readonly id: number;
  readonly token: number;
  readonly requestNumber: number;
  readonly version?: number;
};

/** One exchange, as a register has it. */
export async function ask(port: number, to: Envelope, request: CpcrRequest): Promise<Answer> {
  const { id: deviceId, token, requestNumber, version = 203 } = to;
  const body = encodeRequest(request, isCpcrVersion(version) ? version : 203);
  return answerOf(await sendRaw(port, encodeFrame({ version, deviceId, token, requestNumber, body })));
}

/** The service block that every message carries. */
export const serviceOf = (register: GivenRegister): ServiceRequest => ({
  security_stats: { geo_position: { latitude: 432_220, longitude: 768_512, source: "MANUAL" } },
  get_reg_info: false,
  reg_info: {
    kkm: {
      fns_kkm_id: register.registrationNumber,
      serial_number: register.factoryNumber,
      kkm_id: String(register.id),
    },
    org: {
      ...{ title: register.organization, address: register.address, address_kz: register.address },
      ...{ inn: register.xin, okved: "47110" },
    },
  },
});

/** A sum as a test writes it: `tg("1160.00")`. */
export function tg(text: string): Tiyn {
  const sum = parseTenge(text);
  if (!sum.ok) throw new Error(text);
  return sum.value;
}

/** A line of so many pieces, with 16 % inside unless said otherwise. */
export function goods(
  price: string,
  change: Partial<Commodity> & { pieces?: string; vat?: number | null } = {},
): Commodity {
  const { pieces = "1", vat = 16, ...rest } = change;
  const quantity = BigInt(Math.round(Number(pieces) * 1000));
  const sum = lineSum(tg(price), quantityMilli(quantity));
  const taxes = vat
    ? [
        {
          tax_type: 100,
          taxation_type: 101,
          percent: vat * 1000,
          sum: includedTax(sum, rateBp(vat * 100)),
          is_in_total_sum: true,
        },
      ]
    : undefined;
  return {
    ...{ name: "Товар", section_code: "1", quantity, price: tg(price), sum, taxes, measure_unit_code: "796" },
    ...rest,
  };
}

export type TicketWish = {
  readonly operation?: OperationType;
  readonly lines?: readonly Commodity[];
  /** What is paid by card; the rest is cash. */
  readonly card?: string;
  readonly at?: Date;
  readonly number?: bigint;
  readonly shift?: number;
  readonly change?: Partial<TicketRequest>;
};

/** A receipt whose sums agree. */
export function ticket(register: GivenRegister, wish: TicketWish = {}): CpcrRequest {
  const lines = wish.lines ?? [goods("1160.00")];
  const total = tiyn(lines.reduce((sum, line) => sum + line.sum, 0n));
  const card = wish.card ? tg(wish.card) : 0n;
  const cash = tiyn(total - card);
  return {
    command: "COMMAND_TICKET",
    service: serviceOf(register),
    ticket: {
      operation: wish.operation ?? "OPERATION_SELL",
      date_time: wish.at ?? new Date("2026-11-24T07:30:45Z"),
      operator: { code: 17169, name: "Кассир 1" },
      domain: { type: "DOMAIN_TRADING" },
      items: lines.map((commodity) => ({ type: "ITEM_TYPE_COMMODITY", commodity })),
      payments: [
        ...(cash > 0n ? [{ type: "PAYMENT_CASH" as const, sum: cash }] : []),
        ...(card > 0n ? [{ type: "PAYMENT_CARD" as const, sum: tiyn(card) }] : []),
      ],
      amounts: { total, ...(cash > 0n ? { taken: cash, change: tiyn(0n) } : {}) },
      ...(wish.number === undefined ? {} : { printed_document_number: wish.number }),
      ...(wish.shift === undefined ? {} : { fr_shift_number: wish.shift }),
      ...wish.change,
    },
  };
}

/** Cash put in or taken out. */
export const placement = (
  register: GivenRegister,
  operation: "MONEY_PLACEMENT_DEPOSIT" | "MONEY_PLACEMENT_WITHDRAWAL",
  sum: string,
  at = new Date("2026-11-24T07:35:00Z"),
): CpcrRequest => ({
  command: "COMMAND_MONEY_PLACEMENT",
  service: serviceOf(register),
  money_placement: { datetime: at, operation, sum: tg(sum), operator: { code: 17169, name: "Кассир 1" } },
});

const zeroReport = (at: Date) => ({
  ...{ date_time: at, shift_number: 1, cash_sum: tiyn(0n), revenue: { sum: tiyn(0n), is_negative: false } },
});

/** The shift's end. What the register itself counted is not compared here. */
export const closing = (
  register: GivenRegister,
  change: Partial<NonNullable<CpcrRequest["close_shift"]>> = {},
  at = new Date("2026-11-24T15:00:00Z"),
): CpcrRequest => ({
  command: "COMMAND_CLOSE_SHIFT",
  service: serviceOf(register),
  close_shift: {
    ...{ close_time: at, z_report: zeroReport(at), operator: { code: 17169, name: "Кассир 1" }, ...change },
  },
});

export const system = (register: GivenRegister): CpcrRequest => ({
  command: "COMMAND_SYSTEM",
  service: serviceOf(register),
});
export const info = (register: GivenRegister): CpcrRequest => ({
  command: "COMMAND_INFO",
  service: { ...serviceOf(register), get_reg_info: true },
});
export const xReport = (register: GivenRegister, at = new Date("2026-11-24T08:00:00Z")): CpcrRequest => ({
  command: "COMMAND_REPORT",
  service: serviceOf(register),
  report: { report: "REPORT_X", date_time: at, zx_report: zeroReport(at) },
});
