/** Times and sizes of the keeper, each named once. */
export const supervisorLimits = {
  /** initdb of an empty cluster takes under a second; a slow disk gets a minute. */
  initdbMs: 60_000,
  /** Crash recovery after kill -9 counts into this. */
  databaseReadyMs: 60_000,
  /** A killed postmaster leaves its lock until the system has reaped it. */
  staleLockMs: 10_000,
  databaseStopMs: 20_000,
  /** A foreign DATABASE_URL that does not answer within this is reported. */
  databaseAnswerMs: 10_000,
  migrateMs: 180_000,
  partReadyMs: 60_000,
  partStopMs: 12_000,
  /** Parts of a killed keeper end by themselves; after this they are ended. */
  orphanMs: 6_000,
  /** A part that lived this long starts again at once when it dies. */
  steadyMs: 60_000,
  restartFirstMs: 300,
  restartLongestMs: 30_000,
  logBytesMax: 10 * 1024 * 1024,
  logCheckMs: 60_000,
} as const;
