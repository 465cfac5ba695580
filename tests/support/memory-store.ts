import { type FiscalDocument, isReceiptBody, type Settlement, type SettlementKind } from "@/lib/fiscal/core/document";
import type { RegisterState } from "@/lib/fiscal/core/register";
import { type BasisTurn, paperKey } from "@/lib/fiscal/core/returned";
import {
  type Attempt,
  type AuditPart,
  type BasisReading,
  type BasisReference,
  type Change,
  type DocumentStatus,
  type Due,
  type FiscalStore,
  GIVEN_UP,
  type Lease,
  type LeaseMove,
  type Reading,
  type Seal,
  type Written,
} from "@/lib/fiscal/store/port";

export type Known = { readonly inputHash: string; readonly documentId: string };
export type Told = Readonly<Record<string, unknown>>;
export type Job = NonNullable<Change["jobs"]>[number];
type StoredSettlement = Settlement & { readonly answer: Uint8Array | null };

/** The row of the transmission queue. Moments are milliseconds of the store's clock. */
export type QueueRow = {
  dueAt: number | null;
  epoch: number;
  leaseUntil: number | null;
  holder: string | null;
  operator: string | null;
};
export type ShiftRow = { readonly id: string; readonly number: number; closed: boolean };

/** Everything that is stored of one register. Documents, settlements, seals, attempts are only ever added. */
export type RegisterTables = {
  readonly tenantId: string;
  readonly registerId: string;
  version: number;
  state: RegisterState;
  readonly queue: QueueRow;
  readonly documents: FiscalDocument[];
  readonly settlements: StoredSettlement[];
  readonly seals: Map<string, Seal & { readonly epoch: number }>;
  readonly attempts: (Attempt & { readonly epoch: number })[];
  readonly shifts: Map<string, ShiftRow>;
  readonly keys: Map<string, Known>;
  readonly blocks: Map<string, string | null>;
  readonly audit: AuditPart[];
  told: Told | null;
};

const LEASE_MOST_MS = 60_000;
const DUE_MOST_MS = 15 * 60_000;
/** The receipt that a return names: its sign taken as it was typed, fiscal or autonomous, else as the other. */
function namedBy(statuses: readonly DocumentStatus[], reference: BasisReference): DocumentStatus | null {
  if ("documentId" in reference) return statuses.find(({ document }) => document.id === reference.documentId) ?? null;
  const { registrationNumber, sign, isOffline } = reference;
  const receipts = statuses.filter(
    ({ document: { body, kind } }) =>
      (kind === "sale" || kind === "purchase") && body.head.registrationNumber === registrationNumber,
  );
  const fiscal = receipts.find(({ fiscalSign }) => fiscalSign === sign);
  const autonomous = receipts.find(({ document }) => document.offlineNumber?.toString() === sign);
  return (isOffline ? (autonomous ?? fiscal) : (fiscal ?? autonomous)) ?? null;
}

const LOST: Written = { outcome: "lost" };

/** A constraint of the tables that a change would have broken: nothing of it is written. */
export class Refused extends Error {}
const holds = (condition: boolean, constraint: string): void => {
  if (!condition) throw new Refused(`fiscal_commit: ${constraint}`);
};

/**
 * The fiscal store in memory, with the semantics of `cabinet.fiscal_commit`: a change is written whole or not at all, if the
 * register is still at the version that was read; leases have epochs; tables are insert-only and their keys unique. Each call is
 * one step that nothing can come between, as a transaction with its locks.
 */
export class MemoryStore implements FiscalStore {
  readonly tables = new Map<string, RegisterTables>();
  readonly jobs = new Map<string, Job>();
  readonly #turns = new Map<string, BasisTurn>();
  readonly #now: () => Date;

  /** `now` is the fiscal clock. */
  constructor(now: () => Date) {
    this.#now = now;
  }

  async enroll(tenantId: string, registerId: string, first: RegisterState): Promise<void> {
    if (this.tables.has(registerId)) return;
    this.tables.set(registerId, {
      ...{ tenantId, registerId, version: 1, state: first, told: null },
      queue: { dueAt: null, epoch: 0, leaseUntil: null, holder: null, operator: null },
      ...{ documents: [], settlements: [], attempts: [], audit: [] },
      ...{ seals: new Map(), shifts: new Map(), keys: new Map(), blocks: new Map() },
    });
  }

  async read(
    tenantId: string,
    registerId: string,
    caller?: { readonly scope: string; readonly key: string },
  ): Promise<Reading | null> {
    const tables = this.#find(tenantId, registerId);
    if (!tables) return null;
    const now = this.#now();
    const { version, state, queue } = tables;
    const leased = this.isLeased(queue);
    const oldestUnsentAt = tables.documents.find(({ number }) => number === state.sentNumber + 1)?.at ?? null;
    return {
      situation: { version, now, state, oldestUnsentAt, leased },
      blocks: new Set(tables.blocks.keys()),
      known: (caller && tables.keys.get(keyOf(caller))) ?? null,
    };
  }

  async commit(tenantId: string, registerId: string, change: Change): Promise<Written> {
    const tables = this.#find(tenantId, registerId);
    if (!tables || !this.isCurrent(tables, change)) return LOST;
    const now = this.#now().getTime();
    const queue = this.movedLease(tables.queue, change.lease, now);
    if (!queue) return LOST;
    const { basis } = change;
    const isTaken = [...this.#turns.values()].some((each) => each.key === basis?.key && each.turn === basis.turn);
    if (basis && isTaken) return LOST;
    this.check(tables, change);
    // Everything is known to fit: from here on nothing fails.
    tables.version += 1;
    tables.state = change.next;
    if (change.told) tables.told = change.told;
    writeShift(tables, change);
    if (change.document) tables.documents.push(change.document);
    if (change.document && basis) this.#turns.set(change.document.id, basis);
    if (change.idempotency && change.document) {
      const { inputHash } = change.idempotency;
      tables.keys.set(keyOf(change.idempotency), { inputHash, documentId: change.document.id });
    }
    if (change.givesUp) tables.keys.set(keyOf(change.givesUp), GIVEN_UP);
    const { epoch } = queue;
    if (change.seal) tables.seals.set(change.seal.id, { ...change.seal, epoch });
    if (change.attempt) tables.attempts.push({ ...change.attempt, epoch });
    if (change.settlement) tables.settlements.push(change.settlement);
    for (const cause of change.lift ?? []) tables.blocks.delete(cause);
    for (const { cause, detail } of change.block ?? []) if (!tables.blocks.has(cause)) tables.blocks.set(cause, detail);
    tables.audit.push(...(change.audit ?? []));
    for (const job of change.jobs ?? []) this.jobs.set(job.key ?? `${this.jobs.size}`, job);
    const operator = change.operator ?? queue.operator;
    Object.assign(tables.queue, queue, { operator, dueAt: dueAt(queue.dueAt, change.due, now) });
    return { outcome: "done", version: tables.version, epoch };
  }

  async takeLease(tenantId: string, registerId: string, holder: string, ms: number): Promise<number | null> {
    const tables = this.#find(tenantId, registerId);
    const now = this.#now().getTime();
    if (!tables || this.isLeased(tables.queue)) return null;
    return lend(tables.queue, holder, now + ms);
  }

  async takeDue(holder: string, ms: number, howMany: number, busy: readonly string[] = []): Promise<readonly Lease[]> {
    const now = this.#now().getTime();
    const due = [...this.tables.values()]
      .filter(({ queue }) => isDue(queue, now) && !this.isLeased(queue) && !busy.includes(queue.operator ?? ""))
      .sort((a, b) => (a.queue.dueAt ?? 0) - (b.queue.dueAt ?? 0))
      .slice(0, howMany);
    return due.map(({ tenantId, registerId, queue }) => {
      return { tenantId, registerId, epoch: lend(queue, holder, now + ms), operator: queue.operator };
    });
  }

  async release({ tenantId, registerId, epoch }: Lease, version: number, afterMs: number | null): Promise<void> {
    const tables = this.#find(tenantId, registerId);
    if (!tables || !this.isOwn(tables.queue, epoch)) return;
    const now = this.#now().getTime();
    const later = afterMs === null ? null : now + afterMs;
    Object.assign(tables.queue, {
      ...{ leaseUntil: null, holder: null },
      dueAt: tables.version === version ? later : now,
    });
  }

  async document(tenantId: string, registerId: string, documentId: string): Promise<DocumentStatus | null> {
    return this.#status(tenantId, registerId, ({ id }) => id === documentId);
  }

  async documentByNumber(tenantId: string, registerId: string, number: number): Promise<DocumentStatus | null> {
    return this.#status(tenantId, registerId, (document) => document.number === number);
  }

  async basis(tenantId: string, reference: BasisReference): Promise<BasisReading> {
    const mine = [...this.tables.values()].filter((tables) => tables.tenantId === tenantId);
    const all = mine.flatMap(({ registerId, documents }) => documents.map(({ id }) => ({ registerId, id })));
    const statuses = all.flatMap(
      ({ registerId, id }) => this.#status(tenantId, registerId, (each) => each.id === id) ?? [],
    );
    const receipt = namedBy(statuses, reference);
    const named = "documentId" in reference ? reference.documentId : paperKey(reference);
    const key = receipt?.document.id ?? named;
    const returns = statuses.filter(({ document }) => this.#turns.get(document.id)?.key === key);
    const standing = returns.filter(({ outcome }) => outcome !== "rejected").map(({ document }) => document.body);
    const ours =
      receipt !== null ||
      ("sign" in reference &&
        statuses.some(({ document: { body } }) => body.head.registrationNumber === reference.registrationNumber));
    return { key, turn: returns.length + 1, receipt, ours, returns: standing.filter(isReceiptBody) };
  }

  async seal(tenantId: string, sealId: string): Promise<{ readonly seal: Seal; readonly lastBody: Uint8Array } | null> {
    for (const tables of this.tables.values()) {
      const found = tables.tenantId === tenantId ? tables.seals.get(sealId) : undefined;
      if (!found) continue;
      const { epoch: _, ...seal } = found;
      const attempt = tables.attempts.findLast((each) => each.sealId === sealId && each.body !== null);
      return { seal, lastBody: attempt?.body ?? seal.body };
    }
    return null;
  }

  /** Whether somebody holds the register. Who claims it for longer than ever is given took it before the clock was set back. */
  isLeased({ leaseUntil }: QueueRow): boolean {
    const now = this.#now().getTime();
    return leaseUntil !== null && leaseUntil > now && leaseUntil <= now + LEASE_MOST_MS;
  }

  /** Whether the change was decided upon the register as it still is. */
  protected isCurrent(tables: RegisterTables, change: Change): boolean {
    return tables.version === change.version;
  }

  /** Whether a lease of this epoch is the one that stands. */
  protected isOwn(queue: QueueRow, epoch: number): boolean {
    return queue.epoch === epoch;
  }

  /** The queue's row after the lease was moved, or null where it is not to be had. */
  protected movedLease(old: QueueRow, lease: LeaseMove | undefined, now: number): QueueRow | null {
    if (!lease) return { ...old };
    if (lease.do === "take") {
      const queue = { ...old };
      if (this.isLeased(old)) return null;
      lend(queue, lease.holder, now + lease.ms);
      return queue;
    }
    if (!this.isOwn(old, lease.epoch) || old.leaseUntil === null) return null;
    return lease.do === "hold" ? { ...old, leaseUntil: now + lease.ms } : { ...old, leaseUntil: null, holder: null };
  }

  /** The checks and unique keys of the tables. */
  protected check({ state, documents, settlements, seals, shifts, keys }: RegisterTables, change: Change): void {
    const { next, document, settlement, seal, attempt, idempotency, givesUp } = change;
    const numbered = next.lastNumber - state.lastNumber;
    const sent = next.sentNumber - state.sentNumber;
    holds(numbered === (document ? 1 : 0) && (sent === 0 || sent === 1), "numbers move by one");
    holds(next.counters.cashTiyn >= 0n, "fiscal_register_cash");
    holds(next.sentNumber >= 0 && next.sentNumber <= next.lastNumber, "fiscal_register_queue");
    holds(next.wire.requestNumber >= 0 && next.wire.requestNumber <= 65_535, "fiscal_register_request_number");
    if (document) {
      const { id, number, offlineNumber, basisId } = document;
      const twice = documents.some((each) => each.id === id || each.number === number);
      holds(!twice, "fiscal_document_number");
      holds(
        offlineNumber === null || documents.every((each) => each.offlineNumber !== offlineNumber),
        "offline_number",
      );
      holds(basisId === null || documents.some((each) => each.id === basisId), "fiscal_document_basis_id");
    }
    for (const key of [idempotency, givesUp]) if (key) holds(!keys.has(keyOf(key)), "idempotency_pkey");
    if (seal)
      holds(!seals.has(seal.id) && documents.concat(document ?? []).some(({ id }) => id === seal.documentId), "seal");
    if (attempt) holds(seals.has(attempt.sealId), "fiscal_attempt_seal_id");
    if (settlement) {
      const mine = settlements.filter((each) => each.documentId === settlement.documentId);
      const final = new Set<SettlementKind>(["accepted", "rejected"]);
      if (final.has(settlement.kind)) holds(!mine.some(({ kind }) => final.has(kind)), "fiscal_settlement_final");
      if (settlement.kind === "autonomous")
        holds(!mine.some(({ kind }) => kind === "autonomous"), "fiscal_settlement_autonomous");
    }
    const { shift } = next;
    if (shift?.open && !shifts.has(shift.id))
      holds(
        [...shifts.values()].every(({ closed, number }) => closed && number !== shift.number),
        "fiscal_shift_open",
      );
  }

  #find(tenantId: string, registerId: string): RegisterTables | null {
    const tables = this.tables.get(registerId);
    return tables?.tenantId === tenantId ? tables : null;
  }

  #status(tenantId: string, registerId: string, isIt: (document: FiscalDocument) => boolean): DocumentStatus | null {
    const tables = this.#find(tenantId, registerId);
    const document = tables?.documents.findLast(isIt);
    if (!tables || !document) return null;
    const mine = tables.settlements.filter(({ documentId }) => documentId === document.id);
    const found = (kind: SettlementKind) => mine.find((each) => each.kind === kind);
    const accepted = found("accepted");
    const rejected = found("rejected");
    const issuedAutonomous = document.autonomous || found("autonomous") !== undefined;
    return {
      document,
      outcome: accepted ? "accepted" : rejected ? "rejected" : issuedAutonomous ? "autonomous" : "pending",
      issuedAutonomous,
      fiscalSign: accepted?.fiscalSign ?? null,
      qrText: accepted?.qrText ?? null,
      refusal: rejected ? { code: rejected.code ?? 0, text: rejected.answerText ?? "" } : null,
    };
  }
}

const keyOf = ({ scope, key }: { readonly scope: string; readonly key: string }): string => `${scope}\n${key}`;
/** Put off for longer than ever happens: the clock was set back since, and it is due. */
const isDue = ({ dueAt }: QueueRow, now: number): boolean =>
  dueAt !== null && (dueAt <= now || dueAt > now + DUE_MOST_MS);

function lend(queue: QueueRow, holder: string, until: number): number {
  queue.epoch += 1;
  queue.holder = holder;
  queue.leaseUntil = until;
  return queue.epoch;
}

function dueAt(old: number | null, due: Due, now: number): number | null {
  if (due.do === "now") return now;
  if (due.do === "soon") return old ?? now;
  if (due.do === "after") return now + due.ms;
  return due.do === "never" ? null : old;
}

function writeShift({ shifts }: RegisterTables, { next: { shift }, document }: Change): void {
  if (!shift) return;
  const closed = document?.kind === "z_report" || shifts.get(shift.id)?.closed === true;
  shifts.set(shift.id, { id: shift.id, number: shift.number, closed });
}
