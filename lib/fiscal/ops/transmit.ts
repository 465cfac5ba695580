import { InvariantError, limits, present } from "@/lib/kernel";
import { countOffline } from "../core/counters";
import { chain } from "../core/journal";
import { openShiftOf, type Situation, unsentCount } from "../core/register";
import { isAutonomyOver } from "../core/shift";
import { nextStep } from "../core/transmission";
import type { WireIdentity } from "../ofd/identity";
import { withOfflineAdditions } from "../ofd/requests";
import type { Change, DocumentStatus, Lease, Reading } from "../store/port";
import type { FiscalDeps } from "./deps";
import { reconcile } from "./reconcile";
import {
  audited,
  holdsOf,
  leaseMs,
  makeSeal,
  offlinePeriod,
  type SettlementDraft,
  type StepOutcome,
  sendSealed,
} from "./send";
import { probe, resolveToken } from "./service-exchange";

const blockOfAutonomy = ({ oldestUnsentAt, now }: Situation): Change["block"] =>
  isAutonomyOver(oldestUnsentAt, now) ? [{ cause: "offline_limit", detail: null }] : [];

const found = (status: DocumentStatus | null): DocumentStatus => present(status, "a queued document is stored");

/** Seals the head of the queue and sends it. */
async function sealHead(
  deps: FiscalDeps,
  lease: Lease,
  { situation }: Reading,
  identity: WireIdentity,
  totalMs: number,
): Promise<StepOutcome> {
  const { tenantId, registerId, epoch } = lease;
  const { state, version, now } = situation;
  const head = found(await deps.store.documentByNumber(tenantId, registerId, state.sentNumber + 1));
  const { document, issuedAutonomous } = head;
  const about = { offline: offlinePeriod(situation), issuedAutonomous, at: now };
  const { seal, next } = makeSeal(deps, document, state, identity, about);
  const change: Change = {
    version,
    next,
    seal,
    block: blockOfAutonomy(situation),
    lease: { do: "hold", epoch, ms: leaseMs(deps) },
    due: { do: "now" },
  };
  const written = await deps.store.commit(tenantId, registerId, change);
  if (written.outcome === "lost") return "lost";
  deps.failpoint.pass("seal.committed");
  const sent = { lease, seal, document, seenVersion: written.version, issuedAutonomous };
  return (await sendSealed(deps, sent, seal.body, identity, totalMs)).step;
}

/** Sends the pending frame again: the very same, or with the offline additions, which are stored first. */
async function resend(
  deps: FiscalDeps,
  lease: Lease,
  { situation }: Reading,
  identity: WireIdentity,
  totalMs: number,
): Promise<StepOutcome> {
  const { tenantId, registerId, epoch } = lease;
  const { state, version, now } = situation;
  const pending = present(state.wire.pending, "a frame is pending");
  const stored = present(await deps.store.seal(tenantId, pending.sealId), "a pending frame is stored");
  const { document, issuedAutonomous } = found(await deps.store.document(tenantId, registerId, pending.documentId));
  const period = deps.settings.offlineAdditions ? offlinePeriod(situation) : null;
  const body = period ? withOfflineAdditions(stored.seal, period, document, issuedAutonomous) : stored.seal.body;
  const resent = { id: deps.newId(), sealId: pending.sealId, startedAt: now, body: period ? body : null };
  const { record: attempt, head } = chain(state.journal, "attempt", resent, deps.sha256);
  const written = await deps.store.commit(tenantId, registerId, {
    version,
    next: { ...state, journal: head, wire: { ...state.wire, pending: { ...pending, code: null } } },
    attempt,
    block: blockOfAutonomy(situation),
    lease: { do: "hold", epoch, ms: leaseMs(deps) },
    due: { do: "now" },
  });
  if (written.outcome === "lost") return "lost";
  const sent = { lease, seal: stored.seal, document, seenVersion: written.version, issuedAutonomous };
  return (await sendSealed(deps, sent, body, identity, totalMs)).step;
}

/** Does the next thing for a leased register, whatever it is, within one deadline. */
export async function takeStep(deps: FiscalDeps, lease: Lease, totalMs = deps.settings.totalMs): Promise<StepOutcome> {
  const { tenantId, registerId } = lease;
  const asked = await deps.store.read(tenantId, registerId, undefined, { accountId: null });
  const reading = present(asked, "a leased register is known");
  const identity = (await deps.facts(tenantId, registerId, null, reading.factsStamp))?.wire;
  const step = identity ? nextStep(reading.situation.state, holdsOf(reading.blocks)) : "rest";
  if (step === "rest" || !identity) {
    await deps.store.release(lease, reading.situation.version, null);
    return "rest";
  }
  if (step === "seal") return sealHead(deps, lease, reading, identity, totalMs);
  if (step === "resend") return resend(deps, lease, reading, identity, totalMs);
  if (step === "probe") return probe(deps, lease, reading, identity, totalMs);
  if (step === "reconcile") return reconcile(deps, lease, reading, identity, totalMs);
  return resolveToken(deps, lease, reading, identity, totalMs);
}

/** After an attempt without an answer, or where none can come: the register is offline, and is tried again after the interval. */
export async function goOffline(deps: FiscalDeps, lease: Lease): Promise<void> {
  const { tenantId, registerId, epoch } = lease;
  for (let attempt = 0; attempt < limits.lostRaceAttemptsMax; attempt++) {
    const reading = await deps.store.read(tenantId, registerId);
    if (!reading) return;
    const { state, version, oldestUnsentAt, now } = reading.situation;
    const offlineSince = state.offlineSince ?? (unsentCount(state) > 0 ? (oldestUnsentAt ?? now) : null);
    const written = await deps.store.commit(tenantId, registerId, {
      version,
      next: { ...state, offlineSince },
      block: blockOfAutonomy(reading.situation),
      lease: { do: "release", epoch },
      due: { do: "after", ms: deps.jittered(deps.settings.probeMs) },
    });
    if (written.outcome === "done") return;
    // Somebody accepted a document meanwhile, or the lease is no longer ours; the next turn of the loop tells them apart.
  }
}

/**
 * The deadline passed or the answer holds the frame: the buyer leaves with an autonomous receipt. Whatever the operator says later,
 * this document stands.
 */
export async function giveAutonomous(
  deps: FiscalDeps,
  where: { readonly tenantId: string; readonly registerId: string },
  documentId: string,
  epoch: number | null,
): Promise<DocumentStatus> {
  const { tenantId, registerId } = where;
  for (let attempt = 0; attempt < limits.lostRaceAttemptsMax; attempt++) {
    const reading = present(await deps.store.read(tenantId, registerId), "a register with documents is known");
    const status = found(await deps.store.document(tenantId, registerId, documentId));
    if (status.outcome !== "pending") return status;
    const { document } = status;
    const { state, version, now } = reading.situation;
    const draft: SettlementDraft = {
      ...{ id: deps.newId(), documentId, sealId: null, kind: "autonomous", at: now },
      ...{ code: null, answerText: null, fiscalSign: null, qrText: null, answer: null },
    };
    const { record, head } = chain(state.journal, "settlement", draft, deps.sha256);
    const sameShift = openShiftOf(state)?.number === document.shiftNumber;
    // After a race lost the lease may have gone to another; the mark is then written without touching it.
    const mine = epoch !== null && attempt < limits.lostRaceAttemptsMax / 2;
    const held = state.wire.pending?.code ?? null;
    const written = await deps.store.commit(tenantId, registerId, {
      version,
      next: {
        ...state,
        journal: head,
        offlineSince: state.offlineSince ?? document.at,
        counters: sameShift ? countOffline(state.counters, document.body) : state.counters,
      },
      settlement: record,
      audit: [audited("fiscal.autonomous", document, {})],
      ...(mine ? { lease: { do: "release", epoch } } : {}),
      due: mine && held === null ? { do: "after", ms: deps.jittered(deps.settings.probeMs) } : { do: "keep" },
    });
    if (written.outcome === "done") return found(await deps.store.document(tenantId, registerId, documentId));
  }
  throw new InvariantError("broken: the mark of autonomy is written within the allowed tries");
}
