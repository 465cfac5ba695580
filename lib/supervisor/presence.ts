import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./context";
import { supervisorLimits as limits } from "./core/limits";
import { commandOf, isAlive, signal, waitGone } from "./processes";
import { writePrivate } from "./secrets";

/** What a keeper leaves in its data folder about itself, for the next keeper, for tests and for people. */
export type Presence = {
  readonly pid: number;
  readonly phase: "starting" | "ready";
  readonly addresses: Readonly<Record<string, string>>;
  readonly ports: Readonly<Record<string, number>>;
  readonly databaseUrl: string;
  readonly parts: readonly { readonly name: string; readonly pid: number }[];
};

const fileOf = (dataDir: string): string => join(dataDir, "keeper.json");
export const pidFileOf = (dataDir: string): string => join(dataDir, "keeper.pid");

/** The presence of the latest keeper, alive or not. */
export function readPresence(dataDir: string): Presence | undefined {
  const file = fileOf(dataDir);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined; // cut off by a full disk; it only speeds things up
  }
}

export function writePresence(dataDir: string, presence: Presence): void {
  writePrivate(fileOf(dataDir), `${JSON.stringify(presence, null, 2)}\n`);
  writeFileSync(pidFileOf(dataDir), `${presence.pid}\n`);
}

export function removePresence(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
  rmSync(pidFileOf(dataDir), { force: true });
}

const isOurs = (pid: number, mark: string): boolean => isAlive(pid) && (commandOf(pid) ?? "").includes(mark);

/** The keeper that runs on a data folder now, other than this process. */
export function presentKeeper(dataDir: string): Presence | undefined {
  const before = readPresence(dataDir);
  return before && before.pid !== process.pid && isOurs(before.pid, "boot.mjs") ? before : undefined;
}

/** Refuses a second keeper of one data folder. */
export function refuseSecondKeeper(dataDir: string): void {
  const before = presentKeeper(dataDir);
  if (!before) return;
  const where = before.addresses.Web ?? "starting up";
  throw new Refusal(
    `Already running (process ${before.pid}, ${where}). Stop it first, or give this one its own DATA_DIR and ports.`,
  );
}

/** Parts of a killed keeper end by themselves; whoever has not after a while is ended. */
export async function endOrphans(dataDir: string, mark: string): Promise<number> {
  const left = (readPresence(dataDir)?.parts ?? []).filter(({ pid }) => isOurs(pid, mark));
  await Promise.all(
    left.map(async ({ pid }) => {
      if (await waitGone(pid, limits.orphanMs)) return;
      signal(pid, "SIGKILL");
      await waitGone(pid, limits.orphanMs);
    }),
  );
  return left.length;
}
