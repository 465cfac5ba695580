import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ChildEnvironment, Refusal } from "../context";
import { supervisorLimits as limits } from "../core/limits";
import { giveTo, type Home } from "./home";
import { as, type Identity } from "./identity";

/** The login of the embedded server; `postgres` rights, one password made at first start. */
export const LOGIN = "tiyn";

/** The server takes nothing from the shell it was started in. */
export const serverEnvironment: ChildEnvironment = {
  ...{ PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", LC_ALL: "C", TZ: "UTC" },
  NODE_ENV: "production",
};

/** The cluster's folder, made by initdb when absent. A first start killed half-way leaves nothing that looks like a cluster. */
export function makeCluster(home: Home, identity: Identity, password: string): string {
  const cluster = join(home.folder, "cluster");
  if (existsSync(join(cluster, "PG_VERSION"))) {
    checkMajor(cluster, home);
    return cluster;
  }
  const half = join(home.folder, "cluster.new");
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  giveTo(half, identity);
  const passwordFile = join(home.folder, `password-${process.pid}`);
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    giveTo(passwordFile, identity);
    initdb(home, identity, half, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(half, cluster);
  return cluster;
}

function initdb(home: Home, identity: Identity, folder: string, passwordFile: string): void {
  const args = ["-D", folder, "-U", LOGIN, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const command = as(identity, join(home.native, "bin", "initdb"), [
    ...args,
    "--encoding=UTF8",
    "--locale=C",
    // Under plain C only Latin letters have a case, so a search for «хлеб» would not find «Хлеб».
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ]);
  const answer = spawnSync(command.file, command.args, {
    ...command.options,
    cwd: folder,
    encoding: "utf8",
    timeout: limits.initdbMs,
    env: serverEnvironment,
  });
  if (answer.status === 0) return;
  const said = `${answer.stderr ?? ""}${answer.error?.message ?? ""}`.trim();
  if (/no space left/i.test(said))
    throw new Refusal(`The disk that holds ${home.folder} is full: free some space and start again.`);
  throw new Refusal(`PostgreSQL could not make its data folder ${folder}:\n${said}`);
}

/** Data of another major version must not be opened; the way out is a backup made by that version. */
function checkMajor(cluster: string, home: Home): void {
  const made = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  const packaged = home.version.split(".")[0];
  if (made !== packaged)
    throw new Refusal(
      `The data in ${cluster} is of PostgreSQL ${made}, this release brings ${packaged}: restore it from a backup.`,
    );
}
