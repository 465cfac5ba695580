import { randomUUID } from "node:crypto";
import type { FiscalDeps } from "@/lib/fiscal/ops/deps";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { realDeps } from "@/lib/fiscal/wiring";
import { bread, givenShop, type Shop } from "../support/fiscal";
import { look } from "../support/look";
import { Steps } from "./steps";

/** What the benches stand on: one durable database, the operator in a process of its own, and this process as the web server. */
export type Ground = {
  readonly databaseUrl: string;
  /** The postmaster. */
  readonly databasePid: number;
  readonly operatorPid: number;
  readonly operatorPort: number;
  /** A port where calls are taken and nothing is ever answered. */
  readonly deadPort: number;
  note(text: string): void;
};

export type Till = Pick<Shop, "tenantId" | "registerId" | "cashierId" | "ctx">;

/** Registers ready to sell. Where each one's operator is, `portOf` says. */
export async function givenTills(count: number): Promise<Till[]> {
  const tills: Till[] = [];
  for (let index = 0; index < count; index++) tills.push(await givenShop(() => 0));
  return tills;
}

/** The real parts of one process, watched, with an operator per register. */
export function benchDeps(
  portOf: (registerId: string) => number,
  settings: Partial<FiscalDeps["settings"]> = {},
  signal?: AbortSignal,
): { readonly deps: FiscalDeps; readonly steps: Steps } {
  const real = realDeps(signal);
  const steps = new Steps();
  const moved: FiscalDeps = {
    ...real,
    settings: { ...real.settings, ...settings },
    async facts(tenantId, registerId, ...more) {
      const facts = await real.facts(tenantId, registerId, ...more);
      return facts?.wire ? { ...facts, wire: { ...facts.wire, port: portOf(registerId) } } : facts;
    },
  };
  return { deps: steps.watch(moved), steps };
}

/** Sells one piece of bread; answers how long it took. */
export async function sellOnce(
  deps: FiscalDeps,
  till: Till,
): Promise<{ readonly ms: number; readonly outcome: string }> {
  const since = performance.now();
  const sold = await issueReceipt(deps)(till.ctx, bread(till, { key: randomUUID() }));
  if (!sold.ok) throw new Error(`refused: ${sold.error.code}`);
  return { ms: performance.now() - since, outcome: sold.value.outcome };
}

/** Clients that sell as fast as they can for a while, each at its till; answers documents per second. */
export async function sellFor(ms: number, deps: FiscalDeps, tills: readonly Till[], outcome: string): Promise<number> {
  const begun = performance.now();
  let sold = 0;
  await Promise.all(
    tills.map(async (till) => {
      while (performance.now() - begun < ms) {
        const sale = await sellOnce(deps, till);
        if (sale.outcome !== outcome) throw new Error(`${sale.outcome} instead of ${outcome}`);
        sold += 1;
      }
    }),
  );
  return (sold * 1000) / (performance.now() - begun);
}

/** Statistics of the tables, as the server itself makes them within a minute: plans made while they were empty are made anew. */
export const analysed = (): Promise<unknown> => look("ANALYZE");

/** Takes everything out of the dispatcher's sight that is due now: what a bench leaves behind is not the next one's work. */
export const forgetDue = (): Promise<unknown> =>
  look("UPDATE cabinet.transmission_queue SET due_at = NULL, lease_until = NULL");

/** Puts registers off line, as if their operator had just not answered: what they sell from now on waits in the queue. */
export const cutOff = (tills: readonly Till[]): Promise<unknown> =>
  look(
    `UPDATE cabinet.fiscal_register SET offline_since = now(), version = version + 1 WHERE register_id = ANY($1::uuid[])`,
    [tills.map(({ registerId }) => registerId)],
  );
