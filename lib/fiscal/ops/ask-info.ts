import { fromJson, type Json } from "../core/json";
import { type Reaction, reactionTo } from "../core/reactions";
import { unsentCount } from "../core/register";
import type { Report } from "../core/report";
import { serviceRequest, xReportRequest } from "../ofd/requests";
import type { Due } from "../store/port";
import type { FiscalDeps } from "./deps";
import { readRegister } from "./issue";
import { leaseMs } from "./send";
import { answeredState, ask } from "./service-exchange";

export type Asked = "answered" | "unanswered" | "not_now";

/** An operator that holds the register is asked again until it does not; else the queue says when. */
function dueAfterInfo(deps: FiscalDeps, reaction: Reaction, isEmpty: boolean): Due {
  if (reaction.does === "hold" && reaction.cause === "ofd")
    return { do: "after", ms: deps.jittered(deps.settings.probeMs) };
  return { do: isEmpty ? "never" : "now" };
}

type Where = { readonly tenantId: string; readonly registerId: string };

/**
 * INFO: what the operator knows of this register. Its numbers never overwrite ours; a difference is for people. Not asked while a
 * frame is out: the old token would be refused although nothing is wrong (ofd-protocol §10 row 1).
 */
export const askInfo =
  (deps: FiscalDeps) =>
  async ({ tenantId, registerId }: Where): Promise<Asked> => {
    const facts = await deps.facts(tenantId, registerId, null);
    if (!facts?.wire) return "not_now";
    const known = await readRegister(deps, tenantId, registerId, facts);
    if (!known || known.situation.state.wire.pending) return "not_now";
    const epoch = await deps.store.takeLease(tenantId, registerId, deps.holder, leaseMs(deps));
    if (epoch === null) return "unanswered";
    const lease = { tenantId, registerId, epoch };
    const reading = (await deps.store.read(tenantId, registerId)) ?? known;
    const { situation } = reading;
    const { state, version } = situation;
    const later = unsentCount(state) > 0 ? 0 : null;
    const body = serviceRequest("COMMAND_INFO", facts.wire, null);
    const question = { command: "COMMAND_INFO" as const, body, tokenCipher: state.wire.tokenCipher };
    const exchanged = state.wire.pending ? null : await ask(deps, lease, situation, facts.wire, question);
    if (!exchanged?.answered) {
      await deps.store.release(lease, version, later);
      return exchanged ? "unanswered" : "not_now";
    }
    const { answer } = exchanged;
    const reaction = reactionTo(answer.code, facts.wire.version);
    const last = answer.lastDocument?.number ?? 0;
    if (reaction.does === "accept" && last > state.lastNumber)
      deps.log("error", "fiscal.operator_knows_more", { registerId, ours: state.lastNumber, theirs: last });
    const written = await deps.store.commit(tenantId, registerId, {
      version,
      next: answeredState(deps, lease, state, answer),
      told: {
        at: situation.now,
        code: answer.code,
        text: answer.text,
        notice: answer.notice,
        shiftNumber: answer.report?.shift_number ?? null,
        lastNumber: answer.lastDocument?.number ?? null,
      },
      block: reaction.does === "hold" ? [{ cause: reaction.cause, detail: `${answer.code} ${answer.text}` }] : [],
      lift: reaction.does === "accept" ? ["ofd"].filter((cause) => reading.blocks.has(cause)) : [],
      lease: { do: "release", epoch },
      due: dueAfterInfo(deps, reaction, later === null),
    });
    return written.outcome === "done" ? "answered" : "unanswered";
  };

/** Sends an X-report that was computed at the till. Dropped where the register is no longer online with an empty queue. */
export const sendXReport =
  (deps: FiscalDeps) =>
  async ({ tenantId, registerId }: Where, stored: Json): Promise<Asked> => {
    const facts = await deps.facts(tenantId, registerId, null);
    if (!facts?.wire) return "not_now";
    const epoch = await deps.store.takeLease(tenantId, registerId, deps.holder, leaseMs(deps));
    if (epoch === null) return "not_now";
    const lease = { tenantId, registerId, epoch };
    const reading = await deps.store.read(tenantId, registerId);
    if (!reading) return "not_now";
    const { situation } = reading;
    const { state, version } = situation;
    if (unsentCount(state) > 0 || state.offlineSince !== null) {
      await deps.store.release(lease, version, 0);
      return "not_now";
    }
    const body = xReportRequest(fromJson<Report>(stored), facts.wire);
    const question = { command: "COMMAND_REPORT" as const, body, tokenCipher: state.wire.tokenCipher };
    const exchanged = await ask(deps, lease, situation, facts.wire, question);
    if (!exchanged.answered) {
      await deps.store.release(lease, version, null);
      return "unanswered";
    }
    const next = answeredState(deps, lease, state, exchanged.answer);
    await deps.store.commit(tenantId, registerId, {
      ...{ version, next, lease: { do: "release", epoch } as const, due: { do: "keep" } as const },
    });
    return "answered";
  };
