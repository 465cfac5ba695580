import { parse } from "csv-parse/sync";
import { Unzip, UnzipInflate } from "fflate";
import readXlsx from "read-excel-file/node";
import { err, limits, ok, type Result } from "@/lib/kernel";

export type TableError =
  | { readonly code: "files.table_unreadable" }
  | { readonly code: "files.table_too_large"; readonly max: number }
  | { readonly code: "files.table_empty" };

/** A table as text, row by row; the first row is its head. */
export type Table = readonly (readonly string[])[];

/** An XLSX is a ZIP: what it may unfold to, and in how many parts. */
const UNZIPPED_BYTES_MAX = 64 * 1024 * 1024;
const PARTS_MAX = 500;
const CELL_LENGTH_MAX = 2_000;
const COLUMNS_MAX = 60;
const ZIP_SIGNATURE = [0x50, 0x4b, 0x03, 0x04];

const isZip = (bytes: Uint8Array): boolean => ZIP_SIGNATURE.every((sign, at) => bytes[at] === sign);

const TOO_MUCH = new Error("unfolds to more than is read");
/** Bytes of the file that are unfolded at a time: a bomb is noticed before much of it is there. */
const PIECE_BYTES = 64 * 1024;

/** Unfolds the file piece by piece and keeps nothing, so that one which unfolds to more than is borne is refused, whatever it says of itself. */
function unfoldsToBearable(bytes: Uint8Array): boolean {
  let [parts, size] = [0, 0];
  const unzip = new Unzip((part) => {
    parts++;
    if (parts > PARTS_MAX) throw TOO_MUCH;
    part.ondata = (fault, piece) => {
      if (fault) throw fault;
      size += piece.length;
      if (size > UNZIPPED_BYTES_MAX) throw TOO_MUCH;
    };
    part.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES)
      unzip.push(bytes.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= bytes.length);
  } catch (fault) {
    if (fault === TOO_MUCH) return false;
    throw fault;
  }
  return true;
}

/** Numbers stay the text that the file holds: no sum passes through a float. A formula gives its stored value; nothing is computed. */
async function readSheet(bytes: Uint8Array): Promise<Table | null> {
  if (!unfoldsToBearable(bytes)) return null;
  const [sheet] = await readXlsx(Buffer.from(bytes), { parseNumber: (text: string) => text });
  return (sheet?.data ?? []).map((row) =>
    row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ""))),
  );
}

/** The sign between cells: the one that the first line has most of. */
const delimiterOf = (text: string): string => {
  const [line = ""] = text.split(/\r?\n/, 1);
  const count = (sign: string) => line.split(sign).length;
  return [";", "\t", ","].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
};

/** UTF-8, or the code page of old local spreadsheets where it is not. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1251").decode(bytes);
  }
}

const readCsv = (bytes: Uint8Array): Table => {
  const text = textOf(bytes);
  return parse(text, {
    ...{ bom: true, delimiter: delimiterOf(text), relax_column_count: true, relax_quotes: true },
    ...{ skip_empty_lines: true, max_record_size: COLUMNS_MAX * CELL_LENGTH_MAX, to: limits.importRowsMax + 2 },
  });
};

/**
 * Reads an uploaded table, XLSX (first sheet) or CSV, as text. Bounded in bytes, rows and what it unfolds to; empty rows are left out.
 * A leading apostrophe of an export of ours, which disarms formulas, is taken off again.
 */
export async function readTable(bytes: Uint8Array): Promise<Result<Table, TableError>> {
  if (bytes.length > limits.uploadBytes) return err({ code: "files.table_too_large", max: limits.importRowsMax });
  let table: Table | null;
  try {
    table = isZip(bytes) ? await readSheet(bytes) : readCsv(bytes);
  } catch {
    return err({ code: "files.table_unreadable" });
  }
  if (table === null) return err({ code: "files.table_too_large", max: limits.importRowsMax });
  const rows = table
    .map((row) =>
      row.slice(0, COLUMNS_MAX).map((cell) =>
        cell
          .slice(0, CELL_LENGTH_MAX)
          .trim()
          .replace(/^'(?=[=+\-@])/, ""),
      ),
    )
    .filter((row) => row.some((cell) => cell !== ""));
  if (rows.length - 1 > limits.importRowsMax) return err({ code: "files.table_too_large", max: limits.importRowsMax });
  return rows.length > 1 ? ok(rows) : err({ code: "files.table_empty" });
}
