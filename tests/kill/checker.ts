import type { KillDatabase } from "./database";
import { type Deed, firstOk, isOpen, outcomeOf } from "./till";

// Compares the tills' own log with both books. It asks in plain SQL and adds up by itself: no code of the product takes part.

export const FAULT_CLASSES = ["lost", "phantom", "duplicate", "reorder", "gap", "drift", "unsettled"] as const;
export type FaultClass = (typeof FAULT_CLASSES)[number];
export type Violation = { readonly kind: FaultClass; readonly text: string };

type Row = {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly at: Date;
  readonly total: string;
  readonly shift: number;
  readonly body: { readonly payments?: readonly { type: string; sumTiyn: string }[]; report?: ZReport };
  readonly key: string | null;
  readonly keys: string;
  readonly accepted: string;
  readonly rejected: string;
  readonly sign: string | null;
  readonly seq: string;
};
type ZReport = {
  readonly counters: {
    readonly cashTiyn: string;
    readonly nonResettableTiyn: Readonly<Record<string, string>>;
    readonly receipts: Readonly<Record<string, { count: number; sumTiyn: string }>>;
  };
};
type Booked = {
  readonly sequence: string;
  readonly kind: string;
  readonly printed: string | null;
  readonly total: string;
  readonly sign: string | null;
  readonly cash_after: string;
};
type Book = {
  readonly last_number: string;
  readonly sent_number: string;
  readonly cash: string;
  readonly pending: string | null;
  /** As stored: without zeros. */
  readonly counters: Partial<ZReport["counters"]>;
  readonly journal_seq: string;
  readonly blocks: string;
  readonly operator_cash: string;
  readonly operator_documents: string;
};

/** The operator's words for our kinds. */
const THEIR_KIND: Readonly<Record<string, string>> = {
  ...{ sale: "sell", sale_return: "sell_return", purchase: "buy", purchase_return: "buy_return" },
  ...{ deposit: "deposit", withdrawal: "withdrawal", z_report: "z_report" },
};
const RECEIPTS = ["sale", "sale_return", "purchase", "purchase_return"];

async function readBooks(database: KillDatabase, registerId: string, ofdId: number) {
  const documents = await database.ask<Row>(
    `SELECT d.id, d.number, d.kind, d.at, d.total_tiyn AS total, d.shift_number AS shift, d.body, d.journal_seq AS seq,
       (SELECT max(key) FROM cabinet.idempotency i WHERE i.document_id = d.id) AS key,
       (SELECT count(*) FROM cabinet.idempotency i WHERE i.document_id = d.id) AS keys,
       (SELECT count(*) FROM cabinet.fiscal_settlement s WHERE s.document_id = d.id AND s.kind = 'accepted') AS accepted,
       (SELECT count(*) FROM cabinet.fiscal_settlement s WHERE s.document_id = d.id AND s.kind IN ('rejected', 'held')) AS rejected,
       (SELECT max(fiscal_sign) FROM cabinet.fiscal_settlement s WHERE s.document_id = d.id AND s.kind = 'accepted') AS sign
     FROM cabinet.fiscal_document d WHERE d.register_id = $1 ORDER BY d.number`,
    [registerId],
  );
  const booked = await database.ask<Booked>(
    `SELECT sequence, kind, printed_number AS printed, total_tiyn AS total, fiscal_sign AS sign, cash_after_tiyn AS cash_after
     FROM operator.document WHERE register_id = $1 ORDER BY sequence`,
    [ofdId],
  );
  const [book] = await database.ask<Book>(
    `SELECT r.last_number, r.sent_number, r.cash_tiyn AS cash, r.pending_seal_id AS pending, r.counters, r.journal_seq,
       (SELECT count(*) FROM cabinet.register_block b WHERE b.register_id = r.register_id) AS blocks,
       o.cash_tiyn AS operator_cash, o.documents AS operator_documents
     FROM cabinet.fiscal_register r, operator.register o WHERE r.register_id = $1 AND o.id = $2`,
    [registerId, ofdId],
  );
  // Every record of the chain, with the hash it claims to follow: the chain must have neither gap nor fork.
  const chain = await database.ask<{ seq: string; previous: string; hash: string }>(
    `SELECT journal_seq AS seq, previous_hash AS previous, hash FROM cabinet.fiscal_document WHERE register_id = $1
     UNION ALL SELECT journal_seq, previous_hash, hash FROM cabinet.fiscal_settlement WHERE register_id = $1
     UNION ALL SELECT journal_seq, previous_hash, hash FROM cabinet.fiscal_seal WHERE register_id = $1
     UNION ALL SELECT a.journal_seq, a.previous_hash, a.hash FROM cabinet.fiscal_attempt a
       JOIN cabinet.fiscal_seal s ON s.tenant_id = a.tenant_id AND s.id = a.seal_id WHERE s.register_id = $1
     ORDER BY seq`,
    [registerId],
  );
  return { documents, booked, book, chain };
}

type Books = Awaited<ReturnType<typeof readBooks>>;
type Say = (kind: FaultClass, text: string) => void;

/** The tills' log against the register's book: each deed where it must be, no more and no less. */
function compareLog(deeds: readonly Deed[], { documents }: Books, say: Say): void {
  const byKey = new Map(documents.map((row) => [row.key, row]));
  const known = new Set(deeds.map(({ key }) => key));
  for (const deed of deeds) {
    const row = byKey.get(deed.key);
    const outcome = outcomeOf(deed);
    const about = `${deed.kind} ${deed.key}`;
    if (outcome === "ok" && !row) say("lost", `${about} was acknowledged and is not in the book`);
    if (outcome === "fail" && row) say("phantom", `${about} failed for certain and is in the book as ${row.number}`);
    if (!row) continue;
    if (row.kind !== deed.kind) say("drift", `${about} is a ${row.kind} in the book`);
    if (deed.kind !== "z_report" && BigInt(row.total) !== deed.totalTiyn)
      say("drift", `${about}: ${deed.totalTiyn} at the till, ${row.total} in the book`);
    for (const attempt of deed.attempts) {
      if (attempt.said !== "ok") continue;
      if (attempt.number !== Number(row.number) || attempt.documentId !== row.id)
        say("duplicate", `${about}: the till heard ${attempt.number}, the book says ${row.number}`);
    }
  }
  for (const row of documents) {
    if (row.key === null || !known.has(row.key)) say("phantom", `document ${row.number} was asked for by nobody`);
    if (Number(row.keys) !== 1) say("duplicate", `document ${row.number} answers to ${row.keys} keys`);
  }
}

/** What ended before another began has the lower number. */
function compareOrder(deeds: readonly Deed[], say: Say): void {
  const done = deeds.flatMap((deed) => {
    const ok = firstOk(deed);
    const began = deed.attempts[0]?.began ?? 0;
    return ok && ok.number !== null ? [{ number: ok.number, began, ended: ok.ended }] : [];
  });
  let latestBegan = { began: Number.NEGATIVE_INFINITY, number: 0 };
  for (const deed of done.sort((one, other) => one.number - other.number)) {
    if (deed.ended < latestBegan.began)
      say("reorder", `${deed.number} had ended before ${latestBegan.number} began, and has the higher number`);
    if (deed.began > latestBegan.began) latestBegan = deed;
  }
}

/** Both books against each other: the same documents, once, in one order. */
function compareBooks({ documents, booked }: Books, say: Say): void {
  for (const [index, row] of documents.entries()) {
    if (Number(row.number) !== index + 1) say("gap", `number ${row.number} stands where ${index + 1} belongs`);
    const before = documents[index - 1];
    if (before && before.at > row.at) say("reorder", `document ${row.number} is dated before ${before.number}`);
    if (row.accepted !== "1" || row.rejected !== "0")
      say("unsettled", `document ${row.number}: accepted ${row.accepted} times, refused or held ${row.rejected} times`);
  }
  const seen = new Set<string>();
  for (const line of booked) {
    const printed = line.printed ?? "none";
    if (seen.has(printed)) say("duplicate", `the operator booked ${printed} twice`);
    seen.add(printed);
  }
  if (booked.length < documents.length) say("lost", `${documents.length} documents, the operator has ${booked.length}`);
  for (const [index, line] of booked.entries()) {
    const row = documents[index];
    if (!row) {
      say("phantom", `the operator has a document ${line.printed} that we do not`);
      continue;
    }
    if (Number(line.sequence) !== index + 1)
      say("gap", `the operator's ${line.sequence} stands where ${index + 1} belongs`);
    if (line.printed !== row.number) say("reorder", `the operator's ${line.sequence} is our ${line.printed}`);
    const same = line.kind === THEIR_KIND[row.kind] && (row.kind === "z_report" || line.total === row.total);
    if (!same) say("drift", `document ${row.number}: ${row.kind} ${row.total} here, ${line.kind} ${line.total} there`);
    if (line.sign !== null && line.sign !== row.sign)
      say("drift", `document ${row.number}: sign ${row.sign} here, ${line.sign} there`);
  }
}

/** Cash and totals, added up here from what the tills wanted and what stands in the book. */
function compareSums(deeds: readonly Deed[], { documents, booked, book }: Books, say: Say): void {
  if (!book) return;
  const wanted = new Map(deeds.map((deed) => [deed.key, deed]));
  const life: Record<string, bigint> = Object.fromEntries(RECEIPTS.map((kind) => [kind, 0n]));
  let shift: Record<string, { count: number; sum: bigint }> = {};
  let cash = 0n;
  for (const [index, row] of documents.entries()) {
    cash += wanted.get(row.key ?? "")?.cashTiyn ?? 0n;
    if (cash < 0n) say("drift", `after document ${row.number} the drawer is ${cash}`);
    if (booked[index] && BigInt(booked[index].cash_after) !== cash)
      say(
        "drift",
        `after document ${row.number}: cash ${cash} by the tills, ${booked[index].cash_after} at the operator`,
      );
    if (row.kind in life) {
      life[row.kind] = (life[row.kind] ?? 0n) + BigInt(row.total);
      const before = shift[row.kind] ?? { count: 0, sum: 0n };
      shift[row.kind] = { count: before.count + 1, sum: before.sum + BigInt(row.total) };
    }
    if (row.kind !== "z_report") continue;
    const report = row.body.report?.counters;
    if (BigInt(report?.cashTiyn ?? -1) !== cash)
      say("drift", `Z ${row.number} has cash ${report?.cashTiyn}, not ${cash}`);
    for (const kind of RECEIPTS) {
      const { count, sum } = shift[kind] ?? { count: 0, sum: 0n };
      const told = report?.receipts[kind];
      if (told?.count !== count || BigInt(told.sumTiyn) !== sum)
        say("drift", `Z ${row.number}: ${kind} ${told?.count}/${told?.sumTiyn}, not ${count}/${sum}`);
      if (BigInt(report?.nonResettableTiyn[kind] ?? -1) !== life[kind])
        say("drift", `Z ${row.number}: non-resettable ${kind} ${report?.nonResettableTiyn[kind]}, not ${life[kind]}`);
    }
    shift = {};
  }
  if (BigInt(book.cash) !== cash) say("drift", `cash ${book.cash} here, ${cash} by the tills`);
  if (BigInt(book.operator_cash) !== cash)
    say("drift", `cash ${book.operator_cash} at the operator, ${cash} by the tills`);
  for (const kind of RECEIPTS) {
    const told = book.counters.nonResettableTiyn?.[kind] ?? "0";
    if (BigInt(told) !== life[kind]) say("drift", `non-resettable ${kind} ${told}, not ${life[kind]}`);
  }
}

function checkRest({ documents, book, chain }: Books, say: Say): void {
  if (!book) {
    if (documents.length > 0) say("lost", "the register has documents and no state");
    return;
  }
  if (book.pending !== null || book.sent_number !== book.last_number)
    say(
      "unsettled",
      `${book.sent_number} of ${book.last_number} sent, a frame is ${book.pending === null ? "not " : ""}out`,
    );
  if (book.blocks !== "0") say("unsettled", `${book.blocks} blocks are left`);
  if (Number(book.last_number) !== documents.length)
    say("gap", `the register counts ${book.last_number}, its tape has ${documents.length}`);
  for (const [index, link] of chain.entries()) {
    if (Number(link.seq) !== index + 1) say("gap", `journal ${link.seq} stands where ${index + 1} belongs`);
    if (index > 0 && link.previous !== chain[index - 1]?.hash) say("drift", `journal ${link.seq} follows nothing`);
  }
}

/** Everything that is wrong with one register. */
export async function violationsOf(
  database: KillDatabase,
  register: { readonly id: string; readonly ofdId: number },
  deeds: readonly Deed[],
): Promise<Violation[]> {
  const books = await readBooks(database, register.id, register.ofdId);
  const found: Violation[] = [];
  const say: Say = (kind, text) => void found.push({ kind, text: `register ${register.ofdId}: ${text}` });
  compareLog(deeds, books, say);
  compareOrder(deeds, say);
  compareBooks(books, say);
  compareSums(deeds, books, say);
  checkRest(books, say);
  for (const deed of deeds) if (isOpen(deed)) say("unsettled", `nobody knows what became of ${deed.kind} ${deed.key}`);
  return found;
}
