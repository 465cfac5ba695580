import type { Chance } from "./chance";

/** What a schedule is made of. Each seed draws its own, so that some are calm in one respect and wild in another. */
export type Mix = {
  readonly registers: number;
  readonly webs: number;
  readonly workers: number;
  readonly tillsPerRegister: number;
  /** Mean time between two steps that are not part of one rush, ms. */
  readonly lullMs: number;
  /** Chance that the next step follows within seconds. */
  readonly rush: number;
  readonly storeMs: number;
  readonly storeGone: number;
  readonly wireMs: number;
  readonly loss: number;
  readonly duplicate: number;
  readonly delay: number;
  readonly garbage: number;
  readonly cut: number;
  readonly swap: number;
  /** Of each step: that a process dies, sleeps past its lease, is asked to stop; that the clock jumps; and so on. */
  readonly crash: number;
  readonly freeze: number;
  readonly stop: number;
  readonly clockJump: number;
  readonly outage: number;
  readonly tokenReset: number;
  readonly block: number;
  readonly refusal: number;
  readonly longOutages: boolean;
  readonly probeMs: number;
  readonly offlineAdditions: boolean;
  readonly policy: Policy;
  readonly wireVersion: 202 | 203 | 204;
  readonly firstRequestNumber: number;
};

/** What the protocol leaves to an operator (ofd-protocol §9): both ways must work. */
export type Policy = {
  readonly errorRotates: boolean;
  readonly refusedRemembered: boolean;
  readonly infoReveals: "all" | "number" | "nothing";
};

/** Zero in a third of all schedules, else up to the most. */
const rate = (chance: Chance, most: number): number => (chance.whether(0.34) ? 0 : chance.next() * most);

export function drawMix(chance: Chance): Mix {
  const longOutages = chance.whether(0.08);
  return {
    registers: chance.weighted({ 1: 6, 2: 3, 3: 1, 8: 0.5 } as const) as unknown as number,
    webs: chance.between(1, 2),
    workers: chance.between(0, 2),
    tillsPerRegister: chance.between(1, 3),
    lullMs: 60_000 * chance.pick([10, 60, 240, 480]),
    rush: chance.pick([0.2, 0.5, 0.8]),
    storeMs: chance.pick([1, 5, 40, 400]),
    storeGone: rate(chance, 0.01),
    wireMs: chance.pick([5, 50, 400]),
    loss: rate(chance, 0.3),
    duplicate: rate(chance, 0.5),
    delay: rate(chance, 0.3),
    garbage: rate(chance, 0.1),
    cut: rate(chance, 0.2),
    swap: rate(chance, 0.2),
    crash: rate(chance, 0.1),
    freeze: rate(chance, 0.05),
    stop: rate(chance, 0.03),
    clockJump: rate(chance, 0.02),
    outage: rate(chance, 0.06),
    tokenReset: rate(chance, 0.03),
    block: rate(chance, 0.03),
    refusal: rate(chance, 0.06),
    longOutages,
    probeMs: longOutages ? 720_000 : chance.pick([60_000, 300_000, 600_000, 600_000]),
    offlineAdditions: chance.whether(0.8),
    policy: {
      errorRotates: chance.whether(0.3),
      refusedRemembered: chance.whether(0.5),
      infoReveals: chance.pick(["all", "all", "number", "nothing"]),
    },
    wireVersion: chance.pick([203, 204, 202, 203]),
    firstRequestNumber: chance.pick([0, 0, 65_520, 65_534]),
  };
}
