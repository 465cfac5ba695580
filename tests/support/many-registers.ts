import type { FiscalDeps } from "@/lib/fiscal/ops/deps";
import { dueRegisters } from "@/lib/fiscal/ops/drain";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { makeChance } from "../simulators/chance";
import { bread, givenShop, type Shop } from "./fiscal";
import { look } from "./look";

/** The database's fiscal clock stands where it is put, second by second, without a new function each time. */
async function takeClock(): Promise<(at: Date) => Promise<unknown>> {
  await look("CREATE TABLE IF NOT EXISTS public.test_clock (at timestamptz NOT NULL)");
  await look("GRANT SELECT ON public.test_clock TO tiyn_app, tiyn_system");
  await look("DELETE FROM public.test_clock");
  await look("INSERT INTO public.test_clock VALUES (now())");
  await look(
    `CREATE OR REPLACE FUNCTION cabinet.fiscal_now() RETURNS timestamptz LANGUAGE sql VOLATILE SET search_path = pg_catalog
     AS $$ SELECT at FROM public.test_clock $$`,
  );
  return (at) => look("UPDATE public.test_clock SET at = $1", [at]);
}

export type Outage = {
  /** Seconds of the outage, by attempts in each, and the same after its end. */
  readonly during: readonly number[];
  readonly after: readonly number[];
  /** The shortest time between two attempts of one register while there was no link. */
  readonly shortestGapMs: number;
  readonly shops: readonly Shop[];
};

/**
 * Many registers lose their operator within one second, with a document each; minutes later it is back. Time is the database's
 * fiscal clock, moved on second by second; a worker takes whatever is due at once.
 */
export async function outage(
  port: () => number,
  registers: number,
  minutes: { down: number; up: number },
): Promise<Outage> {
  const chance = makeChance(registers);
  const shops: Shop[] = [];
  while (shops.length < registers) {
    const some = Math.min(20, registers - shops.length);
    shops.push(...(await Promise.all(Array.from({ length: some }, () => givenShop(port)))));
  }
  const setClock = await takeClock();
  const start = Date.parse("2026-11-25T04:00:00Z");
  let now = start;
  let isUp = false;
  const attempts: { readonly at: number; readonly deviceId: number }[] = [];
  const [first] = shops;
  if (!first) throw new Error("there are registers");
  const deps: FiscalDeps = {
    ...first.deps,
    settings: { ...first.deps.settings, probeMs: 60_000 },
    jittered: (ms) => Math.round(ms * (1 + 0.2 * (chance.below(1_000) / 1_000))),
    wire: {
      async exchange(question) {
        attempts.push({ at: now, deviceId: question.expected.deviceId });
        return isUp ? first.deps.wire.exchange(question) : { answered: false, reason: "unreachable" };
      },
    },
  };
  await setClock(new Date(now));
  for (const shop of shops) {
    const sold = await issueReceipt(deps)(shop.ctx, bread(shop));
    if (!sold.ok || sold.value.outcome !== "autonomous") throw new Error("every register sells without a link");
  }
  const second = async (): Promise<number> => {
    now += 1_000;
    await setClock(new Date(now));
    const before = attempts.length;
    await Promise.all((await dueRegisters(deps, registers)).map(({ work }) => work()));
    return attempts.length - before;
  };
  const during: number[] = [];
  const after: number[] = [];
  while (during.length < minutes.down * 60) during.push(await second());
  const gaps = gapsOf(attempts);
  isUp = true;
  while (after.length < minutes.up * 60) after.push(await second());
  return { during, after, shortestGapMs: Math.min(...gaps), shops };
}

function gapsOf(attempts: readonly { readonly at: number; readonly deviceId: number }[]): number[] {
  const last = new Map<number, number>();
  return attempts.flatMap(({ at, deviceId }) => {
    const before = last.get(deviceId);
    last.set(deviceId, at);
    return before === undefined ? [] : [at - before];
  });
}
