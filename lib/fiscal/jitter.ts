/** Up to so much of a span is added by chance: registers that lost their operator together do not come back together. */
const JITTER = 0.5;

/** The span and a part of it by chance, never less than the span. `chance` is from 0 to 1. */
export const jitteredBy = (ms: number, chance: number): number => Math.round(ms * (1 + JITTER * chance));
