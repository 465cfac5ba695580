import { SYSTEM_ACTOR } from "@/lib/audit";
import { type HoldCause, reactionTo } from "../core/reactions";
import { differencesFrom, isLastDocumentOurs } from "../core/reconcile";
import { type RegisterState, type Situation, unsentCount } from "../core/register";
import { type Answer, noticeOf } from "../ofd/answers";
import type { WireIdentity } from "../ofd/identity";
import { operatorView } from "../ofd/report-message";
import { serviceRequest } from "../ofd/requests";
import type { Change, Lease, Reading } from "../store/port";
import type { FiscalDeps } from "./deps";
import { holdAlarm, leaseMs, type StepOutcome } from "./send";
import { answeredState, ask, isSame } from "./service-exchange";

/** What INFO told, as pages show it, and the alarm where the two books differ; an agreement closes it. */
export function toldBy(answer: Answer, { state, now }: Situation): Pick<Change, "told" | "alarms" | "calm"> {
  const asked = answer.code === 0;
  const differences = asked ? differencesFrom(state, operatorView(answer), now) : [];
  const whole = unsentCount(state) === 0;
  return {
    told: {
      ...{ at: now, code: answer.code, text: answer.text, differences },
      shiftNumber: answer.report?.shift_number ?? null,
      lastNumber: answer.lastDocument?.number ?? null,
    },
    alarms: differences.length > 0 ? [{ kind: "info_differs", facts: { differences } }] : [],
    calm: asked && whole && differences.length === 0 ? ["info_differs"] : [],
  };
}

/** Whether the operator's last document is one of ours, in number and, as far as it tells, in sum and time. */
async function isOurs(
  deps: FiscalDeps,
  lease: Lease,
  state: RegisterState,
  { lastDocument }: Answer,
): Promise<boolean> {
  if (!isLastDocumentOurs(state, lastDocument?.number ?? null)) return false;
  if (!lastDocument?.number) return true;
  const held = await deps.store.documentByNumber(lease.tenantId, lease.registerId, lastDocument.number);
  return held !== null && isSame(held.document, lastDocument);
}

/** Why a restored register must wait; null where it may go on. */
async function obstacle(
  deps: FiscalDeps,
  lease: Lease,
  state: RegisterState,
  answer: Answer,
  version: number,
): Promise<{ readonly cause: HoldCause; readonly detail: string } | null> {
  if (answer.code === 0) {
    if (await isOurs(deps, lease, state, answer)) return null;
    return { cause: "data", detail: `INFO ${answer.lastDocument?.number ?? 0}, ${state.bookedNumber}` };
  }
  const reaction = reactionTo(answer.code, version);
  const detail = `${answer.code} ${noticeOf(answer)}`.trim();
  // A token that the operator does not know any more means documents that this backup does not hold.
  const cause = reaction.does === "hold" && reaction.cause !== "token" ? reaction.cause : "data";
  return { cause, detail };
}

/**
 * After a restore from a backup the operator is asked what it has of the register before anything is sent or sold. Its last document
 * is one that we hold: work goes on. It is not, or our token is no longer known: a person decides (ofd-protocol §10 row 15).
 */
export async function reconcile(
  deps: FiscalDeps,
  lease: Lease,
  { situation, blocks }: Reading,
  identity: WireIdentity,
  totalMs: number,
): Promise<StepOutcome> {
  const { tenantId, registerId, epoch } = lease;
  const { state, version } = situation;
  const body = serviceRequest("COMMAND_INFO", identity, null);
  const tokenCipher = state.wire.freshTokenCipher ?? state.wire.tokenCipher;
  const question = { command: "COMMAND_INFO" as const, body, tokenCipher, totalMs };
  const exchanged = await ask(deps, lease, situation, identity, question);
  const later = deps.jittered(deps.settings.probeMs);
  if (!exchanged.answered) {
    await deps.store.release(lease, version, later);
    return "rest";
  }
  const { answer } = exchanged;
  const stop = await obstacle(deps, lease, state, answer, identity.version);
  const next = { ...answeredState(deps, lease, state, answer), reconcile: stop !== null };
  const more = stop === null && unsentCount(state) > 0;
  const facts = { code: answer.code, last: answer.lastDocument?.number ?? null, ours: state.bookedNumber };
  const act = stop ? "fiscal.reconcile_stopped" : "fiscal.reconciled";
  const told = toldBy(answer, situation);
  const written = await deps.store.commit(tenantId, registerId, {
    ...{ version, next, ...told },
    alarms: [...(told.alarms ?? []), ...(stop ? holdAlarm(answer.code, stop.cause, answer.text, "") : [])],
    block: stop ? [stop] : [],
    lift: stop ? [] : ["data", "ofd"].filter((cause) => blocks.has(cause)),
    audit: [{ actor: SYSTEM_ACTOR, act, subject: `register:${registerId}`, facts, requestId: null }],
    lease: more ? { do: "hold", epoch, ms: leaseMs(deps) } : { do: "release", epoch },
    due: stop?.cause === "ofd" ? { do: "after", ms: later } : { do: more ? "now" : "never" },
  });
  if (written.outcome === "lost") return "lost";
  if (stop) deps.log("error", act, { registerId, ...facts });
  return more ? "settled" : "rest";
}
