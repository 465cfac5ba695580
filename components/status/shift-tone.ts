import type { Tone } from "@/components/ui/badge";

export const HOUR_MS = 3_600_000;
/** Two hours before the law closes the shift the ruler turns amber. */
const SOON_HOURS = 22;
export const DAY_HOURS = 24;

/** The meaning of a shift's age. */
export const shiftTone = (ageMs: number): Tone =>
  ageMs >= DAY_HOURS * HOUR_MS ? "danger" : ageMs >= SOON_HOURS * HOUR_MS ? "warning" : "neutral";
