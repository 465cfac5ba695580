import { baseline, givenPattern } from "./baseline";
import { type Bench, byTurns, type Line, rate } from "./bench";
import { analysed, benchDeps, cutOff, type Ground, givenTills, sellFor, sellOnce, type Till } from "./ground";
import { Meter } from "./meter";

const ROUND_MS = 4_000;
const ROUNDS = 3;

/** Sales through the whole operation, against the same rows by single statements. */
async function compare(
  ground: Ground,
  what: string,
  tills: readonly Till[],
  online: boolean,
  aim: number,
): Promise<Line> {
  const { deps, steps } = benchDeps(() => ground.operatorPort);
  const [sample] = tills;
  if (!sample) throw new Error("somebody sells");
  // A first sale puts the register into work, and is the pattern of the baseline's rows.
  for (const till of new Set(tills)) await sellOnce(deps, till);
  const pattern = await givenPattern(sample, new Set(tills).size);
  const clients = tills.length / new Set(tills).size;
  const theirs = await baseline(ground, { ...pattern, registerIds: repeated(pattern.registerIds, clients) }, online);
  if (!online) await cutOff([...new Set(tills)]);
  const outcome = online ? "accepted" : "autonomous";
  await sellFor(1_000, deps, tills, outcome);
  await analysed();
  steps.reset();
  let documents = 0;
  const [own, baselines] = [new Meter(ground), new Meter(ground)];
  /** A round by the second, its cost by the operation. */
  const metered = async (meter: Meter, round: () => Promise<number>): Promise<number> => {
    let speed = 0;
    await meter.watch(async () => {
      speed = await round();
      return (speed * ROUND_MS) / 1000;
    });
    return speed;
  };
  const result = await byTurns(
    ROUNDS,
    async () => {
      const done = await metered(own, () => sellFor(ROUND_MS, deps, tills, outcome));
      documents += (done * ROUND_MS) / 1000;
      return done;
    },
    () => metered(baselines, () => theirs.tps(ROUND_MS / 1000)),
  );
  theirs.end();
  return {
    ...{ what, figure: rate(result.ours), ratio: result.ratio, aim: { atLeast: aim } },
    notes: [
      `against ${rate(result.theirs, "transactions/s")} of ${theirs.named}`,
      ...own.notes("ours"),
      ...baselines.notes("baseline"),
      ...steps.notes(documents),
      ...own.limit(),
    ],
  };
}

const repeated = <T>(list: readonly T[], times: number): T[] => Array.from({ length: times }, () => list).flat();

/** Accepted documents through the operation, durable and chained; the queue is not sent meanwhile. */
export const accept: Bench = {
  name: "accept",
  run: async (ground) => [await compare(ground, "accept: 8 clients, 8 registers", await givenTills(8), false, 1.0)],
};

/** The same with frame, operator and answer. */
export const exchange: Bench = {
  name: "exchange",
  run: async (ground) => [
    await compare(ground, "accept, seal, wire, settle: 8 clients, 8 registers", await givenTills(8), true, 0.4),
  ],
};

/** Eight cashiers at one register: one after another, as numbers have to be. */
export const hot: Bench = {
  name: "hot",
  async run(ground) {
    const tills = repeated(await givenTills(1), 8);
    return [await compare(ground, "accept: 8 clients, one hot register", tills, false, 1.0)];
  },
};
