import { countIn, countOffline, takeOut, takeOutOfLife } from "./counters";
import type { FiscalDocument, Settlement } from "./document";
import { GENESIS, isIntact, type JournalHead, type Link, type Sha256 } from "./journal";
import { canonicalText } from "./json";
import { type Counters, emptyCounters } from "./tallies";

/** What of a frame, or of its resend, matters for its place in the journal; all it holds is hashed. */
type ChainedSeal = Link & { readonly id: string; readonly documentId: string };
type ChainedAttempt = Link & { readonly id: string; readonly sealId: string };

export type JournalEntry =
  | { readonly entry: "document"; readonly document: FiscalDocument }
  | { readonly entry: "seal"; readonly seal: ChainedSeal }
  | { readonly entry: "attempt"; readonly attempt: ChainedAttempt }
  | { readonly entry: "settlement"; readonly settlement: Settlement };

/** Something that is not as it was written. `number` names the document it concerns, null where it concerns the whole register. */
export type JournalFault = { readonly number: number | null; readonly what: string };

export function linkOf(each: JournalEntry): Link {
  if (each.entry === "document") return each.document;
  if (each.entry === "seal") return each.seal;
  return each.entry === "attempt" ? each.attempt : each.settlement;
}

/** Where a check begins: the genesis of a register, or a Z-report that was checked before. */
export type JournalStart = {
  readonly head: JournalHead;
  /** The last document before. */
  readonly number: number;
  /** Documents up to this number were settled before. */
  readonly sentNumber: number;
  /** Documents before, which later entries speak of. */
  readonly earlier: readonly FiscalDocument[];
};

export const FROM_GENESIS: JournalStart = { head: GENESIS, number: 0, sentNumber: 0, earlier: [] };

/** Folds a journal into the counters it must have led to. A first Z-report brings the counters of what was before it. */
export function foldJournal(entries: readonly JournalEntry[], earlier: readonly FiscalDocument[] = []): Counters {
  let counters = emptyCounters();
  let shiftNumber = 0;
  const documents = new Map(earlier.map((document) => [document.id, document]));
  const offline = new Set<string>();
  for (const [index, each] of entries.entries()) {
    if (each.entry === "document") {
      const { document } = each;
      const { body } = document;
      documents.set(document.id, document);
      if (document.autonomous) offline.add(document.id);
      counters = countIn(
        index === 0 && body.kind === "z_report" ? body.report.counters : counters,
        body,
        document.autonomous,
      );
      shiftNumber = document.kind === "z_report" ? 0 : document.shiftNumber;
      continue;
    }
    if (each.entry !== "settlement") continue;
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

/** A hash that cannot be computed, because what is stored has no canonical text, does not fit. */
function holds(each: JournalEntry, sha256: Sha256): boolean {
  try {
    return isIntact(each.entry, linkOf(each), sha256);
  } catch {
    return false;
  }
}

/**
 * Walks a journal in its order. An altered entry is named by the document it concerns; so is one that is gone, because a
 * settlement, a frame and a resend always concern the head of the queue, and documents have no gap in their numbers.
 */
class Walk {
  readonly faults: JournalFault[] = [];
  #seq: number;
  #hash: string | null;
  #number: number;
  #sent: number;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #sealed: ReadonlyMap<string, string>;
  readonly #lastNumber: number;
  readonly #intact: ReadonlySet<JournalEntry>;
  readonly #documents: readonly FiscalDocument[];
  readonly #sound: readonly FiscalDocument[];

  constructor(entries: readonly JournalEntry[], start: JournalStart, end: Ending, sha256: Sha256) {
    const documents = entries.flatMap((each) => (each.entry === "document" ? [each.document] : []));
    this.#seq = start.head.seq;
    this.#hash = start.head.hash;
    this.#number = start.number;
    this.#sent = start.sentNumber;
    this.#intact = new Set(entries.filter((each) => holds(each, sha256)));
    this.#lastNumber = Math.max(end.lastNumber, start.number);
    this.#numbers = new Map([...start.earlier, ...documents].map(({ id, number }) => [id, number]));
    this.#sealed = new Map(
      entries.flatMap((each) => (each.entry === "seal" ? [[each.seal.id, each.seal.documentId]] : [])),
    );
    this.#documents = documents;
    const sound = [...this.#intact].flatMap((each) => (each.entry === "document" ? [each.document] : []));
    this.#sound = sound.sort((a, b) => a.number - b.number);
  }

  /** Entries that claim one place: of those the intact one is the journal's. */
  take(seq: number, claims: readonly JournalEntry[]): void {
    if (seq > this.#seq + 1) this.gone(seq);
    const intact = claims.filter((each) => this.#intact.has(each));
    for (const each of claims)
      if (!intact.includes(each)) this.#say(this.#nameOf(each), `${each.entry} ${this.#idOf(each)} was altered`);
    const [own, ...others] = intact;
    for (const each of others)
      this.#say(this.#nameOf(each), `${each.entry} ${this.#idOf(each)} stands in another's place`);
    const each = own ?? claims[0];
    if (!each) return;
    const link = linkOf(each);
    if (own && this.#hash !== null && link.previousHash !== this.#hash)
      this.#say(this.#nameOf(each), `${each.entry} ${this.#idOf(each)} does not follow from the one before`);
    if (own?.entry === "document" && own.document.number !== this.#number + 1)
      this.#say(own.document.number, `number ${own.document.number} does not follow ${this.#number}`);
    this.#seq = seq;
    this.#hash = own ? link.hash : null;
    if (each.entry === "document") this.#number = own ? each.document.number : this.#number + 1;
    if (own?.entry === "settlement" && (own.settlement.kind === "accepted" || own.settlement.kind === "rejected"))
      this.#sent = this.#numbers.get(own.settlement.documentId) ?? this.#sent;
  }

  /** An entry before this place is gone. */
  gone(before: number): void {
    const next = this.#after(before)?.number;
    const isDocument = (next ?? this.#lastNumber + 1) > this.#number + 1;
    const name = isDocument ? this.#number + 1 : Math.min(this.#sent + 1, this.#number);
    this.#say(name, `${isDocument ? "the document" : "an entry"} at ${this.#seq + 1} is gone`);
    if (isDocument) this.#number += 1;
    this.#hash = null;
  }

  /** The head that the register keeps must be where the walk ended. */
  end({ head }: Ending): void {
    if (head.seq > this.#seq) this.gone(head.seq + 1);
    else if (head.seq < this.#seq || (this.#hash !== null && head.hash !== this.#hash))
      this.#say(null, "the register's head is not the end of its journal");
  }

  /** The next document of the walk that is as it was written. */
  #after(seq: number): FiscalDocument | undefined {
    return this.#sound.find(({ journalSeq, number }) => journalSeq >= seq && number > this.#number);
  }

  #say(number: number | null, what: string): void {
    this.faults.push({ number, what });
  }

  #idOf(each: JournalEntry): string {
    if (each.entry === "document") return each.document.id;
    if (each.entry === "seal") return each.seal.id;
    return each.entry === "attempt" ? each.attempt.id : each.settlement.id;
  }

  /** The number of the document that an entry concerns, as far as what is left of it tells. */
  #nameOf(each: JournalEntry): number {
    if (each.entry === "document") {
      const { number } = each.document;
      const twins = this.#documents.filter((document) => document.number === number);
      return number >= 1 && number <= this.#lastNumber && twins.length === 1 ? number : this.#number + 1;
    }
    const documentId =
      each.entry === "attempt"
        ? this.#sealed.get(each.attempt.sealId)
        : each.entry === "seal"
          ? each.seal.documentId
          : each.settlement.documentId;
    return this.#numbers.get(documentId ?? "") ?? Math.min(this.#sent + 1, Math.max(this.#number, 1));
  }
}

/** Where a register says that its journal ends. */
export type Ending = { readonly head: JournalHead; readonly lastNumber: number };

/** What is wrong with the chain of a journal, in the order in which it stands. */
export function chainFaults(
  entries: readonly JournalEntry[],
  end: Ending | null,
  sha256: Sha256,
  start: JournalStart = FROM_GENESIS,
): JournalFault[] {
  const places = new Map<number, JournalEntry[]>();
  for (const each of entries) {
    const { journalSeq } = linkOf(each);
    places.set(journalSeq, [...(places.get(journalSeq) ?? []), each]);
  }
  const order = [...places].sort(([a], [b]) => a - b);
  const last = order.at(-1)?.[1][0];
  const walk = new Walk(
    entries,
    start,
    end ?? { head: { seq: 0, hash: "" }, lastNumber: last?.entry === "document" ? last.document.number : 0 },
    sha256,
  );
  for (const [seq, claims] of order) walk.take(seq, claims);
  if (end) walk.end(end);
  return walk.faults;
}

/** Entries that do not hold their own hash, each by itself, with the document that it concerns. */
export function alteredEntries(
  entries: readonly JournalEntry[],
  sha256: Sha256,
): { readonly number: number; readonly what: string }[] {
  const numbers = new Map(
    entries.flatMap((each) => (each.entry === "document" ? [[each.document.id, each.document.number]] : [])),
  );
  const sealed = new Map(
    entries.flatMap((each) => (each.entry === "seal" ? [[each.seal.id, each.seal.documentId]] : [])),
  );
  const documentOf = (each: JournalEntry): string | undefined => {
    if (each.entry === "document") return each.document.id;
    if (each.entry === "attempt") return sealed.get(each.attempt.sealId);
    return each.entry === "seal" ? each.seal.documentId : each.settlement.documentId;
  };
  return entries
    .filter((each) => !holds(each, sha256))
    .map((each) => ({ number: numbers.get(documentOf(each) ?? "") ?? 0, what: `a ${each.entry} was altered` }));
}

export const sameCounters = (one: Counters, other: Counters): boolean => canonicalText(one) === canonicalText(other);

/** What is wrong with a whole journal: a broken chain, a gap in numbers, counters that do not follow from it. */
export function journalFaults(entries: readonly JournalEntry[], live: Counters, sha256: Sha256): string[] {
  const faults = chainFaults(entries, null, sha256).map(({ number, what }) => `document ${number}: ${what}`);
  return sameCounters(foldJournal(entries), live) ? faults : [...faults, "counters"];
}
