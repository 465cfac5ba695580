import { supervisorLimits as limits } from "./limits";

/** How many deaths in a row count, given how long the part lived this time. */
export const deathsInRow = (before: number, livedMs: number): number => (livedMs >= limits.steadyMs ? 1 : before + 1);

/** The pause before a part is started again: doubles with each death in a row, up to a bound. */
export function restartDelayMs(deaths: number): number {
  const doubled = limits.restartFirstMs * 2 ** Math.max(0, deaths - 1);
  return Math.min(doubled, limits.restartLongestMs);
}
