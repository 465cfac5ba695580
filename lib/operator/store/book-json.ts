import { invariant } from "@/lib/kernel";
import { type Book, EMPTY_BOOK } from "../core/book";

/** Writes a book for a jsonb column: sums as texts, moments in ISO. */
export const bookToJson = (book: Book): string =>
  JSON.stringify(book, (_, value) => (typeof value === "bigint" ? value.toString() : value));

/** Sums and moments are told by how their names end. */
function revive(name: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (name.endsWith("Tiyn")) return BigInt(value);
  return name.endsWith("At") ? new Date(value) : value;
}

/** Reads a book from a jsonb column; an empty object is the book of a register that sent nothing yet. */
export function bookFromJson(json: unknown): Book {
  invariant(typeof json === "object" && json !== null, "a stored book is an object");
  if (Object.keys(json).length === 0) return EMPTY_BOOK;
  const book = JSON.parse(JSON.stringify(json), revive) as Book; // cast: written by bookToJson
  invariant(typeof book.cashTiyn === "bigint" && typeof book.shift.number === "number", "a stored book is whole");
  return book;
}
