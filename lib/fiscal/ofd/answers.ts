import { type CpcrRequest, decodeResponse, type Frame, type ServiceResponse, type ZXReport } from "@/lib/cpcr";
import { type Tiyn, tiyn } from "@/lib/kernel";

/** The last document that the operator booked, as INFO tells it. Our operator tells more than the two numbers of the schema. */
export type LastDocument = {
  readonly number: number | null;
  readonly totalTiyn: Tiyn | null;
  readonly fiscalSign: string | null;
};

/** An answer that passed every check of form. */
export type Answer = {
  readonly code: number;
  readonly text: string;
  /** The token for the next request. */
  readonly token: number;
  readonly fiscalSign: string | null;
  readonly qrText: string | null;
  readonly report: ZXReport | null;
  readonly lastDocument: LastDocument | null;
  readonly notice: string | null;
  readonly body: Uint8Array;
};

/** What an answer must repeat of its question. */
export type Expected = {
  readonly deviceId: number;
  readonly requestNumber: number;
  readonly command: CpcrRequest["command"];
};

const TEXT_MAX = 1000;
const SIGN = /^\d{1,20}$/;

const decimal = (text: string): Tiyn | null => {
  const match = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(text);
  return match ? tiyn(BigInt(match[1] ?? "0") * 100n + BigInt((match[2] ?? "").padEnd(2, "0"))) : null;
};

function lastDocumentOf(service: ServiceResponse | undefined): LastDocument | null {
  const last = service?.last_document_info;
  if (!last) return null;
  const told = (key: string): string => service?.auxiliary?.find((pair) => pair.key === key)?.value ?? "";
  const sign = told("last_document_ticket_number");
  const number = last.printed_document_number;
  return {
    number: number === undefined ? null : Number(number),
    totalTiyn: decimal(told("last_document_total")),
    fiscalSign: SIGN.test(sign) ? sign : null,
  };
}

const noticeOf = (service: ServiceResponse | undefined): string | null =>
  service?.ticket_ads?.find((ad) => ad.info.type === "TICKET_AD_INFO")?.text.slice(0, TEXT_MAX) ?? null;

/**
 * Reads an answer, or says why it counts as none: another register or request, another command, an OK without what it must bring,
 * a token of zero (ofd-protocol §1, §10).
 */
export function readAnswer(frame: Frame, expected: Expected): Answer | { readonly broken: string } {
  if (frame.deviceId !== expected.deviceId) return { broken: "another register" };
  if (frame.requestNumber !== expected.requestNumber) return { broken: "another request" };
  const decoded = decodeResponse(frame.body);
  if (!decoded.ok) return { broken: "malformed" };
  const { command, result, ticket, report, service } = decoded.value;
  if (command !== expected.command) return { broken: "another command" };
  const accepted = result.result_code === 0;
  if (accepted && frame.token === 0) return { broken: "token of zero" };
  const fiscalSign = ticket?.ticket_number ?? null;
  if (accepted && command === "COMMAND_TICKET" && (fiscalSign === null || !SIGN.test(fiscalSign)))
    return { broken: "no fiscal sign" };
  return {
    code: result.result_code,
    text: (result.result_text ?? "").slice(0, TEXT_MAX),
    token: frame.token,
    fiscalSign,
    qrText: ticket?.qr_code?.length ? new TextDecoder().decode(ticket.qr_code).slice(0, TEXT_MAX) : null,
    report: report?.zx_report ?? null,
    lastDocument: lastDocumentOf(service),
    notice: noticeOf(service),
    body: frame.body,
  };
}
