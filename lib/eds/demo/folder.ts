import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What the demo authority keeps in the data folder. Made at first start, never committed. */
export const demoFolder = (dataDir: string): string => join(resolve(dataDir), "eds-authority");

/** Typed into the small window for every demo key. Shown openly: the keys are worth nothing. */
export const DEMO_KEY_PASSWORD = "Qwerty12";

/** The host that demo certificates name for revocation lists; it is asked at the stand-in's own address. */
export const DEMO_LIST_HOST = "crl.tiyn-demo.invalid";

/** The algorithms that the demo authority issues keys for; each has a root and an issuing authority of its own. */
export const DEMO_ALGORITHMS = ["rsa", "gost2015", "gost2004"] as const;

export type KeyState = "good" | "expired" | "revoked";

/** One demo key. Its private half is encrypted with the demo password, as in a file of a real owner. */
export type DemoKey = {
  readonly id: string;
  readonly person: string;
  /** Empty for a program, which has none. */
  readonly iin: string;
  readonly organization: string | null;
  readonly bin: string | null;
  readonly email: string | null;
  readonly role: "head" | "right_to_sign" | "employee" | "individual" | "information_system";
  readonly algorithm: (typeof DEMO_ALGORITHMS)[number];
  readonly purpose: "sign" | "auth";
  readonly state: KeyState;
  readonly revokedAt: string | null;
  readonly madeByVisitor: boolean;
  /** PEM. */
  readonly certificate: string;
  readonly encryptedKey: string;
};

/** All keys of a folder in the order of making; none when there is no authority yet. */
export function readDemoKeys(folder: string): DemoKey[] {
  const keys = join(folder, "keys");
  return entriesOf(keys)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(keys, name), "utf8")) as DemoKey); // cast: written by writeDemoKey alone
}

export const writeDemoKey = (folder: string, key: DemoKey): void =>
  writePrivate(join(folder, "keys", `${key.id}.json`), JSON.stringify(key, null, 2));

/** DER of the authority's certificates of all algorithms; none when there is no authority yet. */
export const readDemoAnchors = (folder: string): Uint8Array[] =>
  entriesOf(folder)
    .filter((name) => name.endsWith(".crt"))
    .sort()
    .map((name) => derOfPem(readFileSync(join(folder, name), "latin1")));

export function pemOf(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

export const derOfPem = (pem: string): Uint8Array =>
  Uint8Array.from(Buffer.from(pem.replace(/-----[A-Z ]+-----/g, ""), "base64"));

/** Writes for the owner alone: whole or not at all. */
export function writePrivate(file: string, text: string): void {
  mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
  const half = `${file}.${process.pid}.half`;
  writeFileSync(half, text, { mode: 0o600 });
  renameSync(half, file);
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return [];
    throw thrown;
  }
}
