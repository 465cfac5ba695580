import { countIn, countOffline, takeOut, takeOutOfLife } from "./counters";
import type { FiscalDocument, Settlement } from "./document";
import { GENESIS, isIntact, type Sha256 } from "./journal";
import { canonicalText, toJson } from "./json";
import { type Counters, emptyCounters } from "./tallies";

export type JournalEntry =
  | { readonly entry: "document"; readonly document: FiscalDocument }
  | { readonly entry: "settlement"; readonly settlement: Settlement };

const linkOf = (entry: JournalEntry) => (entry.entry === "document" ? entry.document : entry.settlement);

/** Folds a journal into the counters it must have led to. */
export function foldJournal(entries: readonly JournalEntry[]): Counters {
  let counters = emptyCounters();
  let shiftNumber = 0;
  const documents = new Map<string, FiscalDocument>();
  const offline = new Set<string>();
  for (const each of entries) {
    if (each.entry === "document") {
      const { document } = each;
      documents.set(document.id, document);
      if (document.autonomous) offline.add(document.id);
      counters = countIn(counters, document.body, document.autonomous);
      shiftNumber = document.kind === "z_report" ? 0 : document.shiftNumber;
      continue;
    }
    const { settlement } = each;
    const document = documents.get(settlement.documentId);
    if (!document) continue;
    const running = document.shiftNumber === shiftNumber;
    if (settlement.kind === "autonomous") {
      offline.add(document.id);
      if (running) counters = countOffline(counters, document.body);
    }
    if (settlement.kind === "rejected")
      counters = running
        ? takeOut(counters, document.body, offline.has(document.id))
        : takeOutOfLife(counters, document.body);
  }
  return counters;
}

/** What is wrong with a register's journal: a broken chain, a gap in numbers, counters that do not follow from it. */
export function journalFaults(entries: readonly JournalEntry[], live: Counters, sha256: Sha256): string[] {
  const faults: string[] = [];
  let hash = GENESIS.hash;
  let number = 0;
  for (const [index, each] of entries.entries()) {
    const link = linkOf(each);
    if (link.journalSeq !== index + 1 || link.previousHash !== hash || !isIntact(each.entry, link, sha256))
      faults.push(`chain at ${index + 1}`);
    hash = link.hash;
    if (each.entry === "document" && each.document.number !== ++number) faults.push(`number ${each.document.number}`);
  }
  if (canonicalText(toJson(foldJournal(entries))) !== canonicalText(toJson(live))) faults.push("counters");
  return faults;
}
