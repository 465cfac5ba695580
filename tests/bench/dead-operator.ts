import { setTimeout as sleep } from "node:timers/promises";
import { startDispatcher } from "@/lib/fiscal/dispatcher";
import { look } from "../support/look";
import { type Bench, byTurns, median, quantile } from "./bench";
import { analysed, benchDeps, givenTills, sellOnce, type Till } from "./ground";

const REGISTERS = 100;
/** So many of them have an operator that takes calls and never answers. */
const DEAD = 20;
const SALES_PER_SECOND = 25;
const ROUND_MS = 10_000;
/** Of so many pairs of rounds the middle one counts: a hiccup of the machine is not the operator's. */
const ROUNDS = 5;
const TOTAL_MS = 5_000;
const LOOK_MS = 200;
const DRAINED_MS = 60_000;

/** Waits until nothing of these registers waits for its operator. */
async function drained(tills: readonly Till[]): Promise<void> {
  const ids = tills.map(({ registerId }) => registerId);
  for (const end = performance.now() + DRAINED_MS; performance.now() < end; await sleep(LOOK_MS)) {
    const [row] = await look<{ unsent: string }>(
      "SELECT sum(last_number - sent_number) AS unsent FROM cabinet.fiscal_register WHERE register_id = ANY($1::uuid[])",
      [ids],
    );
    if (row?.unsent === "0") return;
  }
  throw new Error("what waited for a dead operator does not go out");
}

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
    const medians = { healthy: [] as number[], beside: [] as number[] };
    /** The p99 of one round. Before a healthy one everything that waited goes out first. */
    const round = async (kind: keyof typeof medians): Promise<number> => {
      isDead = kind === "beside";
      if (!isDead) await drained(tills);
      const spans = await pace(sell, living, tills.slice(0, DEAD));
      medians[kind].push(median(spans));
      return quantile(spans, 0.99);
    };
    const result = await byTurns(
      ROUNDS,
      () => round("beside"),
      () => round("healthy"),
    );
    isDead = false;
    stop.abort();
    await worker.done;
    return [
      {
        what: `p99 of ${REGISTERS - DEAD} registers beside ${DEAD} with a dead operator`,
        figure: `${result.ours.toFixed(1)} ms`,
        ratio: result.ratio,
        aim: { atMost: 1.2 },
        notes: [
          `against ${result.theirs.toFixed(1)} ms with all operators alive, ${SALES_PER_SECOND} sales/s`,
          `medians ${median(medians.beside).toFixed(1)} and ${median(medians.healthy).toFixed(1)} ms`,
        ],
      },
    ];
  },
};
