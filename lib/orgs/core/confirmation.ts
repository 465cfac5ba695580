const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The link of a letter works for three days. */
export const CONFIRMATION_DAYS = 3;
/** One letter a minute, five an hour: enough for a lost one, too few to pester somebody else's mailbox. */
const PAUSE_MS = MINUTE_MS;
const PER_HOUR_MAX = 5;

/** How many minutes to wait before the next letter, given when earlier ones went out; 0 means now. */
export function minutesToWait(sentAt: readonly Date[], now: Date): number {
  const ages = sentAt
    .map((moment) => now.getTime() - moment.getTime())
    .filter((age) => age < HOUR_MS)
    .sort((a, b) => a - b);
  const sinceLast = ages[0] ?? HOUR_MS;
  const fifth = ages[PER_HOUR_MAX - 1];
  const wait = Math.max(PAUSE_MS - sinceLast, fifth === undefined ? 0 : HOUR_MS - fifth);
  return wait > 0 ? Math.ceil(wait / MINUTE_MS) : 0;
}
