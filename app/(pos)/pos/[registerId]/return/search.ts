import type { BasisQuery } from "@/components/pos/return-search";
import type { SearchParams } from "@/components/table";
import type { BasisSearch } from "@/lib/fiscal";
import { addDays, parseDay, parseTenge, startOfDay } from "@/lib/kernel";

const LENGTH_MAX = 500;
const textOf = (params: SearchParams, name: string): string => {
  const value = params[name];
  return typeof value === "string" ? value.trim().slice(0, LENGTH_MAX) : "";
};

/** What stands in the address. */
export const readBasisQuery = (params: SearchParams): BasisQuery => ({
  q: textOf(params, "q"),
  sum: textOf(params, "sum"),
  day: textOf(params, "day"),
});

/** Addresses hold a question mark or a slash; numbers and signs never do. */
const isAddress = (text: string): boolean => /[?/]/.test(text);

/** The same as the search asks; null where nothing was asked, or what was asked can be no receipt's. */
export function basisSearchOf({ q, sum, day: typed }: BasisQuery): BasisSearch | null {
  if (isAddress(q)) return { qr: q };
  const total = sum ? parseTenge(sum) : null;
  const day = typed ? parseDay(typed) : null;
  if ((total && !total.ok) || (typed && !day)) return null;
  if (!q && !total && !day) return null;
  return {
    ...(q ? { number: q } : {}),
    ...(total?.ok ? { totalTiyn: total.value } : {}),
    ...(day ? { from: startOfDay(day), to: startOfDay(addDays(day, 1)) } : {}),
  };
}
