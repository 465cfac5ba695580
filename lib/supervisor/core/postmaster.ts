/** The lines of postmaster.pid that matter to the keeper. */
export type PostmasterLock = { readonly pid: number; readonly port: number | undefined; readonly ready: boolean };

/** Reads postmaster.pid; null when it is not (or not yet) what PostgreSQL writes. */
export function parsePostmasterLock(text: string): PostmasterLock | null {
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const port = Number(lines[3]);
  return {
    pid,
    port: Number.isInteger(port) && port > 0 ? port : undefined,
    ready: (lines[7] ?? "").trim() === "ready",
  };
}

/**
 * The same lock with an owner that cannot be alive. PostgreSQL then looks at the shared memory block named in the file, which
 * a removed file would hide: the second half of its interlock keeps working.
 */
export function disownPostmasterLock(text: string): string {
  const [, ...rest] = text.split("\n");
  return [String(IMPOSSIBLE_PID), ...rest].join("\n");
}

/** Above the largest pid Linux, macOS and Windows hand out for a process of ours. */
const IMPOSSIBLE_PID = 2_147_483_000;
