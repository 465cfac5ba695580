import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "@/lib/config";
import { type Certificate, fingerprintOf, onlyName, parseCertificate } from "../core/certificate";
import { isIssuedBy } from "../core/chain";
import { OID } from "../core/oids";

/** Raised when the set of trusted authorities cannot be used. Says what to put right; a process must not start with it. */
export class TrustStoreError extends ConfigError {
  constructor(what: string) {
    super(`EDS_ANCHORS_DIR: ${what}`);
  }
}

export type TrustStore = {
  readonly anchors: readonly Certificate[];
  /** Whether an authority without a list of its own above it may be believed: never in production. */
  readonly needsAuthorityLists: boolean;
};

export type TrustSettings = {
  readonly mode: "demo" | "production";
  readonly anchorsDir: string | undefined;
  /** Certificates of the demo authority (DER), looked at in demo mode only. */
  readonly demoAnchors: readonly Uint8Array[];
};

/** The national authority's own test roots: they verify test persons and nobody else. */
const TEST_PINS: ReadonlySet<string> = new Set([
  "b995e79e7c07429f8f79e185451e5599ce342ac720000f01b3854fdfa03031a6",
  "beeffc0bdb77cd798c35983eb0715f6ef0051cccb71d7cd05505e8a4fb2c6f4d",
]);

/**
 * Reads the authorities that this service believes: every file of the folder has its pin and every pin its file, so neither
 * a slipped-in file nor a swapped one passes unseen.
 */
export function readTrustStore(settings: TrustSettings, at: Date): TrustStore {
  const configured = settings.anchorsDir ? readFolder(settings.anchorsDir) : [];
  if (settings.mode === "demo") {
    const demo = settings.demoAnchors.map((der) => readable(der, "the demo authority"));
    return { anchors: [...configured, ...demo], needsAuthorityLists: false };
  }
  refuseUnfit(configured, at);
  return { anchors: configured, needsAuthorityLists: true };
}

/** What production refuses: nothing to trust, demo or test authorities, a set that has run out, one without its roots. */
export function refuseUnfit(anchors: readonly Certificate[], at: Date): void {
  if (anchors.length === 0)
    throw new TrustStoreError("production needs the authority's certificates and pins.txt there");
  for (const anchor of anchors) {
    const name = onlyName(anchor, OID.commonName) ?? "";
    if (/\b(demo|test)\b/i.test(name) || TEST_PINS.has(fingerprintOf(anchor)))
      throw new TrustStoreError(`production refuses the demo or test authority ${name}`);
    if (!anchor.isAuthority) throw new TrustStoreError(`${name} is not an authority`);
  }
  if (anchors.every((anchor) => anchor.notAfter < at)) throw new TrustStoreError("every certificate there has expired");
  const orphan = anchors.find((anchor) => !anchors.some((issuer) => isIssuedBy(anchor, issuer)));
  if (orphan) throw new TrustStoreError(`the root above ${onlyName(orphan, OID.commonName)} is absent`);
}

/** The authorities of a folder: every file has its pin and every pin its file. */
export function readFolder(folder: string): Certificate[] {
  if (!existsSync(folder)) throw new TrustStoreError(`${folder} does not exist`);
  const pins = readPins(join(folder, "pins.txt"));
  const files = readdirSync(folder).filter((name) => /\.(cer|crt|pem|der)$/i.test(name));
  const anchors = files.map((name) => {
    const certificate = readable(derOf(readFileSync(join(folder, name))), name);
    if (!pins.delete(fingerprintOf(certificate))) throw new TrustStoreError(`${name} has no pin in pins.txt`);
    return certificate;
  });
  if (pins.size > 0) throw new TrustStoreError(`pins.txt names certificates that are absent (${[...pins].join(", ")})`);
  return anchors;
}

/** The text of the folder's pins; empty where there is none yet. */
export function pinsIn(folder: string): string {
  const file = join(folder, "pins.txt");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Lines of `sha256 anything`; empty lines and those that begin with # are passed over. */
function readPins(file: string): Set<string> {
  if (!existsSync(file)) throw new TrustStoreError(`${file} does not exist`);
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  const words = lines.map((line) => line.trim().split(/\s+/)[0] ?? "").filter((word) => word && !word.startsWith("#"));
  const wrong = words.find((word) => !/^[0-9a-f]{64}$/i.test(word));
  if (wrong) throw new TrustStoreError(`pins.txt: ${wrong.slice(0, 20)} is not a SHA-256`);
  return new Set(words.map((word) => word.toLowerCase()));
}

/** PEM or DER. */
export function derOf(file: Buffer): Uint8Array {
  const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(file.toString("latin1"));
  return Uint8Array.from(pem?.[1] ? Buffer.from(pem[1], "base64") : file);
}

function readable(der: Uint8Array, name: string): Certificate {
  const certificate = parseCertificate(der);
  if (!certificate) throw new TrustStoreError(`${name} is not a certificate`);
  return certificate;
}
