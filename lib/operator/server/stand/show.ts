import {
  type CpcrRequest,
  type CpcrResponse,
  decodeRequest,
  decodeResponse,
  type Frame,
  spokenVersion,
} from "@/lib/cpcr";
import { formatDecimal, tiyn, toWallClock } from "@/lib/kernel";

/** Whole numbers that are no money. */
const COUNTS = new Set([
  "printed_document_number",
  "code",
  "version",
  "marker",
  "id",
  "parent_group_id",
  "pos_rrn",
  "pos_receipt_number",
  "invoice_id",
]);
const HIDDEN = new Set(["password"]);

/** The wall clock that the wire carries. */
const local = (moment: Date): string => toWallClock(moment).toISOString().slice(0, 19).replace("T", " ");

function shown(name: string, value: unknown): unknown {
  if (HIDDEN.has(name)) return "…";
  if (value instanceof Date) return local(value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (typeof value === "bigint") {
    if (COUNTS.has(name)) return value.toString();
    return name === "quantity" ? Number(value) / 1000 : formatDecimal(tiyn(value));
  }
  if (Array.isArray(value)) return value.map((one) => shown(name, one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shown(key, inner)]));
}

/** A body in lines that a person reads: money in tenge, quantities in pieces, no password. */
export const bodyLines = (body: CpcrRequest | CpcrResponse): string =>
  JSON.stringify(shown("", body), null, 2).replaceAll(/^/gm, "    ");

/** The last two digits, as everywhere. */
const masked = (token: number): string => `··${String(token % 100).padStart(2, "0")}`;

const headerOf = ({ version, deviceId, token, requestNumber, size }: Omit<Frame, "body">): string =>
  `register ${deviceId}  token ${masked(token)}  number ${requestNumber}  version ${version}  ${size} bytes`;

/** A request as the stand shows it. */
export function showRequest(frame: Frame, isBrief: boolean): string {
  const read = decodeRequest(frame.body, spokenVersion(frame.version));
  const name = read.ok ? String(read.value.command).replace("COMMAND_", "") : `unreadable: ${read.error.detail}`;
  const head = `→ ${name}  ${headerOf(frame)}`;
  return read.ok && !isBrief ? `${head}\n${bodyLines(read.value)}` : head;
}

/** An answer as the stand shows it, and what was done to it. */
export function showAnswer(frame: Frame, spoiled: string, isBrief: boolean): string {
  const read = decodeResponse(frame.body, spokenVersion(frame.version));
  if (!read.ok) return `← unreadable: ${read.error.detail}`;
  const { result_code: code, result_text: text } = read.value.result;
  const head = `← ${code} ${text ?? ""}  ${headerOf(frame)}${spoiled ? `  [${spoiled}]` : ""}`;
  return isBrief ? head : `${head}\n${bodyLines(read.value)}`;
}
