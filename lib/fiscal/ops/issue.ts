import { type Ctx, SYSTEM_ACTOR } from "@/lib/audit";
import { err, limits, ok, present, type Result } from "@/lib/kernel";
import { registerCan } from "@/lib/registers";
import type { Accepted, Supplies } from "../core/accept";
import { type CashierMark, type FiscalDocument, isReceiptBody, type PaperHead } from "../core/document";
import type { DecisionError } from "../core/error";
import { requestHashOf } from "../core/journal";
import { canonicalText } from "../core/json";
import { CLOCK_TOLERANCE_MS } from "../core/reconcile";
import { adLines, newRegister, type Situation, unsentCount } from "../core/register";
import { isAutonomyOver } from "../core/shift";
import type { FiscalError } from "../error";
import { operatorOf } from "../ofd/identity";
import type { Alarm, AuditPart, Change, DocumentStatus, Reading } from "../store/port";
import type { FiscalDeps, RegisterFacts } from "./deps";
import { holdsOf, infoJob, leaseMs, letGo, makeSeal, sendSealed } from "./send";
import { giveAutonomous, takeStep } from "./transmit";

/** How often a document that somebody else is sending is looked at. */
const LOOK_AGAIN_MS = 50;

/** With less time left nothing is sent any more: the document joins the queue. */
const EXCHANGE_MS_MIN = 500;

/** Who writes the document and what its paper is headed with. */
export type Who = { readonly head: PaperHead; readonly cashier: CashierMark };

/** One document to be made. */
export type Issue = {
  readonly registerId: string;
  readonly key: string;
  /** What the key stands for: another input under the same key is a conflict. */
  readonly input: unknown;
  /** A shift may be closed on a blocked register; nothing else may be done there. */
  readonly evenIfBlocked: boolean;
  decide(
    situation: Situation,
    who: Who,
    facts: RegisterFacts,
    supplies: Supplies,
  ): Promise<Result<Accepted, DecisionError>> | Result<Accepted, DecisionError>;
};

export const turnOf = (tenantId: string, registerId: string): string => `${tenantId}/${registerId}`;

/** Reads a register; one that never worked is put into work first. */
export async function readRegister(
  deps: FiscalDeps,
  tenantId: string,
  registerId: string,
  facts: RegisterFacts,
  caller?: { readonly scope: string; readonly key: string },
): Promise<Reading | null> {
  const reading = await deps.store.read(tenantId, registerId, caller);
  // Before approval the token may still be replaced by another card's.
  if (reading || facts.tokenCipher === null || facts.guard.status !== "active") return reading;
  await deps.store.enroll(tenantId, registerId, newRegister(facts.tokenCipher));
  return deps.store.read(tenantId, registerId, caller);
}

/** May this register sell now: status, blocks stored and derived, compared after a restore, 72 hours. */
export function canSell(
  facts: Pick<RegisterFacts, "guard">,
  reading: Reading | null,
  now: Date,
): Result<true, FiscalError> {
  const may = registerCan.sell(facts.guard, now);
  if (!may.ok) return may;
  if (reading?.situation.state.reconcile) return err({ code: "fiscal.reconciling" });
  return reading && isAutonomyOver(reading.situation.oldestUnsentAt, now)
    ? err({ code: "registers.blocked_offline_limit" })
    : ok(true);
}

const accountOf = ({ actor }: Ctx): string | null => (actor.kind === "account" ? actor.id : null);

/** May this caller work at this register. Another organisation's register reads as absent. */
export async function admit(
  deps: FiscalDeps,
  ctx: Ctx,
  registerId: string,
  stamp?: string,
): Promise<Result<RegisterFacts, FiscalError>> {
  const facts = await deps.facts(ctx.tenantId, registerId, accountOf(ctx), stamp);
  if (!facts) return err({ code: "fiscal.register_not_found" });
  if (!facts.admitted && ctx.actor.kind !== "system") return err({ code: "fiscal.cashier_not_admitted" });
  return ok(facts);
}

/** The first document of a shift is the start of a register's day: the operator is asked what it knows (ofd-protocol §2.6). */
const opensShift = ({ state }: Situation, { shiftDocumentNumber }: FiscalDocument): boolean =>
  shiftDocumentNumber === 1 && state.lastNumber > 0;

/** A clock set back by more than is usual is an alarm. Work goes on: no document is dated before the one before it. */
function clockAlarm(
  ctx: Ctx,
  registerId: string,
  { now, state: { lastAt } }: Situation,
): { readonly audit: readonly AuditPart[]; readonly alarms: readonly Alarm[] } {
  if (!lastAt || lastAt.getTime() - now.getTime() <= CLOCK_TOLERANCE_MS) return { audit: [], alarms: [] };
  const facts = { now: now.toISOString(), lastAt: lastAt.toISOString() };
  const [act, subject] = ["fiscal.clock_went_back", `register:${registerId}`];
  return {
    audit: [{ ...{ actor: SYSTEM_ACTOR, act, subject, facts }, requestId: ctx.requestId }],
    alarms: [{ kind: "clock_back", facts }],
  };
}

/** The letter with an electronic receipt is promised with the document itself, so that no death in between forgets it. */
const letterOf = (tenantId: string, registerId: string, { id, body }: FiscalDocument): NonNullable<Change["jobs"]> =>
  isReceiptBody(body) && body.buyer?.email
    ? [
        {
          ...{ identifier: "fiscal.mail_receipt", key: `fiscal.mail_receipt:${id}` },
          payload: { tenantId, registerId, documentId: id },
        },
      ]
    : [];

/** The operator's texts stand below the shop's own lines, frozen with the document like them. */
export function withAds(head: PaperHead, { state }: Situation): PaperHead {
  const lines = adLines(state);
  return lines.length === 0 ? head : { ...head, bottomLines: [...(head.bottomLines ?? []), ...lines] };
}

/** What is written for a decided document: with its frame, where the queue is empty and nobody talks for the register. */
function planAccept(
  deps: FiscalDeps,
  ctx: Ctx,
  issue: Issue,
  facts: RegisterFacts,
  situation: Situation,
  { document, next, basis }: Accepted,
  { inputHash, leftMs, held }: { readonly inputHash: string; readonly leftMs: number; readonly held: boolean },
): Change {
  const { state, version } = situation;
  const clock = clockAlarm(ctx, issue.registerId, situation);
  const plain: Change = {
    version,
    next,
    document,
    ...(basis ? { basis } : {}),
    idempotency: { scope: scopeOf(issue.registerId), key: issue.key, inputHash },
    audit: [
      {
        actor: ctx.actor,
        act: "fiscal.issued",
        subject: `fiscal_document:${document.id}`,
        facts: { kind: document.kind, number: document.number, totalTiyn: document.totalTiyn.toString() },
        requestId: ctx.requestId,
      },
      ...clock.audit,
    ],
    alarms: clock.alarms,
    ...(facts.wire ? { operator: operatorOf(facts.wire) } : {}),
    jobs: [
      ...(opensShift(situation, document) ? [infoJob(ctx.tenantId, issue.registerId)] : []),
      ...letterOf(ctx.tenantId, issue.registerId, document),
    ],
    due: { do: "soon" },
  };
  const idle = !situation.leased && unsentCount(state) === 0 && state.wire.pending === null && !state.reconcile;
  const free = idle && !held && !document.autonomous && leftMs >= EXCHANGE_MS_MIN;
  if (!free || !facts.wire) return plain;
  const about = { offline: null, issuedAutonomous: false, at: situation.now };
  const sealed = makeSeal(deps, document, next, facts.wire, about);
  const lease = { do: "take", holder: deps.holder, ms: leaseMs(deps) } as const;
  return { ...plain, next: sealed.next, seal: sealed.seal, lease, due: { do: "now" } };
}

/** Whose keys these are: of one register. */
export const scopeOf = (registerId: string): string => `register:${registerId}`;

const justQueued = (document: FiscalDocument): DocumentStatus => ({
  ...{ document, outcome: "autonomous", issuedAutonomous: true, fiscalSign: null, qrText: null, refusal: null },
});

/** Brings a document to its outcome: sends it or waits for who does, and past the deadline gives the autonomous receipt. */
async function bringHome(
  deps: FiscalDeps,
  where: { readonly tenantId: string; readonly registerId: string },
  documentId: string,
  leftMs: () => number,
): Promise<DocumentStatus> {
  const { tenantId, registerId } = where;
  for (;;) {
    const status = present(
      await deps.store.document(tenantId, registerId, documentId),
      "an accepted document is stored",
    );
    if (status.outcome !== "pending") return status;
    if (leftMs() <= 0) return giveAutonomous(deps, where, documentId, null);
    const epoch = await deps.store.takeLease(tenantId, registerId, deps.holder, leaseMs(deps));
    if (epoch === null) {
      await deps.pause(LOOK_AGAIN_MS);
      continue;
    }
    const step = await takeStep(deps, { tenantId, registerId, epoch }, Math.max(1, leftMs()));
    if (step === "unanswered" || step === "held") return giveAutonomous(deps, where, documentId, epoch);
    if (step === "rest") {
      const settled = present(await deps.store.document(tenantId, registerId, documentId), "it is stored");
      return settled.outcome === "pending" ? giveAutonomous(deps, where, documentId, null) : settled;
    }
    if (step === "lost") await letGo(deps, { tenantId, registerId, epoch });
  }
}

/** Sends the frame that accept has stored. */
async function sendAccepted(
  deps: FiscalDeps,
  where: { readonly tenantId: string; readonly registerId: string },
  change: Change,
  written: { readonly version: number; readonly epoch: number },
  facts: RegisterFacts,
  leftMs: () => number,
): Promise<DocumentStatus> {
  const document = present(change.document, "a sealed document");
  const seal = present(change.seal, "its frame");
  const lease = { ...where, epoch: written.epoch };
  const sent = { lease, seal, document, seenVersion: written.version, issuedAutonomous: false };
  const identity = present(facts.wire, "where it goes");
  const { step, status } = await sendSealed(deps, sent, seal.body, identity, Math.max(1, leftMs()));
  if (status) return status;
  if (step === "unanswered" || step === "held") return giveAutonomous(deps, where, document.id, written.epoch);
  if (step === "lost") await letGo(deps, lease);
  return bringHome(deps, where, document.id, leftMs);
}

/**
 * Makes a document: decides, accepts, sends, settles (house §4). A lost race is decided again; a repeated key answers with the
 * true outcome of the document it made before.
 */
export function issueDocument(deps: FiscalDeps, ctx: Ctx, issue: Issue): Promise<Result<DocumentStatus, FiscalError>> {
  const { tenantId } = ctx;
  const { registerId, key } = issue;
  const where = { tenantId, registerId };
  const inputHash = deps.sha256(canonicalText(issue.input));
  const requestHash = requestHashOf({ scope: scopeOf(registerId), key, inputHash }, deps.sha256);
  // One deadline for all of it, the wait for others at this register included.
  const leftMs = deps.countdown(deps.settings.totalMs);
  return deps.inTurn(turnOf(tenantId, registerId), async () => {
    for (let attempt = 0; attempt < limits.lostRaceAttemptsMax; attempt++) {
      const caller = { scope: scopeOf(registerId), key };
      const seen = await deps.store.read(tenantId, registerId, caller, { accountId: accountOf(ctx) });
      const admitted = await admit(deps, ctx, registerId, seen?.factsStamp);
      if (!admitted.ok) return admitted;
      const facts = admitted.value;
      const reading = seen ?? (await readRegister(deps, tenantId, registerId, facts, caller));
      const { known } = reading ?? { known: null };
      if (known && known.inputHash !== inputHash) return err({ code: "fiscal.idempotency_conflict" });
      if (known) return ok(await bringHome(deps, where, known.documentId, leftMs));
      if (!reading || !facts.head) {
        const may = registerCan.sell(facts.guard, new Date(0));
        return may.ok ? err({ code: "fiscal.register_not_found" }) : may;
      }
      const { situation } = reading;
      const blocks = new Set([...facts.guard.blocks, ...reading.blocks]) as RegisterFacts["guard"]["blocks"]; // cast: stored causes
      const guarded = { ...facts, guard: { ...facts.guard, blocks } };
      const may = canSell(guarded, reading, situation.now);
      const excused = issue.evenIfBlocked && facts.guard.status === "active";
      if (!may.ok && !excused) return may;
      const cashier: CashierMark = { id: accountOf(ctx), name: ctx.actorName };
      const supplies = { documentId: deps.newId(), shiftId: deps.newId(), sha256: deps.sha256, requestHash };
      const decided = await issue.decide(situation, { head: withAds(facts.head, situation), cashier }, facts, supplies);
      if (!decided.ok) return decided;
      const change = planAccept(deps, ctx, issue, facts, situation, decided.value, {
        ...{ inputHash, leftMs: leftMs(), held: holdsOf(reading.blocks).size > 0 },
      });
      if (change.alarms?.length)
        deps.log("error", "fiscal.clock_went_back", { registerId, now: situation.now.toISOString() });
      const written = await deps.store.commit(tenantId, registerId, change);
      if (written.outcome === "lost") continue;
      deps.failpoint.pass("accept.committed");
      // It joined the queue: the buyer has his paper, and nothing more is known.
      if (decided.value.document.autonomous) return ok(justQueued(decided.value.document));
      if (!change.seal) return ok(await bringHome(deps, where, decided.value.document.id, leftMs));
      deps.failpoint.pass("seal.committed");
      return ok(await sendAccepted(deps, where, change, written, facts, leftMs));
    }
    return err({ code: "fiscal.busy" });
  });
}
