import { spawn } from "node:child_process";

// Reads its own input until the keeper dies, gives the other processes time to end, then asks the server to shut down,
// unless a new keeper has taken over by then or the folder belongs to another server.
const SCRIPT = `
trap '' INT HUP
cat >/dev/null
sleep "$3"
keeper=$(cat "$1" 2>/dev/null) && kill -0 "$keeper" 2>/dev/null && exit 0
[ "$(head -n 1 "$2" 2>/dev/null)" = "$4" ] && kill -INT "$4"
`;

/**
 * Watches over an embedded server on behalf of a keeper that may be killed: the server does not outlive it for good.
 * A shell that waits on a pipe costs a megabyte; on Windows there is none, and the next start takes the server over.
 */
export function guardServer(options: { keeperFile: string; lockFile: string; pid: number; afterS: number }): {
  release(): void;
} {
  if (process.platform === "win32") return { release: () => undefined };
  const args = ["-c", SCRIPT, "sh", options.keeperFile, options.lockFile, String(options.afterS), String(options.pid)];
  const guard = spawn("/bin/sh", args, { cwd: "/", detached: true, stdio: ["pipe", "ignore", "ignore"] });
  guard.on("error", () => undefined); // without a shell the next start takes the server over
  guard.unref();
  return { release: () => void guard.kill("SIGKILL") };
}
