import {
  type CpcrRequest,
  decodeResponse,
  type Frame,
  isCpcrVersion,
  type NomenclatureElement,
  type ServiceResponse,
  type ZXReport,
} from "@/lib/cpcr";
import { type Tiyn, tiyn } from "@/lib/kernel";
import { type Ad, NOTICE_KIND } from "../core/register";

/** The last document that the operator booked, as INFO tells it. Our operator tells more than the two numbers of the schema. */
export type LastDocument = {
  readonly number: number | null;
  readonly totalTiyn: Tiyn | null;
  readonly at: Date | null;
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
  /** Whether that report is of an open shift. */
  readonly isShiftOpen: boolean;
  readonly lastDocument: LastDocument | null;
  /** Texts of the operator, by kind. */
  readonly ads: Readonly<Record<string, Ad>>;
  /** What the catalogue of goods holds under the asked code. */
  readonly nomenclature: readonly NomenclatureElement[];
  readonly body: Uint8Array;
};

/** What an answer must repeat of its question. */
export type Expected = {
  readonly deviceId: number;
  readonly requestNumber: number;
  readonly command: CpcrRequest["command"];
};

/** Why an answer counts as none when it is another register's: somebody mixes up connections, or worse. */
export const ANOTHER_REGISTER = "another register";

const TEXT_MAX = 1000;
const SIGN = /^\d{1,20}$/;
/** No database takes these: a single byte damaged on the way must not keep an answer from being written down. */
const NOT_TEXT = /[\0\p{Surrogate}]/gu;

/** A text of the other side as it may be stored. */
const plain = (text: string): string => text.slice(0, TEXT_MAX).replace(NOT_TEXT, "");

const decimal = (text: string): Tiyn | null => {
  const match = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(text);
  return match ? tiyn(BigInt(match[1] ?? "0") * 100n + BigInt((match[2] ?? "").padEnd(2, "0"))) : null;
};

const moment = (text: string): Date | null => (Number.isNaN(Date.parse(text)) ? null : new Date(text));

function lastDocumentOf(service: ServiceResponse | undefined): LastDocument | null {
  const last = service?.last_document_info;
  if (!last) return null;
  const told = (key: string): string => service?.auxiliary?.find((pair) => pair.key === key)?.value ?? "";
  const sign = told("last_document_ticket_number");
  const number = Number(last.printed_document_number ?? Number.NaN);
  return {
    number: Number.isSafeInteger(number) ? number : null,
    totalTiyn: decimal(told("last_document_total")),
    at: moment(told("last_document_date_time")),
    fiscalSign: SIGN.test(sign) ? sign : null,
  };
}

const adsOf = (service: ServiceResponse | undefined): Answer["ads"] =>
  Object.fromEntries(
    (service?.ticket_ads ?? []).map(({ info, text }) => [
      String(info.type),
      { version: info.version.toString(), text: plain(text) },
    ]),
  );

/** Why the operator holds the register, in its own words. */
export const noticeOf = ({ ads, text }: Pick<Answer, "ads" | "text">): string => ads[NOTICE_KIND]?.text ?? text;

/**
 * Reads an answer, or says why it counts as none: another register or request, another command, an OK without what it must bring,
 * a token of zero (ofd-protocol §1, §10).
 */
export function readAnswer(frame: Frame, expected: Expected): Answer | { readonly broken: string } {
  if (frame.deviceId !== expected.deviceId) return { broken: ANOTHER_REGISTER };
  if (frame.requestNumber !== expected.requestNumber) return { broken: "another request" };
  if (!isCpcrVersion(frame.version)) return { broken: "another version" };
  const decoded = decodeResponse(frame.body, frame.version);
  if (!decoded.ok) return { broken: "malformed" };
  const { command, result, ticket, report, service, nomenclature } = decoded.value;
  if (command !== expected.command) return { broken: "another command" };
  const accepted = result.result_code === 0;
  if (accepted && frame.token === 0) return { broken: "token of zero" };
  const fiscalSign = ticket?.ticket_number ?? null;
  if (accepted && command === "COMMAND_TICKET" && (fiscalSign === null || !SIGN.test(fiscalSign)))
    return { broken: "no fiscal sign" };
  return {
    code: result.result_code,
    text: plain(result.result_text ?? ""),
    token: frame.token,
    fiscalSign,
    qrText: ticket?.qr_code?.length ? plain(new TextDecoder().decode(ticket.qr_code)) : null,
    report: report?.zx_report ?? null,
    isShiftOpen: report?.report === "REPORT_X",
    lastDocument: lastDocumentOf(service),
    ads: adsOf(service),
    nomenclature: nomenclature?.elements ?? [],
    body: frame.body,
  };
}
