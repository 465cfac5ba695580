import { SYSTEM_ACTOR } from "@/lib/audit";
import { type CpcrRequest, encodeFrame } from "@/lib/cpcr";
import { present } from "@/lib/kernel";
import type { FiscalDocument } from "../core/document";
import { chain } from "../core/journal";
import { reactionTo } from "../core/reactions";
import { type Pending, type RegisterState, type Situation, unsentCount } from "../core/register";
import { moveQueue, nextRequestNumber } from "../core/transmission";
import { type Answer, type LastDocument, noticeOf } from "../ofd/answers";
import type { Exchanged } from "../ofd/client";
import type { WireIdentity } from "../ofd/identity";
import { serviceRequest } from "../ofd/requests";
import type { Change, DocumentStatus, Lease, Reading } from "../store/port";
import type { FiscalDeps } from "./deps";
import {
  endedBlocks,
  holdAlarm,
  leaseMs,
  makeSeal,
  offlinePeriod,
  type SettlementDraft,
  type StepOutcome,
  sendSealed,
  tellOfStrangers,
} from "./send";

/**
 * Asks something that books nothing. Such a question is not stored: unanswered, its request number is free for the next message,
 * because the operator remembers documents only (ofd-protocol §10 row 3).
 */
export function ask(
  deps: FiscalDeps,
  lease: Lease,
  { state }: Situation,
  identity: WireIdentity,
  question: {
    readonly command: CpcrRequest["command"];
    readonly body: Uint8Array;
    readonly tokenCipher: string;
    readonly totalMs: number;
  },
): Promise<Exchanged> {
  const { deviceId, version } = identity;
  const requestNumber = nextRequestNumber(state.wire.requestNumber);
  const token = deps.tokens.open(lease.tenantId, lease.registerId, question.tokenCipher);
  return deps.wire.exchange({
    host: identity.host,
    port: identity.port,
    bytes: encodeFrame({ version, deviceId, token, requestNumber, body: question.body }),
    expected: { deviceId, requestNumber, command: question.command },
    totalMs: question.totalMs,
    signal: deps.signal,
    onBroken: tellOfStrangers(deps, lease.registerId),
  });
}

/** The state once a question was answered: its number is spent; its token counts only while no frame is out (§10 row 2). */
export function answeredState(deps: FiscalDeps, lease: Lease, state: RegisterState, answer: Answer): RegisterState {
  const requestNumber = nextRequestNumber(state.wire.requestNumber);
  const { pending } = state.wire;
  const adopts = pending === null && answer.token !== 0;
  const tokenCipher = adopts
    ? deps.tokens.close(lease.tenantId, lease.registerId, answer.token)
    : state.wire.tokenCipher;
  return { ...state, ads: { ...state.ads, ...answer.ads }, wire: { ...state.wire, requestNumber, tokenCipher } };
}

/** Whether it was the operator's hold that stopped this frame, and not the frame itself. */
function heldByOperator({ code }: Pending, { version }: WireIdentity): boolean {
  const reaction = code === null ? null : reactionTo(code, version);
  return reaction?.does === "hold" && reaction.cause === "ofd";
}

/** SYSTEM to an operator that holds the register: a later 0 lifts the hold, and what was kept goes on. */
export async function probe(
  deps: FiscalDeps,
  lease: Lease,
  { situation, blocks }: Reading,
  identity: WireIdentity,
  totalMs: number,
): Promise<StepOutcome> {
  const { tenantId, registerId, epoch } = lease;
  const { state, version } = situation;
  const body = serviceRequest("COMMAND_SYSTEM", identity, offlinePeriod(situation));
  // The operator may have given a new token while it held the register; the frame itself still goes with its own.
  const tokenCipher = state.wire.freshTokenCipher ?? state.wire.tokenCipher;
  const question = { command: "COMMAND_SYSTEM" as const, body, tokenCipher, totalMs };
  const exchanged = await ask(deps, lease, situation, identity, question);
  const later = deps.jittered(deps.settings.probeMs);
  if (!exchanged.answered) {
    await deps.store.release(lease, version, later);
    return "rest";
  }
  const { answer } = exchanged;
  const reaction = reactionTo(answer.code, identity.version);
  const next = answeredState(deps, lease, state, answer);
  const released = { do: "release", epoch } as const;
  if (reaction.does === "accept") {
    // A frame that was refused for what it says waits on for its person.
    const { pending } = next.wire;
    const freed = pending && heldByOperator(pending, identity) ? { ...pending, code: null } : pending;
    const reopened = { ...next, wire: { ...next.wire, pending: freed } };
    const more = unsentCount(state) > 0;
    const written = await deps.store.commit(tenantId, registerId, {
      ...{ version, next: reopened, lift: ["ofd"].filter((cause) => blocks.has(cause)) },
      ...{
        lease: more ? { do: "hold", epoch, ms: leaseMs(deps) } : released,
        due: { do: more ? "now" : "never" },
      },
    });
    if (written.outcome === "lost") return "lost";
    return more ? "settled" : "rest";
  }
  const cause = reaction.does === "hold" && reaction.cause !== "ofd" ? reaction.cause : null;
  const written = await deps.store.commit(tenantId, registerId, {
    ...{ version, next, lease: released, due: { do: "after", ms: later } },
    block: cause ? [{ cause, detail: `${answer.code} ${noticeOf(answer)}` }] : [],
    alarms: cause ? holdAlarm(answer.code, cause, answer.text, "") : [],
  });
  return written.outcome === "lost" ? "lost" : "rest";
}

/** How a refused frame and what INFO tells of the last booked document fit together (ofd-protocol §10 row 14). */
function whatInfoTells(
  state: RegisterState,
  document: FiscalDocument,
  { lastDocument: last }: Answer,
): "booked" | "not_booked" | "unclear" {
  if ((last?.number ?? 0) === state.bookedNumber) return "not_booked";
  return last?.number === document.number && isSame(document, last) ? "booked" : "unclear";
}

const second = (moment: Date): number => Math.floor(moment.getTime() / 1000);

/** Whether what the operator tells of its last document fits this one; what it does not tell fits. */
export const isSame = (document: FiscalDocument, { totalTiyn, at }: LastDocument): boolean =>
  (totalTiyn === null || document.kind === "z_report" || totalTiyn === document.totalTiyn) &&
  (at === null || second(at) === second(document.at));

/** What resolving a token works with. */
type Refused = {
  readonly lease: Lease;
  readonly situation: Situation;
  readonly pending: Pending;
  readonly status: DocumentStatus;
  /** The state once INFO was answered, with the fresh token in use. */
  readonly adopted: RegisterState;
  readonly answer: Answer;
};

/** A code 0 to INFO with the fresh token: neither the token nor the operator stands in the way. */
const LIFTED = ["token", "ofd"];

const auditOf = (act: string, { status, answer }: Pick<Refused, "status" | "answer">): Change["audit"] => [
  {
    ...{ actor: SYSTEM_ACTOR, act, subject: `fiscal_document:${status.document.id}`, requestId: null },
    facts: { number: status.document.number, code: answer.code },
  },
];

/** The operator has the document: it is settled from what INFO told. */
async function settleFromInfo(deps: FiscalDeps, refused: Refused): Promise<StepOutcome> {
  const { lease, situation, pending, status, adopted, answer } = refused;
  const { tenantId, registerId, epoch } = lease;
  const { document } = status;
  const draft: SettlementDraft = {
    ...{ id: deps.newId(), documentId: document.id, sealId: pending.sealId, kind: "accepted", at: situation.now },
    ...{ code: 0, answerText: "INFO", fiscalSign: answer.lastDocument?.fiscalSign ?? null, qrText: null },
    answer: answer.body,
  };
  const { record, head } = chain(adopted.journal, "settlement", draft, deps.sha256);
  const moved = { ...moveQueue(adopted, document.number, true), journal: head };
  const more = unsentCount(moved) > 0;
  const written = await deps.store.commit(tenantId, registerId, {
    ...{ version: situation.version, next: moved, settlement: record },
    lift: [...LIFTED, ...endedBlocks(moved)],
    audit: auditOf("fiscal.settled_by_info", refused),
    lease: more ? { do: "hold", epoch, ms: leaseMs(deps) } : { do: "release", epoch },
    due: { do: more ? "now" : "never" },
  });
  return written.outcome === "done" ? "settled" : "lost";
}

/** The operator has not booked it: the same document gets a new frame, with the fresh token and the next request number. */
async function sealAnew(
  deps: FiscalDeps,
  refused: Refused,
  identity: WireIdentity,
  totalMs: number,
): Promise<StepOutcome> {
  const { lease, situation, status, adopted } = refused;
  const { tenantId, registerId, epoch } = lease;
  const { document, issuedAutonomous } = status;
  const about = { offline: offlinePeriod(situation), issuedAutonomous, at: situation.now };
  const { seal, next } = makeSeal(deps, document, adopted, identity, about);
  const written = await deps.store.commit(tenantId, registerId, {
    ...{ version: situation.version, next, seal, audit: auditOf("fiscal.sealed_anew", refused), lift: LIFTED },
    ...{ lease: { do: "hold", epoch, ms: leaseMs(deps) }, due: { do: "now" } },
  });
  if (written.outcome === "lost") return "lost";
  const sent = { lease, seal, document, seenVersion: written.version, issuedAutonomous };
  return (await sendSealed(deps, sent, seal.body, identity, totalMs)).step;
}

/** INFO tells nothing that fits: a person has to look. */
async function holdForPeople(deps: FiscalDeps, refused: Refused): Promise<StepOutcome> {
  const { lease, situation, adopted, answer } = refused;
  const { tenantId, registerId, epoch } = lease;
  const written = await deps.store.commit(tenantId, registerId, {
    ...{ version: situation.version, next: adopted, lease: { do: "release", epoch }, due: { do: "never" } },
    ...{ lift: LIFTED, audit: auditOf("fiscal.info_unclear", refused) },
    block: [{ cause: "data", detail: `INFO ${answer.lastDocument?.number ?? ""}`.trim() }],
  });
  return written.outcome === "lost" ? "lost" : "held";
}

/**
 * INFO was refused: blocked by what its code says. Only a refused token spends the one that was typed; else it is kept, so that the
 * question is asked again once the operator or an admin has let the register go on.
 */
async function holdByInfo(deps: FiscalDeps, refused: Refused, wireVersion: number): Promise<StepOutcome> {
  const { lease, situation, answer } = refused;
  const { tenantId, registerId, epoch } = lease;
  const reaction = reactionTo(answer.code, wireVersion);
  const cause = reaction.does === "hold" ? reaction.cause : "data";
  const answered = answeredState(deps, lease, situation.state, answer);
  const spent = { ...answered, wire: { ...answered.wire, freshTokenCipher: null } };
  const written = await deps.store.commit(tenantId, registerId, {
    ...{ version: situation.version, next: cause === "token" ? spent : answered, lease: { do: "release", epoch } },
    due: cause === "ofd" ? { do: "after", ms: deps.jittered(deps.settings.probeMs) } : { do: "never" },
    audit: auditOf(cause === "token" ? "fiscal.token_refused" : "fiscal.info_refused", refused),
    block: [{ cause, detail: `${answer.code} ${noticeOf(answer)}`.trim() }],
    alarms: holdAlarm(answer.code, cause, answer.text, refused.status.document.id),
  });
  return written.outcome === "lost" ? "lost" : "held";
}

/**
 * The operator refused the frame's token and the owner typed a fresh one: INFO with it comes before everything else. If the
 * operator has the document, it is settled from that; if not, the same document is sealed anew, as an audited act.
 */
export async function resolveToken(
  deps: FiscalDeps,
  lease: Lease,
  { situation }: Reading,
  identity: WireIdentity,
  totalMs: number,
): Promise<StepOutcome> {
  const { tenantId, registerId } = lease;
  const { state, version } = situation;
  const leftMs = deps.countdown(totalMs);
  const pending = present(state.wire.pending, "a refused frame is kept");
  const tokenCipher = present(state.wire.freshTokenCipher, "a fresh token was typed");
  const body = serviceRequest("COMMAND_INFO", identity, offlinePeriod(situation));
  const question = { command: "COMMAND_INFO" as const, body, tokenCipher, totalMs };
  const exchanged = await ask(deps, lease, situation, identity, question);
  if (!exchanged.answered) {
    await deps.store.release(lease, version, deps.jittered(deps.settings.probeMs));
    return "rest";
  }
  const { answer } = exchanged;
  const stored = await deps.store.document(tenantId, registerId, pending.documentId);
  const status = present(stored, "the document of a pending frame is stored");
  const answered = answeredState(deps, lease, state, answer);
  const fresh = deps.tokens.close(tenantId, registerId, answer.token);
  const adopted = { ...answered, wire: { ...answered.wire, tokenCipher: fresh, freshTokenCipher: null } };
  const refused: Refused = { lease, situation, pending, status, adopted, answer };
  if (answer.code !== 0) return holdByInfo(deps, refused, identity.version);
  const told = whatInfoTells(state, status.document, answer);
  if (told === "booked") return settleFromInfo(deps, refused);
  if (told === "unclear") return holdForPeople(deps, refused);
  return sealAnew(deps, refused, identity, Math.max(1, leftMs()));
}
