import { SYSTEM_ACTOR } from "@/lib/audit";
import { type CpcrRequest, encodeFrame } from "@/lib/cpcr";
import { present } from "@/lib/kernel";
import { chain } from "../core/journal";
import { reactionTo } from "../core/reactions";
import { type RegisterState, type Situation, unsentCount } from "../core/register";
import { moveQueue, nextRequestNumber } from "../core/transmission";
import type { Answer } from "../ofd/answers";
import type { Exchanged } from "../ofd/client";
import type { WireIdentity } from "../ofd/identity";
import { serviceRequest } from "../ofd/requests";
import type { Change, Lease, Reading } from "../store/port";
import type { FiscalDeps } from "./deps";
import { makeSeal, offlinePeriod, type StepOutcome, sendSealed } from "./send";

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
    readonly totalMs?: number;
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
    totalMs: question.totalMs ?? deps.settings.totalMs,
    signal: deps.signal,
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
  return { ...state, wire: { ...state.wire, requestNumber, tokenCipher } };
}

/** SYSTEM to an operator that holds the register: a later 0 lifts the hold, and what was kept goes on. */
export async function probe(
  deps: FiscalDeps,
  lease: Lease,
  { situation, blocks }: Reading,
  identity: WireIdentity,
): Promise<StepOutcome> {
  const { tenantId, registerId, epoch } = lease;
  const { state, version } = situation;
  const body = serviceRequest("COMMAND_SYSTEM", identity, offlinePeriod(situation));
  const question = { command: "COMMAND_SYSTEM" as const, body, tokenCipher: state.wire.tokenCipher };
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
    const { pending } = next.wire;
    const reopened = { ...next, wire: { ...next.wire, pending: pending && { ...pending, code: null } } };
    const more = unsentCount(state) > 0;
    const written = await deps.store.commit(tenantId, registerId, {
      ...{ version, next: reopened, lift: ["ofd"].filter((cause) => blocks.has(cause)) },
      ...{
        lease: more ? { do: "hold", epoch, ms: deps.settings.totalMs } : released,
        due: { do: more ? "now" : "never" },
      },
    });
    return written.outcome === "done" && more ? "settled" : "rest";
  }
  const cause = reaction.does === "hold" && reaction.cause !== "ofd" ? reaction.cause : null;
  await deps.store.commit(tenantId, registerId, {
    ...{ version, next, lease: released, due: { do: "after", ms: later } },
    block: cause ? [{ cause, detail: `${answer.code} ${answer.text}` }] : [],
  });
  return "rest";
}

/** How a refused frame and what INFO tells of the last booked document fit together (ofd-protocol §10 row 14). */
function whatInfoTells(
  state: RegisterState,
  pendingNumber: number,
  answer: Answer,
): "booked" | "not_booked" | "unclear" {
  const last = answer.lastDocument;
  if (last === null) return state.sentNumber === 0 ? "not_booked" : "unclear";
  if (last.number === pendingNumber) return "booked";
  return last.number === state.sentNumber ? "not_booked" : "unclear";
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
): Promise<StepOutcome> {
  const { tenantId, registerId, epoch } = lease;
  const { state, version, now } = situation;
  const pending = present(state.wire.pending, "a refused frame is kept");
  const tokenCipher = present(state.wire.freshTokenCipher, "a fresh token was typed");
  const body = serviceRequest("COMMAND_INFO", identity, offlinePeriod(situation));
  const exchanged = await ask(deps, lease, situation, identity, { command: "COMMAND_INFO", body, tokenCipher });
  const later = deps.jittered(deps.settings.probeMs);
  if (!exchanged.answered) {
    await deps.store.release(lease, version, later);
    return "rest";
  }
  const { answer } = exchanged;
  const status = present(
    await deps.store.document(tenantId, registerId, pending.documentId),
    "the document of a pending frame is stored",
  );
  const { document, issuedAutonomous } = status;
  const answered = answeredState(deps, lease, state, answer);
  const released = { do: "release", epoch } as const;
  const audit = (act: string) => [
    {
      ...{ actor: SYSTEM_ACTOR, act, subject: `fiscal_document:${document.id}`, requestId: null },
      facts: { number: document.number, code: answer.code },
    },
  ];
  if (answer.code !== 0) {
    const without = { ...answered, wire: { ...answered.wire, freshTokenCipher: null } };
    await deps.store.commit(tenantId, registerId, {
      ...{ version, next: without, lease: released, due: { do: "never" } },
      block: [{ cause: "token", detail: `${answer.code} ${answer.text}` }],
    });
    return "held";
  }
  const adopted: RegisterState = {
    ...answered,
    wire: {
      ...answered.wire,
      tokenCipher: deps.tokens.close(tenantId, registerId, answer.token),
      freshTokenCipher: null,
    },
  };
  const told = whatInfoTells(state, document.number, answer);
  if (told === "unclear") {
    await deps.store.commit(tenantId, registerId, {
      ...{ version, next: adopted, audit: audit("fiscal.info_unclear"), lease: released, due: { do: "never" } },
      block: [{ cause: "data", detail: `INFO: ${answer.lastDocument?.number ?? "-"}` }],
      lift: ["token"],
    });
    return "held";
  }
  if (told === "booked") {
    const { record, head } = chain(
      adopted.journal,
      "settlement",
      {
        ...{ id: deps.newId(), documentId: document.id, sealId: pending.sealId, kind: "accepted" as const, at: now },
        ...{ code: 0, answerText: "INFO", fiscalSign: answer.lastDocument?.fiscalSign ?? null, qrText: null },
      },
      deps.sha256,
    );
    const moved = { ...moveQueue(adopted, document.number), journal: head };
    const more = unsentCount(moved) > 0;
    const change: Change = {
      ...{
        version,
        next: moved,
        settlement: { ...record, answer: answer.body },
        audit: audit("fiscal.settled_by_info"),
      },
      ...{ lift: ["token"], lease: more ? { do: "hold", epoch, ms: deps.settings.totalMs } : released },
      due: { do: more ? "now" : "never" },
    };
    const written = await deps.store.commit(tenantId, registerId, change);
    return written.outcome === "done" ? "settled" : "lost";
  }
  const about = { offline: offlinePeriod(situation), issuedAutonomous, at: now };
  const { seal, next } = makeSeal(deps, document, adopted, identity, about);
  const written = await deps.store.commit(tenantId, registerId, {
    ...{ version, next, seal, audit: audit("fiscal.sealed_anew"), lift: ["token"] },
    ...{ lease: { do: "hold", epoch, ms: deps.settings.totalMs * 2 }, due: { do: "now" } },
  });
  if (written.outcome === "lost") return "lost";
  const sent = { lease, seal, document, seenVersion: written.version, issuedAutonomous };
  return sendSealed(deps, sent, seal.body, identity, deps.settings.totalMs);
}
