import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Says whether a process runs. A dead one that nobody has reaped yet (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EPERM")) return false;
  }
  const state = procFile(pid, "stat")?.replace(/^.*\)\s/s, "")[0];
  return state !== "Z" && state !== "X";
}

/** The command line of a process, or undefined when it is gone or the system does not tell. */
export function commandOf(pid: number): string | undefined {
  const line = procFile(pid, "cmdline")?.split("\0").join(" ").trim();
  if (line) return line;
  if (process.platform === "linux" || process.platform === "win32") return undefined;
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined; // ps answers with an error for a pid that is gone
  }
}

/** Waits until a process is gone; false when it outlived the time. */
export async function waitGone(pid: number, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await pause(50);
  }
  return true;
}

/** Sends a signal; a process that is already gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "ESRCH")) throw thrown;
  }
}

/** The process that listens on a TCP port, as far as this system tells. */
export function listenerOf(port: number): { pid: number; command: string } | undefined {
  const pid = process.platform === "linux" ? linuxListener(port) : lsofListener(port);
  if (pid === undefined) return undefined;
  return { pid, command: commandOf(pid) ?? "unknown command" };
}

function linuxListener(port: number): number | undefined {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  const inodes = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const row of readOr(table, "").split("\n").slice(1)) {
      const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
      if (state === "0A" && local?.endsWith(`:${wanted}`) && inode) inodes.add(`socket:[${inode}]`);
    }
  }
  if (inodes.size === 0) return undefined;
  return listOr("/proc")
    .map(Number)
    .filter(Number.isInteger)
    .find((pid) => listOr(`/proc/${pid}/fd`).some((fd) => inodes.has(linkOr(`/proc/${pid}/fd/${fd}`))));
}

function lsofListener(port: number): number | undefined {
  if (process.platform === "win32") return undefined;
  try {
    const pid = Number(
      execFileSync("lsof", ["-nP", "-t", `-iTCP:${port}`, "-sTCP:LISTEN"], { encoding: "utf8" }).split("\n")[0],
    );
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined; // lsof absent, or nothing found
  }
}

const procFile = (pid: number, name: string): string | undefined =>
  process.platform === "linux" ? readOr(`/proc/${pid}/${name}`, undefined) : undefined;

function readOr<T>(file: string, otherwise: T): string | T {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}

function listOr(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // processes come and go while we look
  }
}

function linkOr(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return "";
  }
}
