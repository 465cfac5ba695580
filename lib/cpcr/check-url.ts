import { formatDecimal, MONEY_MAX, type Tiyn, tiyn } from "@/lib/kernel";
import { fromWireDateTime, toWireDateTime } from "./local-time";

/** What a receipt's QR says: enough to find the receipt and to see that nobody changed its sum or moment. */
export type CheckFacts = {
  /** Fiscal sign; of a receipt made without the operator, its autonomous number. */
  readonly sign: string;
  /** РНМ, 12 digits. */
  readonly registrationNumber: string;
  readonly totalTiyn: Tiyn;
  readonly at: Date;
};

const two = (value: number): string => value.toString().padStart(2, "0");

/** The text of the QR: the operator's check page with i, f, s, t in this order (ofd-protocol §5). */
export function checkUrl(base: string, facts: CheckFacts): string {
  const { date, time } = toWireDateTime(facts.at);
  const moment = `${date.year}${two(date.month)}${two(date.day)}T${two(time.hour)}${two(time.minute)}${two(time.second ?? 0)}`;
  return `${base}?i=${facts.sign}&f=${facts.registrationNumber}&s=${formatDecimal(facts.totalTiyn)}&t=${moment}`;
}

/**
 * Reads the four parts as addresses in the wild hold them: any order, one or two decimals or none. Null where a part is absent or
 * cannot be what it claims.
 */
export function parseCheck(parts: Readonly<Record<string, string | undefined>>): CheckFacts | null {
  const sum = /^(\d{1,15})(?:[.,](\d{1,2}))?$/.exec(parts.s?.trim() ?? "");
  const moment = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?$/.exec(parts.t?.trim() ?? "");
  const sign = parts.i?.trim() ?? "";
  const registrationNumber = parts.f?.trim() ?? "";
  if (!sum || !moment || !/^\d{1,20}$/.test(sign) || !/^\d{12}$/.test(registrationNumber)) return null;
  const [year, month, day, hour, minute, second] = moment.slice(1).map((digits) => Number(digits ?? 0));
  const at = fromWireDateTime({
    date: { year: year ?? 0, month: month ?? 0, day: day ?? 0 },
    time: { hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0 },
  });
  const totalTiyn = tiyn(BigInt(sum[1] ?? "0") * 100n + BigInt((sum[2] ?? "").padEnd(2, "0")));
  return at && totalTiyn <= MONEY_MAX ? { sign, registrationNumber, totalTiyn, at } : null;
}
