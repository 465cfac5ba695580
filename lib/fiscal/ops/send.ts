import { SYSTEM_ACTOR } from "@/lib/audit";
import { encodeFrame } from "@/lib/cpcr";
import { invariant, limits, present } from "@/lib/kernel";
import type { Accepted } from "../core/accept";
import { takeOut } from "../core/counters";
import { decideCloseShift } from "../core/decide-close-shift";
import type { FiscalDocument, Settlement } from "../core/document";
import { chain, type Link } from "../core/journal";
import { alarmOf, asksInfoAfter, type HoldCause, judge, type Verdict } from "../core/reactions";
import { type RegisterState, type Situation, unsentCount } from "../core/register";
import { moveQueue, nextRequestNumber } from "../core/transmission";
import { ANOTHER_REGISTER, type Answer, noticeOf } from "../ofd/answers";
import type { WireIdentity } from "../ofd/identity";
import { reportDifferences } from "../ofd/report-message";
import { commandFor, documentRequest, type OfflinePeriod, versionFor } from "../ofd/requests";
import type { Alarm, AuditPart, Change, DocumentStatus, Due, Lease, Reading, Seal } from "../store/port";
import type { FiscalDeps } from "./deps";

/** A lease outlives the deadline of one exchange, so that its holder can still settle. */
const LEASE_MARGIN_MS = 5_000;
export const leaseMs = ({ settings }: FiscalDeps): number =>
  settings.totalMs + Math.min(settings.totalMs, LEASE_MARGIN_MS);

/**
 * Gives a lease back after a change was lost to somebody quicker: the register is due at once for whoever comes next. Kept instead,
 * it would let nobody send until it ran out. A lease that has passed on is left alone.
 */
export const letGo = (deps: FiscalDeps, lease: Lease): Promise<void> => deps.store.release(lease, NO_VERSION, 0);
const NO_VERSION = 0;

export type StepOutcome = "settled" | "unanswered" | "held" | "rest" | "lost";

/** How a frame fared, and where its document stands now if the answer was written by us. */
type Sending = { readonly step: StepOutcome; readonly status: DocumentStatus | null };
const without = (step: StepOutcome): Sending => ({ step, status: null });

/** A frame that is out, with what is needed to settle it. */
type Sent = {
  readonly lease: Lease;
  readonly seal: Seal;
  readonly document: FiscalDocument;
  /** The register's version at which `issuedAutonomous` was true or false for certain. */
  readonly seenVersion: number;
  readonly issuedAutonomous: boolean;
};

const HOLDS: readonly HoldCause[] = ["token", "ofd", "protocol", "data"];
export const holdsOf = (blocks: ReadonlySet<string>): ReadonlySet<HoldCause> =>
  new Set(HOLDS.filter((cause) => blocks.has(cause)));

export const offlinePeriod = ({ state, now }: Situation): OfflinePeriod =>
  state.offlineSince === null
    ? null
    : { since: state.offlineSince, until: now > state.offlineSince ? now : state.offlineSince };

/** When to look again at a register whose frame is held by such an answer. */
const dueAfterHold = (deps: FiscalDeps, cause: HoldCause, state: RegisterState): Due => {
  if (cause === "ofd") return { do: "after", ms: deps.jittered(deps.settings.probeMs) };
  return cause === "token" && state.wire.freshTokenCipher !== null ? { do: "now" } : { do: "never" };
};

export const audited = (act: string, document: FiscalDocument, facts: AuditPart["facts"]): AuditPart => ({
  actor: SYSTEM_ACTOR,
  act,
  subject: `fiscal_document:${document.id}`,
  facts: { number: document.number, ...facts },
  requestId: null,
});

export type SettlementDraft = Omit<Settlement, keyof Link>;

/** What ends with the queue, however its last document left it: autonomous work may begin anew. */
export const endedBlocks = (state: RegisterState): readonly string[] =>
  unsentCount(state) === 0 ? ["offline_limit"] : [];

/** The job that asks the operator what it knows of a register. */
export const infoJob = (tenantId: string, registerId: string) => ({
  ...{ identifier: "fiscal.ask_info", payload: { tenantId, registerId }, key: `fiscal.ask_info:${registerId}` },
});

/** The alarm that a hold by such an answer raises, if it calls for us. */
export function holdAlarm(code: number, cause: HoldCause, text: string, subject: string): readonly Alarm[] {
  const severity = alarmOf(code, cause);
  return severity ? [{ kind: "exchange_broken", subject, facts: { code, severity, text } }] : [];
}

/** The operator holds the shift to be too long: its Z is made in the very commit that takes the refused document out. */
function closeAfter(deps: FiscalDeps, situation: Situation, state: RegisterState, refused: FiscalDocument): Accepted {
  const { head, cashier } = refused.body;
  const supplies = { documentId: deps.newId(), shiftId: deps.newId(), sha256: deps.sha256 };
  const who = { head, cashier: { id: null, name: cashier.name } };
  const decided = decideCloseShift({ ...situation, state }, who, supplies);
  invariant(decided.ok, "the shift of a document that was just refused is open");
  return decided.value;
}

/** The Z of both sides must agree; where not, the operator's is the filed one and somebody has to look. */
function compareReports(deps: FiscalDeps, document: FiscalDocument, answer: Answer): readonly Alarm[] {
  if (document.body.kind !== "z_report" || answer.report === null) return [];
  const differences = reportDifferences(document.body.report, answer.report);
  if (differences.length === 0) return [];
  const named = differences.map(({ what }) => what).join(", ");
  deps.log("error", "fiscal.z_differs", { documentId: document.id, differences: named });
  return [{ kind: "z_differs", subject: document.id, facts: { number: document.number, differences } }];
}

/** What an answer, or a verdict upon it, changes. */
function planSettlement(
  deps: FiscalDeps,
  sent: Sent,
  { situation, blocks }: Reading,
  answer: Answer,
  verdict: Exclude<Verdict, { kind: "unanswered" }>,
): Change {
  const { state, version, now } = situation;
  const { document, seal, lease } = sent;
  const { tenantId, registerId, epoch } = lease;
  const draft: SettlementDraft = {
    id: deps.newId(),
    documentId: document.id,
    sealId: seal.id,
    kind: verdict.kind,
    at: now,
    code: answer.code,
    answerText: answer.text,
    fiscalSign: verdict.kind === "accepted" ? answer.fiscalSign : null,
    qrText: verdict.kind === "accepted" ? answer.qrText : null,
    answer: answer.body,
  };
  const { record: settlement, head } = chain(state.journal, "settlement", draft, deps.sha256);
  const ads = { ...state.ads, ...answer.ads };
  if (verdict.kind === "held") {
    const { cause } = verdict;
    const pending = { sealId: seal.id, documentId: document.id, code: answer.code };
    // A refusal may bring a new token (ofd-protocol §2.1): whatever goes next needs it. A refused token brings none.
    const adopts = cause !== "token" && answer.token !== 0;
    const heldToken = adopts ? deps.tokens.close(tenantId, registerId, answer.token) : state.wire.tokenCipher;
    const next = { ...state, ads, journal: head, wire: { ...state.wire, tokenCipher: heldToken, pending } };
    const detail = `${answer.code} ${noticeOf(answer)}`.trim();
    return {
      version,
      next,
      settlement,
      block: [{ cause, detail }],
      alarms: holdAlarm(answer.code, cause, answer.text, document.id),
      jobs: asksInfoAfter(answer.code) ? [infoJob(tenantId, registerId)] : [],
      audit: [audited("fiscal.held", document, { code: answer.code, cause })],
      lease: { do: "release", epoch },
      due: dueAfterHold(deps, cause, state),
    };
  }
  const rejected = verdict.kind === "rejected";
  const moved = moveQueue(state, document.number, !rejected);
  const counters = rejected ? takeOut(state.counters, document.body, document.autonomous) : state.counters;
  const tokenCipher = deps.tokens.close(tenantId, registerId, answer.token);
  const wire = { ...moved.wire, tokenCipher, freshTokenCipher: null };
  const next = { ...moved, ads, counters, journal: head, wire };
  const more = unsentCount(next) > 0;
  const lift = ["ofd", ...endedBlocks(next)].filter((cause) => blocks.has(cause));
  const audit = rejected ? [audited("fiscal.rejected", document, { code: answer.code })] : [];
  if (rejected && verdict.closesShift) {
    const z = closeAfter(deps, situation, next, document);
    const made = audited("fiscal.issued", z.document, { kind: "z_report", code: answer.code });
    // The cashier hears of the refusal at once; the dispatcher sends the Z.
    return {
      ...{ version, next: z.next, settlement, document: z.document, lift, audit: [...audit, made] },
      ...{ lease: { do: "release", epoch }, due: { do: "now" } },
    };
  }
  return {
    ...{ version, next, settlement, lift, audit },
    alarms: rejected ? [] : compareReports(deps, document, answer),
    lease: more ? { do: "hold", epoch, ms: leaseMs(deps) } : { do: "release", epoch },
    due: { do: more ? "now" : "never" },
  };
}

/** Writes what an answer means, under the lease: the answer, token, outcome and queue head in one compare-and-set. */
async function settle(deps: FiscalDeps, sent: Sent, answer: Answer): Promise<Sending> {
  const { tenantId, registerId } = sent.lease;
  const { document, seal } = sent;
  for (let attempt = 0; attempt < limits.lostRaceAttemptsMax; attempt++) {
    const reading = present(await deps.store.read(tenantId, registerId), "a register with a frame is known");
    const { state, version } = reading.situation;
    if (state.wire.pending?.sealId !== seal.id) return without("lost");
    const issuedAutonomous =
      version === sent.seenVersion
        ? sent.issuedAutonomous
        : (await deps.store.document(tenantId, registerId, document.id))?.issuedAutonomous === true;
    const withdrawable = !issuedAutonomous && document.number === state.lastNumber && document.kind !== "z_report";
    const verdict = judge(answer.code, seal.wireVersion, { withdrawable });
    if (verdict.kind === "unanswered") return without("unanswered");
    const change = planSettlement(deps, sent, reading, answer, verdict);
    const written = await deps.store.commit(tenantId, registerId, change);
    if (written.outcome === "lost") continue;
    deps.failpoint.pass("settle.committed");
    if (verdict.kind !== "accepted")
      deps.log(change.alarms?.length ? "error" : "warn", `fiscal.${verdict.kind}`, {
        ...{ registerId, documentId: document.id, code: answer.code },
      });
    if (verdict.kind === "held") return without("held");
    const { fiscalSign, qrText } = present(change.settlement, "what was just written");
    const refusal = verdict.kind === "rejected" ? { code: answer.code, text: answer.text } : null;
    const status = { document, outcome: verdict.kind, issuedAutonomous, fiscalSign, qrText, refusal };
    return { step: "settled", status };
  }
  return without("lost");
}

/** An answer meant for another register is thrown away like any other that is not ours, and told: it is a matter of security. */
export const tellOfStrangers =
  (deps: FiscalDeps, registerId: string) =>
  (reason: string): void => {
    if (reason === ANOTHER_REGISTER) deps.log("error", "fiscal.answer_of_another_register", { registerId });
  };

/** Sends stored bytes and settles the answer. No transaction is open meanwhile. */
export async function sendSealed(
  deps: FiscalDeps,
  sent: Sent,
  body: Uint8Array,
  identity: WireIdentity,
  totalMs: number,
): Promise<Sending> {
  const { seal, lease } = sent;
  const { requestNumber, deviceId } = seal;
  const token = deps.tokens.open(lease.tenantId, lease.registerId, seal.tokenCipher);
  const exchanged = await deps.wire.exchange({
    host: identity.host,
    port: identity.port,
    bytes: encodeFrame({ version: seal.wireVersion, deviceId, token, requestNumber, body }),
    expected: { deviceId, requestNumber, command: commandFor(sent.document) },
    totalMs,
    signal: deps.signal,
    onBroken: tellOfStrangers(deps, lease.registerId),
  });
  if (!exchanged.answered) {
    deps.log("warn", "fiscal.unanswered", { registerId: lease.registerId, reason: exchanged.reason });
    return without("unanswered");
  }
  return settle(deps, sent, exchanged.answer);
}

/** Makes the frame of a document: next request number, current token, body. */
export function makeSeal(
  deps: FiscalDeps,
  document: FiscalDocument,
  state: RegisterState,
  identity: WireIdentity,
  about: { readonly offline: OfflinePeriod; readonly issuedAutonomous: boolean; readonly at: Date },
): { readonly seal: Seal; readonly next: RegisterState } {
  const requestNumber = nextRequestNumber(state.wire.requestNumber);
  const version = versionFor(document, identity.version);
  const draft: Omit<Seal, keyof Link> = {
    id: deps.newId(),
    documentId: document.id,
    wireVersion: version,
    deviceId: identity.deviceId,
    requestNumber,
    tokenCipher: state.wire.tokenCipher,
    body: documentRequest(document, { ...identity, version }, about.offline, about.issuedAutonomous),
    sealedAt: about.at,
  };
  const { record: seal, head } = chain(state.journal, "seal", draft, deps.sha256);
  const pending = { sealId: seal.id, documentId: document.id, code: null };
  return { seal, next: { ...state, journal: head, wire: { ...state.wire, requestNumber, pending } } };
}
