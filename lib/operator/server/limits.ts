/** What one peer may cost, and all together: registers are strangers, and some are slow, silent or broken. */
export type TcpLimits = {
  /**
   * The longest message taken. The protocol names no bound and recommends 5 MiB; the longest receipt of ours, a thousand lines with
   * a mark on each and its printed text, is under a fifth of this.
   */
  readonly frameBytesMax: number;
  /** From the first byte of a message to the last of its answer. */
  readonly messageMs: number;
  /** How long a peer may say nothing, between messages and within one. */
  readonly idleMs: number;
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  /** Bytes of unfinished messages over all peers. */
  readonly pendingBytesMax: number;
  /** Messages answered at once; the others wait their turn, and their deadline runs. */
  readonly answersMax: number;
};

export const TCP_LIMITS: TcpLimits = {
  frameBytesMax: 1024 * 1024,
  messageMs: 30_000,
  idleMs: 60_000,
  connectionsMax: 5_000,
  connectionsPerAddressMax: 2_000,
  pendingBytesMax: 64 * 1024 * 1024,
  answersMax: 64,
};

/** A bounded number of things at once; whoever comes later waits in order. */
export function turnstile(max: number) {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return {
    async pass<T>(work: () => Promise<T>): Promise<T> {
      if (inside >= max) await new Promise<void>((resolve) => waiting.push(resolve));
      else inside += 1;
      try {
        return await work();
      } finally {
        // The place goes to whoever waits longest, so that a newcomer never overtakes.
        const next = waiting.shift();
        if (next) next();
        else inside -= 1;
      }
    },
  };
}
