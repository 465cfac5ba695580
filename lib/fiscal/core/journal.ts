import { canonicalText } from "./json";

/** SHA-256 of a text in UTF-8, as 64 hex digits. Injected: the core uses no machine. */
export type Sha256 = (text: string) => string;

/** The end of a register's chain: everything it ever did hangs on this hash. */
export type JournalHead = { readonly seq: number; readonly hash: string };

export const GENESIS: JournalHead = { seq: 0, hash: "0".repeat(64) };

/** What hangs on the chain: documents, their frames, resends of a frame, and what became known of a document. */
export type ChainedKind = "document" | "seal" | "attempt" | "settlement";

/** What a chained record keeps of the chain. */
export type Link = { readonly journalSeq: number; readonly previousHash: string; readonly hash: string };

/** The canonical text of a record, as it is hashed: everything it says, with its place in the chain. */
export const chainedText = (kind: ChainedKind, record: object, head: JournalHead): string =>
  canonicalText({ entry: kind, record, seq: head.seq + 1 });

/** The record as it is hashed. A token goes in as its hash, so that a journal can be shown without it. */
export function recordOf(kind: ChainedKind, record: object, sha256: Sha256): object {
  if (kind !== "seal" || !("tokenCipher" in record)) return record;
  const { tokenCipher, ...rest } = record;
  return { ...rest, tokenHash: sha256(String(tokenCipher)) };
}

/** Hangs a record on the chain: hash(n) = H(hash(n-1) ‖ canonical(n)). */
export function chain<T extends object>(
  head: JournalHead,
  kind: ChainedKind,
  record: T,
  sha256: Sha256,
): { readonly record: T & Link; readonly head: JournalHead } {
  const hash = sha256(head.hash + chainedText(kind, recordOf(kind, record, sha256), head));
  const journalSeq = head.seq + 1;
  return { record: { ...record, journalSeq, previousHash: head.hash, hash }, head: { seq: journalSeq, hash } };
}

/** The hash of what a caller asked for, as the document that came of it keeps it. */
export const requestHashOf = (
  request: { readonly scope: string; readonly key: string; readonly inputHash: string },
  sha256: Sha256,
): string => sha256(canonicalText(request));

/** Tells whether a stored record still hangs on its chain with the text it was hashed with. */
export function isIntact(kind: ChainedKind, stored: Link & object, sha256: Sha256, form?: "with_answer"): boolean {
  const { journalSeq, previousHash, hash, ...record } = stored;
  const place = { seq: journalSeq - 1, hash: previousHash };
  const holds = (said: object) => sha256(previousHash + chainedText(kind, said, place)) === hash;
  if (holds(recordOf(kind, record, sha256))) return true;
  // Until 2026-11-25 an answer's bytes were kept beside the chain, whether there were any or not.
  if (form === "with_answer" || kind !== "settlement" || !("answer" in record)) return false;
  const { answer, ...before } = record;
  return holds(before);
}
