import { hash } from "node:crypto";
import { Fold } from "./fold";
import type { DocumentRow, Link, Tables } from "./tables";

const HOUR = 3_600_000;

type Entry = { readonly kind: string; readonly record: Link };

/** The one text of a value: keys sorted, sums as digits, moments as ISO, bytes as hex. */
export function textOf(value: unknown): string {
  if (typeof value === "bigint") return `"${value}"`;
  if (value instanceof Date) return `"${value.toISOString()}"`;
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString("hex")}"`;
  if (Array.isArray(value)) return `[${value.map(textOf).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = value as Readonly<Record<string, unknown>>; // cast: an object
  let text = "";
  for (const key of Object.keys(fields).sort())
    if (fields[key] !== undefined) text += `${text && ","}"${key}":${textOf(fields[key])}`;
  return `{${text}}`;
}

const hashOf = (text: string): string => hash("sha256", text);

/** A journal can be shown without tokens: their hashes stand in it. */
function saidOf(record: object): object {
  const { tokenCipher, ...rest } = record as { readonly tokenCipher?: unknown }; // cast: a frame has it
  return tokenCipher === undefined ? rest : { ...rest, tokenHash: hashOf(`${tokenCipher}`) };
}

/** I6: each record hangs on the one before, by its text; the register knows the last. */
function checkChain(tables: Tables, entries: readonly Entry[], faults: string[]): void {
  let head = { seq: 0, hash: "0".repeat(64) };
  for (const { kind, record } of entries) {
    const { journalSeq, previousHash, hash, ...rest } = record;
    const text = textOf({ entry: kind, record: saidOf(rest), seq: journalSeq });
    const must = hashOf(previousHash + text);
    if (journalSeq !== head.seq + 1 || previousHash !== head.hash || hash !== must)
      faults.push(`I6 the chain breaks at ${journalSeq} (${kind})`);
    head = { seq: journalSeq, hash };
  }
  const { journal } = tables.state;
  if (journal.seq !== head.seq || journal.hash !== head.hash)
    faults.push("I6 the register does not know its last record");
}

/** I1, I10 and the law's hours: numbers, shifts and times of the documents in their order. */
class Order {
  readonly faults: string[] = [];
  readonly #unsent = new Map<string, Date>();
  #number = 0;
  #offlineNumber = 0;
  #at = new Date(0);
  #shift = { number: 0, documents: 0, open: false, since: new Date(0) };

  document(document: DocumentRow): void {
    const { number, at, kind, offlineNumber } = document;
    if (number !== this.#number + 1) this.faults.push(`I1 number ${number} after ${this.#number}`);
    if (at < this.#at) this.faults.push(`F12 document ${number} is dated before the one before it`);
    if (offlineNumber !== null && offlineNumber <= this.#offlineNumber)
      this.faults.push(`I1 autonomous number of ${number}`);
    if (!this.#shift.open) this.#shift = { number: this.#shift.number + 1, documents: 0, open: true, since: at };
    this.#shift.documents += 1;
    if (document.shiftNumber !== this.#shift.number || document.shiftDocumentNumber !== this.#shift.documents)
      this.faults.push(`I10 document ${number} is not in its shift`);
    // A clock that went back: such a document is dated as the one before, and the hours are counted anew.
    if (kind !== "z_report" && at > this.#at) {
      if (at.getTime() - this.#shift.since.getTime() >= 24 * HOUR)
        this.faults.push(`F16 document ${number} after 24 hours`);
      const [oldest] = this.#unsent.values();
      if (oldest && at.getTime() - oldest.getTime() >= 72 * HOUR)
        this.faults.push(`F17 document ${number} after 72 hours`);
    }
    if (kind === "z_report") this.#shift.open = false;
    this.#unsent.set(document.id, at);
    this.#number = number;
    this.#offlineNumber = offlineNumber ?? this.#offlineNumber;
    this.#at = at;
  }

  settled(documentId: string): void {
    const [oldest] = this.#unsent.keys();
    if (oldest !== documentId) this.faults.push("I7 a document was settled out of turn");
    this.#unsent.delete(documentId);
  }
}

/** S31: no more comes back of a receipt than was sold. */
function checkReturns({ documents, settlements }: Tables): string[] {
  const rejected = new Set(settlements.filter(({ kind }) => kind === "rejected").map(({ documentId }) => documentId));
  const back = new Map<string, bigint>();
  for (const { id, basisId, totalTiyn } of documents)
    if (basisId !== null && !rejected.has(id)) back.set(basisId, (back.get(basisId) ?? 0n) + totalTiyn);
  return documents
    .filter(({ id, totalTiyn }) => back.has(id) && (back.get(id) ?? 0n) > totalTiyn)
    .map(({ id, number, totalTiyn }) => `S31 ${back.get(id)} came back of ${number}, which was ${totalTiyn}`);
}

/** Everything about the journal of one register: numbers, shifts, times, chain, counters, reports. */
export function checkJournal(tables: Tables): string[] {
  const faults: string[] = [];
  const entries: Entry[] = [
    ...tables.documents.map((record) => ({ kind: "document", record })),
    ...tables.settlements.map((record) => ({ kind: "settlement", record })),
    ...tables.seals.map(({ epoch: _, ...record }) => ({ kind: "seal", record })),
    ...tables.attempts.map(({ epoch: _, ...record }) => ({ kind: "attempt", record })),
  ].sort((a, b) => a.record.journalSeq - b.record.journalSeq);
  checkChain(tables, entries, faults);
  const byId = new Map(tables.documents.map((document) => [document.id, document]));
  const settlements = new Map(tables.settlements.map((settlement) => [settlement.journalSeq, settlement]));
  const documents = new Map(tables.documents.map((document) => [document.journalSeq, document]));
  const order = new Order();
  const fold = new Fold();
  for (const { record } of entries) {
    const document = documents.get(record.journalSeq);
    const settlement = settlements.get(record.journalSeq);
    if (document) {
      order.document(document);
      fold.document(document);
    } else if (settlement) {
      const about = byId.get(settlement.documentId);
      if (!about) faults.push("I2 an answer to no document");
      else fold.settlement(settlement, about);
      if (settlement.kind === "accepted" || settlement.kind === "rejected") order.settled(settlement.documentId);
    }
  }
  fold.compare(tables.state.counters);
  if (tables.documents.length !== tables.state.lastNumber)
    faults.push("I1 the last number is not the count of documents");
  if (tables.shifts.filter(({ closed }) => !closed).length > 1) faults.push("I10 two shifts are open");
  return [...order.faults, ...fold.faults, ...checkReturns(tables), ...faults];
}
