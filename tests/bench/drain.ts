import { dueRegisters } from "@/lib/fiscal/ops/drain";
import { startProxy } from "../simulators/operator-proxy";
import { look } from "../support/look";
import { type Bench, type Line, perSecond, rate } from "./bench";
import { analysed, benchDeps, cutOff, type Ground, givenTills, sellOnce } from "./ground";

const QUEUED = 450;
const SLOW_QUEUED = 60;
/** reliability: an operator that answers after 200 ms takes at least four documents per second of one register. */
const SLOW_MS = 200;
const SLOW_AIM = 4;

/** A register with so many documents in its queue, sent by one worker until nothing is left. */
async function drainOf(ground: Ground, queued: number, port: number, what: string): Promise<Line> {
  const { deps, steps } = benchDeps(() => port);
  const [till] = await givenTills(1);
  if (!till) throw new Error("somebody sells");
  await sellOnce(benchDeps(() => ground.operatorPort).deps, till);
  await cutOff([till]);
  for (let index = 0; index < queued; index++) await sellOnce(deps, till);
  await analysed();
  await look("UPDATE cabinet.transmission_queue SET due_at = now(), lease_until = NULL WHERE register_id = $1", [
    till.registerId,
  ]);
  const unsent = async () => {
    const rows = await look<{ left: string }>(
      "SELECT last_number - sent_number AS left FROM cabinet.fiscal_register WHERE register_id = $1",
      [till.registerId],
    );
    return Number(rows[0]?.left);
  };
  if ((await unsent()) !== queued) throw new Error("they wait");
  steps.reset();
  const begun = performance.now();
  while ((await unsent()) > 0) for (const { work } of await dueRegisters(deps, 1)) await work();
  const speed = perSecond(queued, performance.now() - begun);
  return { what, figure: rate(speed), notes: steps.notes(queued) };
}

/** What waited for three days goes out, in order, one after another. */
export const drain: Bench = {
  name: "drain",
  async run(ground) {
    const fast = await drainOf(ground, QUEUED, ground.operatorPort, `drain of ${QUEUED} documents, local operator`);
    const proxy = await startProxy(ground.operatorPort);
    proxy.setFault({ kind: "delay", ms: SLOW_MS });
    const slow = await drainOf(
      ground,
      SLOW_QUEUED,
      proxy.port,
      `drain of ${SLOW_QUEUED}, operator answers after ${SLOW_MS} ms`,
    );
    await proxy.stop();
    const speed = Number.parseFloat(slow.figure);
    return [
      fast,
      { ...slow, ratio: speed / SLOW_AIM, aim: { atLeast: 1 }, notes: [`against ${SLOW_AIM} documents/s`] },
    ];
  },
};
