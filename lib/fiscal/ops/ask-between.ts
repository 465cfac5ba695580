import type { CpcrRequest } from "@/lib/cpcr";
import type { RegisterState } from "../core/register";
import type { Answer } from "../ofd/answers";
import type { WireIdentity } from "../ofd/identity";
import type { FiscalDeps } from "./deps";
import { leaseMs, letGo } from "./send";
import { answeredState, ask } from "./service-exchange";

/** One register of one organisation. */
export type Where = { readonly tenantId: string; readonly registerId: string };

/** A question that books nothing, and when it may go. */
export type Question = {
  readonly command: CpcrRequest["command"];
  readonly body: (identity: WireIdentity) => Uint8Array;
  readonly mayGo: (state: RegisterState) => boolean;
};

/**
 * Asks the operator between two frames of a register, under its lease. `not_now` where the register is not connected, another sender
 * works at it, or the question may not go; whatever waits there is then sent at once. An answer moves the request number and the token,
 * nothing else.
 */
export async function askBetween(
  deps: FiscalDeps,
  { tenantId, registerId }: Where,
  { command, body, mayGo }: Question,
): Promise<Answer | "unanswered" | "not_now"> {
  const facts = await deps.facts(tenantId, registerId, null);
  if (!facts?.wire) return "not_now";
  const epoch = await deps.store.takeLease(tenantId, registerId, deps.holder, leaseMs(deps));
  if (epoch === null) return "not_now";
  const lease = { tenantId, registerId, epoch };
  const reading = await deps.store.read(tenantId, registerId);
  if (!reading || !mayGo(reading.situation.state)) {
    await deps.store.release(lease, reading?.situation.version ?? 0, 0);
    return "not_now";
  }
  const { state, version } = reading.situation;
  const { totalMs } = deps.settings;
  const question = { command, body: body(facts.wire), tokenCipher: state.wire.tokenCipher, totalMs };
  const exchanged = await ask(deps, lease, reading.situation, facts.wire, question);
  if (!exchanged.answered) {
    await deps.store.release(lease, version, null);
    return "unanswered";
  }
  const next = answeredState(deps, lease, state, exchanged.answer);
  const written = await deps.store.commit(tenantId, registerId, {
    ...{ version, next, lease: { do: "release", epoch }, due: { do: "keep" } },
  });
  if (written.outcome === "lost") await letGo(deps, lease);
  return exchanged.answer;
}
