import { type JournalEntry, linkOf } from "./check-journal";
import type { FiscalDocument } from "./document";
import { isIntact, type JournalHead, type Link, recordOf, type Sha256 } from "./journal";
import { canonicalText } from "./json";
import type { HeadMark } from "./verify-book";

/** What an export says of itself and of its register, in its first line. */
export type ExportHead = {
  readonly register: {
    readonly registrationNumber: string;
    readonly factoryNumber: string;
    readonly name: string;
    readonly sellerName: string;
    readonly sellerXin: string;
  };
  readonly from: string;
  readonly to: string;
  readonly madeAt: Date;
  /** Where the part begins: the end of the journal before it. */
  readonly start: JournalHead;
  /** The end of the whole journal when the export was made. */
  readonly journal: JournalHead;
  /** Daily heads of the register, also those outside the part. */
  readonly heads: readonly HeadMark[];
  /** Documents made before the part that it speaks of, by their ids. */
  readonly earlier: Readonly<Record<string, number>>;
};

const FORMAT = 1;

function recordIn(each: JournalEntry): Link & object {
  if (each.entry === "document") return each.document;
  if (each.entry === "seal") return each.seal;
  return each.entry === "attempt" ? each.attempt : each.settlement;
}

/** The record exactly as its hash was made. */
function hashedRecord(each: JournalEntry, sha256: Sha256): object {
  const { journalSeq, previousHash, hash, ...record } = recordIn(each);
  if (each.entry !== "settlement" || isIntact("settlement", each.settlement, sha256, "with_answer"))
    return recordOf(each.entry, record, sha256);
  const { answer, ...before } = { answer: null, ...record };
  return before;
}

/**
 * A part of a journal as lines, each the one text of what it says: what the part is, its entries in their order, and at the end the
 * hash of all lines before. A program that knows nothing of us can check them.
 */
export function exportLines(
  head: ExportHead,
  entries: readonly JournalEntry[],
  documents: readonly Pick<FiscalDocument, "id" | "number">[],
  sha256: Sha256,
): string[] {
  const numbers = new Map<string, number>(Object.entries(head.earlier));
  for (const { id, number } of documents) numbers.set(id, number);
  const sealed = new Map(
    entries.flatMap((each) => (each.entry === "seal" ? [[each.seal.id, each.seal.documentId]] : [])),
  );
  const numberOf = (each: JournalEntry): number | null => {
    if (each.entry === "document") return each.document.number;
    if (each.entry === "attempt") return numbers.get(sealed.get(each.attempt.sealId) ?? "") ?? null;
    return numbers.get(each.entry === "seal" ? each.seal.documentId : each.settlement.documentId) ?? null;
  };
  const lines = [
    canonicalText({ entry: "head", format: FORMAT, ...head }),
    ...entries.map((each) => {
      const { journalSeq, hash } = linkOf(each);
      const record = hashedRecord(each, sha256);
      return canonicalText({ document: numberOf(each), entry: each.entry, hash, record, seq: journalSeq });
    }),
  ];
  return [...lines, canonicalText({ entry: "end", lines: lines.length, sha256: sha256(`${lines.join("\n")}\n`) })];
}
