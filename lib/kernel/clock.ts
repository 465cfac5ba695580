/** Where "now" comes from. Fiscal time is the database's; this clock serves everything else and is set by tests. */
export interface Clock {
  now(): Date;
}

/** Where chance comes from. The system one lives in lib/config; tests and the simulation seed their own. */
export interface Randomness {
  /** Returns `length` unpredictable bytes. */
  bytes(length: number): Uint8Array;
}
