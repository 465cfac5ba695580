import { canonicalText, toJson } from "./json";

/** SHA-256 of a text in UTF-8, as 64 hex digits. Injected: the core uses no machine. */
export type Sha256 = (text: string) => string;

/** The end of a register's chain: everything it ever did hangs on this hash. */
export type JournalHead = { readonly seq: number; readonly hash: string };

export const GENESIS: JournalHead = { seq: 0, hash: "0".repeat(64) };

/** What a chained record keeps of the chain. */
export type Link = { readonly journalSeq: number; readonly previousHash: string; readonly hash: string };

/** The canonical text of a record, as it is hashed: everything it says, with its place in the chain. */
export const chainedText = (kind: "document" | "settlement", record: object, head: JournalHead): string =>
  canonicalText(toJson({ entry: kind, record, seq: head.seq + 1 }));

/** Hangs a record on the chain: hash(n) = H(hash(n-1) ‖ canonical(n)). */
export function chain<T extends object>(
  head: JournalHead,
  kind: "document" | "settlement",
  record: T,
  sha256: Sha256,
): { readonly record: T & Link; readonly head: JournalHead } {
  const hash = sha256(head.hash + chainedText(kind, record, head));
  const journalSeq = head.seq + 1;
  return { record: { ...record, journalSeq, previousHash: head.hash, hash }, head: { seq: journalSeq, hash } };
}

/** Tells whether a stored record still hangs on its chain with the text it was hashed with. */
export function isIntact(kind: "document" | "settlement", stored: Link & object, sha256: Sha256): boolean {
  const { journalSeq, previousHash, hash, ...record } = stored;
  return sha256(previousHash + chainedText(kind, record, { seq: journalSeq - 1, hash: previousHash })) === hash;
}
