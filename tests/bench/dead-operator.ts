import { setTimeout as sleep } from "node:timers/promises";
import { startDispatcher } from "@/lib/fiscal/dispatcher";
import { type Bench, quantile } from "./bench";
import { analysed, benchDeps, givenTills, sellOnce, type Till } from "./ground";

const REGISTERS = 100;
/** So many of them have an operator that takes calls and never answers. */
const DEAD = 20;
const SALES_PER_SECOND = 25;
const ROUND_MS = 12_000;
const TOTAL_MS = 5_000;

/** Sales at a steady pace, whoever is slow; answers how long those of the living took. */
async function pace(sell: (till: Till) => Promise<{ ms: number }>, living: readonly Till[], others: readonly Till[]) {
  const spans: number[] = [];
  const under: Promise<unknown>[] = [];
  const order = [...living, ...others].sort((a, b) => a.registerId.localeCompare(b.registerId));
  const isLiving = new Set(living);
  const rounds = (ROUND_MS / 1000) * SALES_PER_SECOND;
  const begun = performance.now();
  for (let index = 0; index < rounds; index++) {
    const till = order[index % order.length];
    if (!till) break;
    under.push(sell(till).then(({ ms }) => isLiving.has(till) && spans.push(ms)));
    await sleep(Math.max(0, begun + ((index + 1) * 1000) / SALES_PER_SECOND - performance.now()));
  }
  await Promise.all(under);
  return spans;
}

/** A hundred registers share one process and one worker; the operator of some is dead. What do the others feel? */
export const deadOperator: Bench = {
  name: "dead-operator",
  async run(ground) {
    const tills = await givenTills(REGISTERS);
    const dead = new Set(tills.slice(0, DEAD).map(({ registerId }) => registerId));
    const living = tills.slice(DEAD);
    let isDead = false;
    const stop = new AbortController();
    const portOf = (registerId: string) => (isDead && dead.has(registerId) ? ground.deadPort : ground.operatorPort);
    const settings = { totalMs: TOTAL_MS, probeMs: 2_000 };
    const { deps } = benchDeps(portOf, settings, stop.signal);
    for (const till of tills) await sellOnce(deps, till);
    await analysed();
    const worker = startDispatcher({ signal: stop.signal, deps: benchDeps(portOf, settings, stop.signal).deps });
    const sell = (till: Till) => sellOnce(deps, till);
    const healthy: number[] = [];
    const beside: number[] = [];
    for (let round = 0; round < 2; round++) {
      isDead = false;
      healthy.push(...(await pace(sell, living, tills.slice(0, DEAD))));
      isDead = true;
      beside.push(...(await pace(sell, living, tills.slice(0, DEAD))));
    }
    isDead = false;
    stop.abort();
    await worker.done;
    const [calm, p99] = [quantile(healthy, 0.99), quantile(beside, 0.99)];
    return [
      {
        what: `p99 of ${REGISTERS - DEAD} registers beside ${DEAD} with a dead operator`,
        figure: `${p99.toFixed(1)} ms`,
        ratio: p99 / calm,
        aim: { atMost: 1.2 },
        notes: [
          `against ${calm.toFixed(1)} ms with all operators alive, ${SALES_PER_SECOND} sales/s`,
          `medians ${quantile(beside, 0.5).toFixed(1)} and ${quantile(healthy, 0.5).toFixed(1)} ms`,
        ],
      },
    ];
  },
};
