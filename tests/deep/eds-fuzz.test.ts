import { describe, expect, test } from "vitest";
import { type Figures, flipBits, hostileCms, makeTarget, mutate } from "../support/eds-fuzz";
import { memoryMb } from "../support/fuzz";

// Every changed bit of a good signature with a time stamp, and a hundred thousand random mutations, over three algorithms.

const told = (figure: string): void => void process.stdout.write(`  · ${figure}\n`);

function tell(what: string, figures: Figures): void {
  const codes = [...figures.codes].sort(([, a], [, b]) => b - a).map(([code, count]) => `${code} ${count}`);
  told(
    `${what}: ${figures.tried} tried, ${figures.accepted} still say the same, slowest ${figures.slowestMs.toFixed(0)} ms`,
  );
  told(`  ${codes.join(", ")}`);
}

describe.each([
  ["rsa", 60_000],
  ["gost2015", 20_000],
  ["gost2004", 20_000],
] as const)("%s", (algorithm, times) => {
  test("no changed bit and no mutation makes a signature say another person, other bytes or another time", async () => {
    const target = await makeTarget(algorithm);
    const before = memoryMb();
    const flipped = flipBits(target, 1);
    tell(`${algorithm}, each of ${target.cms.length * 8} bits`, flipped);
    const mutations = mutate(target, times, 20_261_125);
    tell(`${algorithm}, random mutations`, mutations);
    const grown = memoryMb() - before;
    told(`memory ${grown.toFixed(0)} MB more`);
    expect([...flipped.lies, ...mutations.lies]).toEqual([]);
    expect(Math.max(flipped.slowestMs, mutations.slowestMs)).toBeLessThan(10_000);
    expect(grown).toBeLessThan(300);
  });
});

test("the worst that a hostile signature costs", async () => {
  const target = await makeTarget("rsa");
  for (const [name, cms] of Object.entries(hostileCms(target))) {
    const since = performance.now();
    const { code, said } = target.judge(cms);
    told(`${name}: ${code} after ${(performance.now() - since).toFixed(0)} ms`);
    expect(said).toBeNull();
  }
});
