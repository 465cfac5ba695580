import { fileResponse, safeName } from "@/lib/files";
import { formatDecimal, type QuantityMilli, type Tiyn } from "@/lib/kernel";
import { csvBytes } from "./csv";
import { type Cell, type Figure, xlsxBytes } from "./xlsx";

export type { Cell };

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const money = (value: Tiyn): Figure => ({ decimal: formatDecimal(value), look: "money" });
export const count = (value: number | bigint): Figure => ({ decimal: value.toString(), look: "count" });
export const quantity = (value: QuantityMilli): Figure => {
  const absolute = value < 0n ? -value : value;
  const digits = `${absolute / 1000n}.${(absolute % 1000n).toString().padStart(3, "0")}`;
  return { decimal: `${value < 0n ? "-" : ""}${digits}`, look: "quantity" };
};

const csvCell = (cell: Cell): string => (typeof cell === "string" ? cell : cell.decimal.replace(".", ","));

/** A table as a file to keep: a workbook, or CSV where the address asks for it. */
export function tableFile(
  asked: URLSearchParams,
  name: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): Response {
  if (asked.get("format") === "csv") {
    const bytes = csvBytes(
      head,
      rows.map((row) => row.map(csvCell)),
    );
    return fileResponse({ bytes, mediaType: "text/csv", name: safeName(name, "text/csv") });
  }
  return fileResponse({ bytes: xlsxBytes(name, head, rows), mediaType: XLSX, name: safeName(name, XLSX) });
}
