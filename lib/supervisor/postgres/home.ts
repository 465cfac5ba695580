import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { errorCode, Refusal } from "../context";
import { as, type Identity, packagedServer, succeeds } from "./identity";

/** Where the cluster and the server's programs are, which version they are, and why not in the data folder if they are not. */
export type Home = {
  readonly folder: string;
  readonly native: string;
  readonly version: string;
  readonly note: string | undefined;
};

/**
 * Finds a place where PostgreSQL can live: the data folder, else a folder outside the checkout that survives a reboot.
 * It cannot live where its user cannot reach it, or where the file system does not keep mode 700.
 */
export function chooseHome(options: { root: string; dataDir: string; identity: Identity; survivor?: string }): Home {
  const { root, dataDir, identity } = options;
  const packaged = packagedServer(root, join, existsSync);
  const { version } = JSON.parse(readFileSync(join(dirname(packaged), "package.json"), "utf8"));
  const elsewhere = join(options.survivor ?? survivingFolder(), fingerprint(dataDir));
  // Data that already lies elsewhere stays there, whatever the data folder allows today.
  const candidates = existsSync(join(elsewhere, "cluster")) ? [elsewhere] : [dataDir, elsewhere];
  for (const folder of candidates) {
    if (!canHold(folder, identity)) continue;
    const native = reachable(packaged, identity)
      ? packaged
      : copyOf(packaged, join(elsewhere, "..", `native-${version}`), identity);
    const note =
      folder === dataDir ? undefined : `PostgreSQL cannot keep its files in ${dataDir}; they are in ${folder}`;
    return { folder, native, version, note };
  }
  throw new Refusal(
    `PostgreSQL can keep its files neither in ${dataDir} nor in ${elsewhere}. Set DATA_DIR to a folder it can use.`,
  );
}

function survivingFolder(): string {
  if (process.platform === "darwin" && process.getuid?.() !== 0)
    return join(homedir(), "Library", "Application Support", "tiyn");
  if (process.getuid?.() === 0) return "/var/lib/tiyn";
  return join(homedir(), ".local", "share", "tiyn");
}

const fingerprint = (dataDir: string): string =>
  createHash("sha256").update(resolve(dataDir)).digest("hex").slice(0, 12);

/** Tries it out as the user who will run the server: make a folder, close it to others, write into it. */
function canHold(folder: string, identity: Identity): boolean {
  const probe = join(folder, `probe-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    mkdirSync(probe, { recursive: true, mode: 0o700 });
    giveTo(probe, identity);
    if (process.platform === "win32") return true;
    chmodSync(probe, 0o700);
    if ((statSync(probe).mode & 0o777) !== 0o700) return false;
    return succeeds(as(identity, "/bin/sh", ["-c", 'cd "$1" && : > here && test -w here', "sh", probe]));
  } catch (thrown) {
    if (errorCode(thrown) === "ENOSPC") throw thrown;
    return false; // not writable, read-only, or not a folder: the next candidate is tried
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

const reachable = (native: string, identity: Identity): boolean =>
  succeeds(as(identity, join(native, "bin", "postgres"), ["--version"]));

/** Copies the server's programs to where the identity can read them; a copy that is already there is reused. */
function copyOf(packaged: string, copy: string, identity: Identity): string {
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(packaged, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  if (reachable(copy, identity)) return copy;
  throw new Refusal(`PostgreSQL does not start from ${copy}: its user cannot read that folder.`);
}

/** Hands a folder to the user who runs the server, where that is another one. */
export function giveTo(folder: string, identity: Identity): void {
  if (identity.kind === "unprivileged") chownSync(folder, identity.uid, identity.gid);
}
