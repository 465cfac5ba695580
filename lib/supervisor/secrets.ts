import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { Refusal } from "./context";

/** Secrets made at first start and kept in the data folder, readable by its owner alone. */
export type KeptSecrets = {
  readonly DATABASE_PASSWORD: string;
  readonly SESSION_SECRET: string;
  readonly ENCRYPTION_KEY: string;
  readonly PASSWORD_PEPPER: string;
};

/** The secrets of a data folder; made when it has none. What is encrypted with them is lost with them, so none is ever replaced. */
export function keptSecrets(dataDir: string): KeptSecrets {
  const file = join(dataDir, "secrets.json");
  if (existsSync(file)) return parse(file);
  if (existsSync(join(dataDir, "cluster")))
    throw new Refusal(
      `${file} is gone but ${dataDir} holds data made with it: put the file back, or restore a backup.`,
    );
  const made: KeptSecrets = {
    DATABASE_PASSWORD: randomBytes(24).toString("base64url"),
    SESSION_SECRET: randomBytes(32).toString("base64"),
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    PASSWORD_PEPPER: randomBytes(32).toString("base64"),
  };
  writePrivate(file, `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

function parse(file: string): KeptSecrets {
  try {
    chmodSync(file, 0o600);
    const kept = JSON.parse(readFileSync(file, "utf8"));
    for (const name of ["DATABASE_PASSWORD", "SESSION_SECRET", "ENCRYPTION_KEY", "PASSWORD_PEPPER"])
      if (typeof kept[name] !== "string" || kept[name].length < 16) throw new Error(`${name} is absent`);
    return kept;
  } catch (thrown) {
    throw new Refusal(
      `${file} cannot be read (${thrown instanceof Error ? thrown.message : thrown}): restore it from a backup.`,
    );
  }
}

/** Takes over the secrets of a backup, which its rows were encrypted with. The database's own password stays. */
export function replaceSecrets(dataDir: string, text: string, stamp: string): void {
  const file = join(dataDir, "secrets.json");
  const { DATABASE_PASSWORD } = keptSecrets(dataDir);
  writePrivate(join(dataDir, `secrets.before-${stamp}.json`), readFileSync(file, "utf8"));
  writePrivate(file, `${JSON.stringify({ ...JSON.parse(text), DATABASE_PASSWORD }, null, 2)}\n`);
}

/** Writes a file for its owner alone: whole or not at all, also when the power goes. */
export function writePrivate(file: string, text: string | Uint8Array): void {
  mkdirSync(join(file, ".."), { recursive: true });
  const half = `${file}.${process.pid}`;
  const handle = openSync(half, "w", 0o600);
  try {
    writeSync(handle, typeof text === "string" ? Buffer.from(text) : text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(half, file);
}
