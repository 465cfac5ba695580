import type { Tx } from "@/lib/db";
import { type JournalEntry, type JournalFault, type JournalStart, linkOf } from "../core/check-journal";
import type { FiscalDocument } from "../core/document";
import { requestHashOf, type Sha256 } from "../core/journal";
import type { Json } from "../core/json";
import { paymentsText } from "../core/payments";
import { type PaperName, paperKey } from "../core/returned";
import {
  type Book,
  type BookFault,
  type HeadMark,
  markOf,
  NO_MARK,
  type StoredShift,
  sampleFaults,
} from "../core/verify-book";
import { asStored, type JournalRows, journalRows, toEntries } from "./journal";
import { type RegisterRow, rowToState } from "./rows";
import { toDocument } from "./stored-document";

type ShiftRow = {
  readonly id: string;
  readonly number: number;
  readonly opened_at: string;
  readonly closed_at: string | null;
  readonly documents: number;
  readonly revenue_tiyn: number;
  readonly z_report_id: string | null;
};

/** What changes with every step of a register, read in one statement, so that it fits together. */
type Moving = {
  readonly register: RegisterRow & { readonly state_hash: string };
  readonly state_hash: string;
  readonly shifts: readonly ShiftRow[];
  readonly queues: number;
};

const readMoving = async (tx: Tx, tenantId: string, registerId: string): Promise<Moving | null> => {
  const rows = await tx.$queryRaw<Moving[]>`
    SELECT to_jsonb(r) AS register, cabinet.fiscal_state_hash(r) AS state_hash,
      (SELECT coalesce(jsonb_agg(to_jsonb(s) ORDER BY s.number), '[]') FROM cabinet.fiscal_shift s
        WHERE s.tenant_id = r.tenant_id AND s.register_id = r.register_id) AS shifts,
      (SELECT count(*)::int FROM cabinet.transmission_queue q
        WHERE q.tenant_id = r.tenant_id AND q.register_id = r.register_id) AS queues
    FROM cabinet.fiscal_register r WHERE r.tenant_id = ${tenantId}::uuid AND r.register_id = ${registerId}::uuid`;
  return rows[0] ?? null;
};

const toShift = (row: ShiftRow): StoredShift => ({
  ...{ id: row.id, number: row.number, documents: row.documents, zReportId: row.z_report_id },
  openedAt: new Date(row.opened_at),
  closedAt: row.closed_at === null ? null : new Date(row.closed_at),
  revenueTiyn: BigInt(row.revenue_tiyn),
});

/** Runs what may fail on a broken row. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** What of a body is repeated in columns, as far as it is there. */
type Repeated = {
  readonly cashier?: { readonly id?: Json; readonly name?: Json };
  readonly basis?: PaperName | null;
  readonly payments?: readonly { readonly type: string }[];
};

function repeatsBody(row: JournalRows["documents"][number]): boolean {
  const { cashier, basis, payments } = (row.body ?? {}) as Repeated; // cast: read only
  return (
    cashier?.id === row.cashierId &&
    cashier?.name === row.cashierName &&
    row.basisKey === (row.basisId ?? (basis ? paperKey(basis) : null)) &&
    row.payments === (Array.isArray(payments) ? paymentsText(payments) : null)
  );
}

/** Columns that repeat what the hashed record says. */
function columnFaults(rows: JournalRows, registerId: string): JournalFault[] {
  const numbers = new Map(rows.documents.map(({ id, number }) => [id, Number(number)]));
  const contradicting = rows.documents.filter((row) => !repeatsBody(row));
  const frames = rows.seals.filter((seal) => seal.registerId !== registerId);
  return [
    ...contradicting.map(({ number }) => ({ number: Number(number), what: "a column contradicts the document" })),
    ...frames.map((seal) => ({
      number: numbers.get(seal.documentId) ?? null,
      what: "the register of its frame was altered",
    })),
  ];
}

async function requestsOf(tx: Tx, tenantId: string, registerId: string, ids: readonly string[] | null, sha256: Sha256) {
  const scope = `register:${registerId}`;
  const rows = await tx.idempotency.findMany({
    where: { tenantId, scope, ...(ids ? { documentId: { in: [...ids] } } : {}) },
  });
  const requests = new Map<string, string[]>();
  for (const { documentId, key, inputHash } of rows)
    requests.set(documentId, [...(requests.get(documentId) ?? []), requestHashOf({ scope, key, inputHash }, sha256)]);
  return requests;
}

/** The daily heads of a register, oldest first. */
export async function headsOf(tx: Tx, tenantId: string, registerId: string): Promise<HeadMark[]> {
  const rows = await tx.fiscalHead.findMany({ where: { tenantId, registerId }, orderBy: { day: "asc" } });
  return rows.map(({ day, at, seq, hash, stateHash, mark }) => ({
    ...{ day: day.toISOString().slice(0, 10), at, seq: Number(seq), hash, stateHash, mark },
  }));
}

/** Writes the head of a journal down for a day, once, and only where the journal went on since the last one. */
export async function writeHead(
  tx: Tx,
  { tenantId, registerId }: { readonly tenantId: string; readonly registerId: string },
  head: Omit<HeadMark, "mark">,
  sha256: Sha256,
): Promise<void> {
  const last = (await headsOf(tx, tenantId, registerId)).at(-1);
  if (last && (last.day >= head.day || last.seq >= head.seq)) return;
  const mark = markOf(last?.mark ?? NO_MARK, head, sha256);
  const row = { ...head, day: new Date(`${head.day}T00:00:00Z`), seq: BigInt(head.seq), mark };
  await tx.fiscalHead.create({ data: { tenantId, registerId, ...row } });
}

/** Documents that entries of a part speak of although they were made before it. */
async function earlierOf(tx: Tx, tenantId: string, rows: JournalRows): Promise<readonly FiscalDocument[]> {
  const own = new Set(rows.documents.map(({ id }) => id));
  const spokenOf = [...rows.settlements, ...rows.seals].map(({ documentId }) => documentId);
  const ids = [...new Set(spokenOf)].filter((id) => !own.has(id));
  if (ids.length === 0) return [];
  return (await tx.fiscalDocument.findMany({ where: { tenantId, id: { in: ids } } })).map(toDocument);
}

/** Everything stored of a register, from an entry of its journal on. Null where it never worked. */
export async function readBook(
  tx: Tx,
  tenantId: string,
  registerId: string,
  sha256: Sha256,
  fromSeq = 0,
): Promise<(Book & { readonly stateHash: string | null; readonly earlier: readonly FiscalDocument[] }) | null> {
  const moving = await readMoving(tx, tenantId, registerId);
  const heads = await headsOf(tx, tenantId, registerId);
  const rows = await journalRows(tx, tenantId, registerId, { fromSeq });
  if (!moving && rows.documents.length === 0) return null;
  const earlier = fromSeq === 0 ? [] : await earlierOf(tx, tenantId, rows);
  const state = moving && orNull(() => rowToState(moving.register));
  // What was written while this was read belongs to the next check.
  const seen = (each: JournalEntry[]) => (state ? upTo(each, state.journal.seq) : each);
  const entries = seen(toEntries(rows, asStored));
  const read = orNull(() => ({ entries: seen(toEntries(rows, toDocument)), earlier }));
  const oddities = columnFaults(rows, registerId);
  if (moving && moving.state_hash !== moving.register.state_hash)
    oddities.push({ number: null, what: "the register's state was altered" });
  if (moving && moving.queues !== 1) oddities.push({ number: null, what: "the register's queue is gone" });
  const ids = fromSeq === 0 ? null : rows.documents.map(({ id }) => id);
  return {
    ...{ entries, read, state, heads, oddities, earlier },
    requests: await requestsOf(tx, tenantId, registerId, ids, sha256),
    shifts: (moving?.shifts ?? []).map(toShift),
    stateHash: moving?.state_hash ?? null,
  };
}

const upTo = (entries: JournalEntry[], seq: number): JournalEntry[] =>
  entries.filter((each) => linkOf(each).journalSeq <= seq);

/**
 * Where a check may begin that need not begin at the first document: the last Z-report that an earlier head covers. Null where
 * there is none yet.
 */
export async function checkedStart(
  tx: Tx,
  tenantId: string,
  registerId: string,
): Promise<{ readonly fromSeq: number; readonly start: JournalStart } | null> {
  const head = (await headsOf(tx, tenantId, registerId)).at(-1);
  if (!head) return null;
  const z = await tx.fiscalDocument.findFirst({
    where: { tenantId, registerId, kind: "z_report", journalSeq: { lte: BigInt(head.seq) } },
    orderBy: { number: "desc" },
  });
  if (!z) return null;
  const next = await tx.fiscalSettlement.findFirst({
    where: { tenantId, registerId, kind: { in: ["accepted", "rejected"] }, journalSeq: { gt: z.journalSeq } },
    orderBy: { journalSeq: "asc" },
    select: { document: { select: { number: true } } },
  });
  const fromSeq = Number(z.journalSeq);
  return {
    fromSeq,
    start: {
      head: { seq: fromSeq - 1, hash: z.previousHash },
      number: Number(z.number) - 1,
      sentNumber: next ? Number(next.document.number) - 1 : Number(z.number) - 1,
      earlier: [],
    },
  };
}

/** Old documents of these numbers with what hangs on them, each looked at by itself. */
export async function readSample(
  tx: Tx,
  tenantId: string,
  registerId: string,
  numbers: readonly number[],
  sha256: Sha256,
): Promise<BookFault[]> {
  if (numbers.length === 0) return [];
  const documents = await tx.fiscalDocument.findMany({
    where: { tenantId, registerId, number: { in: numbers.map(BigInt) } },
  });
  const ids = documents.map(({ id }) => id);
  const seals = await tx.fiscalSeal.findMany({ where: { tenantId, documentId: { in: ids } } });
  const rows: JournalRows = {
    documents,
    seals,
    attempts: await tx.fiscalAttempt.findMany({ where: { tenantId, sealId: { in: seals.map(({ id }) => id) } } }),
    settlements: await tx.fiscalSettlement.findMany({ where: { tenantId, documentId: { in: ids } } }),
  };
  const requests = await requestsOf(tx, tenantId, registerId, ids, sha256);
  const faults = sampleFaults(toEntries(rows, asStored), requests, numbers, sha256);
  return [...faults, ...columnFaults(rows, registerId).map(({ number, what }) => ({ number: number ?? 0, what }))];
}
