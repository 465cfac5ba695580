import { formatDateTime, formatMoney } from "@/lib/i18n";
import type { Coded, Tiyn } from "@/lib/kernel";
import type { ShownRefusal } from "./state";

type Shown = string | number | undefined;

/** Writes one fact as a person reads it: sums in tenge, moments by the clock of Almaty, lists with commas. */
function shown(name: string, value: unknown): Shown {
  if (typeof value === "bigint") return name.endsWith("Tiyn") ? formatMoney(value as Tiyn) : value.toString(); // cast: named as a sum
  if (value instanceof Date) return formatDateTime(value);
  if (typeof value === "string" || typeof value === "number") return value;
  if (Array.isArray(value)) return value.map((part) => shown(name, part) ?? "").join(", ");
  return undefined;
}

/** Turns a refusal of an op into what a screen gets: its code, and its facts already written. */
export function showRefusal(error: Coded, requestId?: string): ShownRefusal {
  const { code, ...rest } = error;
  const facts = Object.entries(rest).flatMap(([name, value]) => {
    const text = shown(name, value);
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    code,
    ...(facts.length > 0 ? { facts: Object.fromEntries(facts) } : {}),
    ...(requestId ? { requestId } : {}),
  };
}
