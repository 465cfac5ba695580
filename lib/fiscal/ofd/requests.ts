import {
  type CloseShiftRequest,
  type CpcrRequest,
  type CpcrVersion,
  decodeRequest,
  encodeRequest,
  type MoneyPlacementRequest,
  type Operator,
  type ServiceRequest,
  type TicketItem,
  type TicketRequest,
  type TicketTax,
} from "@/lib/cpcr";
import { invariant, tiyn } from "@/lib/kernel";
import type { Buyer } from "../core/buyer";
import {
  type FiscalDocument,
  isReceiptBody,
  type PlacementBody,
  type ReceiptBody,
  type ZReportBody,
} from "../core/document";
import type { ReceiptLine } from "../core/receipt";
import type { Report } from "../core/report";
import type { WireIdentity } from "./identity";
import { OPERATIONS, PAYMENTS, PLACEMENTS, percentMilliOf, reportMessage, speaksOf, VAT } from "./report-message";

/** What a frame says about the time without a link; null while there is one. */
export type OfflinePeriod = { readonly since: Date; readonly until: Date } | null;

/** Everything that the stricter flavour of 2.0.3 asks for in each request (ofd-protocol §2.6). */
function service(identity: WireIdentity, offline: OfflinePeriod): ServiceRequest {
  return {
    get_reg_info: true,
    // No coordinates are kept of an address yet; the field itself is obligatory.
    security_stats: { geo_position: { latitude: 0, longitude: 0, source: "unknown" } },
    reg_info: {
      kkm: {
        fns_kkm_id: identity.registrationNumber,
        serial_number: identity.factoryNumber,
        kkm_id: identity.deviceId.toString(),
      },
      org: {
        title: identity.sellerName,
        address: identity.addressRu,
        inn: identity.sellerXin,
        okved: "",
        address_kz: identity.addressKk,
      },
    },
    ...(offline ? { offline_period: { begin_time: offline.since, end_time: offline.until } } : {}),
  };
}

const taxOf = (line: ReceiptLine): TicketTax[] =>
  line.vatKind === "none"
    ? []
    : [{ tax_type: VAT, percent: percentMilliOf(line.vatKind), sum: line.vatTiyn, is_in_total_sum: true }];

/** A line taken off before payment is a position and its storno; they cancel out and carry no tax. */
function itemsOf(line: ReceiptLine): TicketItem[] {
  const { storno, markupTiyn = 0n, discountTiyn, article, ntin, marks = [] } = line;
  const goods = {
    name: line.name,
    section_code: line.sectionCode,
    quantity: line.quantityMilli,
    price: line.priceTiyn,
    sum: line.grossTiyn,
    taxes: storno ? [] : taxOf(line),
    measure_unit_code: line.unitCode,
    ...(line.barcode ? { barcode: line.barcode } : {}),
    ...(article ? { product_id: article } : {}),
    ...(ntin ? { ntin } : {}),
    ...(marks.length > 0 ? { list_excise_stamp: marks } : {}),
  };
  const items: TicketItem[] = [{ type: "ITEM_TYPE_COMMODITY", commodity: goods }];
  if (storno) return [...items, { type: "ITEM_TYPE_STORNO_COMMODITY", storno_commodity: goods }];
  if (discountTiyn > 0n) items.push({ type: "ITEM_TYPE_DISCOUNT", discount: { name: "discount", sum: discountTiyn } });
  if (markupTiyn > 0n) items.push({ type: "ITEM_TYPE_MARKUP", markup: { name: "markup", sum: tiyn(markupTiyn) } });
  return items;
}

const extension = ({ xin, email, phone }: Buyer): TicketRequest["extension_options"] => ({
  ...(email ? { customer_email: email } : {}),
  ...(phone ? { customer_phone: phone } : {}),
  ...(xin ? { customer_iin_or_bin: xin } : {}),
});

function ticket(
  document: FiscalDocument,
  body: ReceiptBody,
  operator: Operator,
  offlineNumber: number | null,
): TicketRequest {
  const { basis, receiptMarkupTiyn = 0n, buyer } = body;
  return {
    operation: OPERATIONS[body.kind],
    date_time: document.at,
    operator,
    domain: { type: "DOMAIN_TRADING" },
    items: body.lines.flatMap(itemsOf),
    payments: body.payments.map(({ type, sumTiyn }) => ({ type: PAYMENTS[type], sum: sumTiyn })),
    amounts: {
      total: body.totalTiyn,
      ...(body.takenTiyn !== null ? { taken: body.takenTiyn, change: body.changeTiyn ?? tiyn(0n) } : {}),
      ...(body.receiptDiscountTiyn > 0n ? { discount: { name: "discount", sum: body.receiptDiscountTiyn } } : {}),
      ...(receiptMarkupTiyn > 0n ? { markup: { name: "markup", sum: tiyn(receiptMarkupTiyn) } } : {}),
    },
    ...(buyer ? { extension_options: extension(buyer) } : {}),
    fr_shift_number: document.shiftNumber,
    printed_document_number: BigInt(document.number),
    ...(offlineNumber !== null ? { offline_ticket_number: offlineNumber } : {}),
    ...(basis
      ? {
          parent_ticket: {
            parent_ticket_number: basis.sign,
            parent_ticket_data_time: basis.issuedAt,
            kgd_kkm_id: basis.registrationNumber,
            parent_ticket_total: basis.totalTiyn,
            parent_ticket_is_offline: basis.isOffline,
          },
        }
      : {}),
  };
}

const placement = (document: FiscalDocument, body: PlacementBody, operator: Operator): MoneyPlacementRequest => ({
  datetime: document.at,
  operation: PLACEMENTS[body.kind],
  sum: body.sumTiyn,
  fr_shift_number: document.shiftNumber,
  printed_document_number: BigInt(document.number),
  operator,
});

const closing = (
  document: FiscalDocument,
  body: ZReportBody,
  operator: Operator,
  version: CpcrVersion,
): CloseShiftRequest => ({
  close_time: document.at,
  fr_shift_number: document.shiftNumber,
  withdraw_money: false,
  z_report: reportMessage(body.report, version, document.hash.slice(0, 32)),
  operator,
  printed_document_number: BigInt(document.number),
});

/** The version in which a document can be said: one paid in a way that the newest has no word for goes in the one before. */
export const versionFor = ({ body }: FiscalDocument, version: CpcrVersion): CpcrVersion =>
  isReceiptBody(body) && !body.payments.every(({ type }) => speaksOf(version, type)) ? 203 : version;

/** The body of a document's frame. `issuedAutonomous`: the buyer's paper carries the autonomous sign. */
export function documentRequest(
  document: FiscalDocument,
  identity: WireIdentity,
  offline: OfflinePeriod,
  issuedAutonomous: boolean,
): Uint8Array {
  const { body } = document;
  const operator: Operator = { code: identity.operatorCode, name: body.cashier.name };
  const common = { service: service(identity, offline) };
  const { version } = identity;
  const late = issuedAutonomous ? { is_offline: true } : {};
  if (body.kind === "z_report")
    return encodeRequest(
      {
        ...common,
        command: "COMMAND_CLOSE_SHIFT",
        close_shift: { ...closing(document, body, operator, version), ...late },
      },
      version,
    );
  if (!isReceiptBody(body))
    return encodeRequest(
      {
        ...common,
        command: "COMMAND_MONEY_PLACEMENT",
        money_placement: { ...placement(document, body, operator), ...late },
      },
      version,
    );
  const offlineNumber = issuedAutonomous ? document.offlineNumber : null;
  return encodeRequest(
    {
      ...common,
      command: "COMMAND_TICKET",
      ticket: ticket(document, body, operator, offlineNumber),
    },
    version,
  );
}

/**
 * The same body with what alone may differ in a resend (house §4): the period without a link, and the autonomous mark when the
 * buyer left with an autonomous paper. Everything else is taken from the stored bytes.
 */
export function withOfflineAdditions(
  { body, wireVersion }: { readonly body: Uint8Array; readonly wireVersion: CpcrVersion },
  offline: NonNullable<OfflinePeriod>,
  document: FiscalDocument,
  issuedAutonomous: boolean,
): Uint8Array {
  const read = decodeRequest(body, wireVersion);
  invariant(read.ok, "a stored frame can be read");
  const request = read.value;
  const period = { begin_time: offline.since, end_time: offline.until };
  const late = issuedAutonomous ? { is_offline: true } : {};
  const { ticket: receipt, close_shift: close, money_placement: cash } = request;
  const offlineNumber = issuedAutonomous ? document.offlineNumber : null;
  return encodeRequest(
    {
      ...request,
      service: { ...request.service, offline_period: period },
      ...(receipt ? { ticket: offlineNumber ? { ...receipt, offline_ticket_number: offlineNumber } : receipt } : {}),
      ...(close ? { close_shift: { ...close, ...late } } : {}),
      ...(cash ? { money_placement: { ...cash, ...late } } : {}),
    },
    wireVersion,
  );
}

/** SYSTEM asks whether the operator works; INFO asks what it knows of us. */
export function serviceRequest(
  command: "COMMAND_SYSTEM" | "COMMAND_INFO",
  identity: WireIdentity,
  offline: OfflinePeriod,
): Uint8Array {
  return encodeRequest({ command, service: service(identity, offline) }, identity.version);
}

/** NOMENCLATURE: what a barcode or an НТИН means in the national catalogue. */
export const catalogueRequest = (barcode: string, identity: WireIdentity): Uint8Array =>
  encodeRequest(
    { command: "COMMAND_NOMENCLATURE", service: service(identity, null), nomenclature: { barcode } },
    identity.version,
  );

/** REPORT with an X-report that was computed here. */
export function xReportRequest(report: Report, identity: WireIdentity): Uint8Array {
  return encodeRequest(
    {
      command: "COMMAND_REPORT",
      service: service(identity, null),
      report: {
        report: "REPORT_X",
        date_time: report.at,
        is_offline: false,
        zx_report: reportMessage(report, identity.version),
      },
    },
    identity.version,
  );
}

/** The command that a document goes with, which the answer must repeat. */
export const commandFor = ({ body }: FiscalDocument): CpcrRequest["command"] => {
  if (body.kind === "z_report") return "COMMAND_CLOSE_SHIFT";
  return isReceiptBody(body) ? "COMMAND_TICKET" : "COMMAND_MONEY_PLACEMENT";
};
