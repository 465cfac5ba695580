import { fromJson, type Json, toJson } from "../core/json";
import { type HoldCause, reactionTo } from "../core/reactions";
import { type RegisterState, unsentCount } from "../core/register";
import type { Report } from "../core/report";
import { type Answer, noticeOf } from "../ofd/answers";
import { serviceRequest, xReportRequest } from "../ofd/requests";
import type { Change } from "../store/port";
import { askBetween, type Where } from "./ask-between";
import type { FiscalDeps } from "./deps";
import { readRegister } from "./issue";
import { toldBy } from "./reconcile";
import { holdAlarm, leaseMs, letGo } from "./send";
import { answeredState, ask } from "./service-exchange";

export type Asked = "answered" | "unanswered" | "not_now";

/**
 * Whether a question may go between the frames. Not while one is unanswered or its token was refused, when the stored token would be
 * refused although nothing is wrong (ofd-protocol §10 row 1); and not before a restored register is reconciled, which asks itself.
 */
function mayAsk({ wire: { pending }, reconcile }: RegisterState, version: number): boolean {
  if (reconcile) return false;
  if (pending === null) return true;
  if (pending.code === null) return false;
  const reaction = reactionTo(pending.code, version);
  return reaction.does === "refuse" || (reaction.does === "hold" && reaction.cause === "protocol");
}

/** What an answer to INFO blocks: by its code, or because a register that made nothing yet has a past at the operator. */
function stopOf(state: RegisterState, answer: Answer, version: number): { cause: HoldCause; detail: string } | null {
  const last = answer.lastDocument?.number ?? 0;
  const reaction = reactionTo(answer.code, version);
  if (reaction.does === "hold") return { cause: reaction.cause, detail: `${answer.code} ${noticeOf(answer)}`.trim() };
  return answer.code === 0 && state.lastNumber === 0 && last > 0 ? { cause: "data", detail: `INFO ${last}, 0` } : null;
}

/** An operator that holds the register is asked again until it does not; a kept frame waits for its own word; else the queue goes on. */
function dueAfterInfo(
  deps: FiscalDeps,
  state: RegisterState,
  stop: { readonly cause: HoldCause } | null,
): Change["due"] {
  if (stop?.cause === "ofd") return { do: "after", ms: deps.jittered(deps.settings.probeMs) };
  if (state.wire.pending) return { do: "keep" };
  return { do: unsentCount(state) > 0 ? "now" : "never" };
}

/** INFO: what the operator knows of this register. Its numbers never overwrite ours; a difference is an alarm. */
export const askInfo =
  (deps: FiscalDeps) =>
  async ({ tenantId, registerId }: Where): Promise<Asked> => {
    const facts = await deps.facts(tenantId, registerId, null);
    if (!facts?.wire) return "not_now";
    const known = await readRegister(deps, tenantId, registerId, facts);
    if (!known || !mayAsk(known.situation.state, facts.wire.version)) return "not_now";
    const epoch = await deps.store.takeLease(tenantId, registerId, deps.holder, leaseMs(deps));
    if (epoch === null) return "unanswered";
    const lease = { tenantId, registerId, epoch };
    const reading = (await deps.store.read(tenantId, registerId)) ?? known;
    const { situation } = reading;
    const { state, version } = situation;
    const later = unsentCount(state) > 0 && !state.wire.pending ? 0 : null;
    const { totalMs } = deps.settings;
    const body = serviceRequest("COMMAND_INFO", facts.wire, null);
    const question = { command: "COMMAND_INFO" as const, body, tokenCipher: state.wire.tokenCipher, totalMs };
    const exchanged = !mayAsk(state, facts.wire.version)
      ? null
      : await ask(deps, lease, situation, facts.wire, question);
    if (!exchanged?.answered) {
      await deps.store.release(lease, version, later);
      return exchanged ? "unanswered" : "not_now";
    }
    const { answer } = exchanged;
    const stop = stopOf(state, answer, facts.wire.version);
    const told = toldBy(answer, situation);
    const alarms = [...(told.alarms ?? []), ...(stop ? holdAlarm(answer.code, stop.cause, answer.text, "") : [])];
    const written = await deps.store.commit(tenantId, registerId, {
      version,
      next: answeredState(deps, lease, state, answer),
      ...{ ...told, alarms },
      block: stop ? [stop] : [],
      lift: answer.code === 0 ? ["ofd"].filter((cause) => reading.blocks.has(cause)) : [],
      lease: { do: "release", epoch },
      due: dueAfterInfo(deps, state, stop),
    });
    for (const { kind, facts: found } of alarms)
      deps.log("error", `fiscal.${kind}`, { registerId, found: JSON.stringify(toJson(found)) });
    if (written.outcome === "done") return "answered";
    await letGo(deps, lease);
    return "unanswered";
  };

/** Sends an X-report that was computed at the till. Dropped where the register is no longer online with an empty queue. */
export const sendXReport =
  (deps: FiscalDeps) =>
  async (where: Where, stored: Json): Promise<Asked> => {
    const heard = await askBetween(deps, where, {
      command: "COMMAND_REPORT",
      body: (identity) => xReportRequest(fromJson<Report>(stored), identity),
      mayGo: (state) => unsentCount(state) === 0 && state.offlineSince === null,
    });
    return typeof heard === "string" ? heard : "answered";
  };
