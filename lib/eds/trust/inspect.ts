import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isKeySupported } from "../core/algorithms";
import { type Certificate, fingerprintOf, onlyName, parseCertificate } from "../core/certificate";
import { isIssuedBy } from "../core/chain";
import { OID } from "../core/oids";
import { demoFolder, readDemoAnchors } from "../demo/folder";
import { derOf, pinsIn, readFolder, refuseUnfit, TrustStoreError } from "./store";

/** One authority, as an operator wants to see it. */
export type AnchorLine = {
  readonly name: string;
  readonly sha256: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly state: "in force" | "not yet in force" | "ended";
  /** Its own name for a root; null when the authority above it is absent or did not sign it. */
  readonly issuedBy: string | null;
  readonly isSupported: boolean;
  readonly lists: readonly string[];
};

export const nameOf = (certificate: Certificate): string => onlyName(certificate, OID.commonName) ?? "(no name)";

/** What is known of each authority of a set. Every issuer named here has really signed. */
export const describeAnchors = (anchors: readonly Certificate[], at: Date): AnchorLine[] =>
  anchors.map((anchor) => {
    const issuer = anchors.find((other) => isIssuedBy(anchor, other));
    return {
      ...{
        name: nameOf(anchor),
        sha256: fingerprintOf(anchor),
        notBefore: anchor.notBefore,
        notAfter: anchor.notAfter,
      },
      state: at < anchor.notBefore ? "not yet in force" : at > anchor.notAfter ? "ended" : "in force",
      issuedBy: issuer ? nameOf(issuer) : null,
      isSupported: isKeySupported(anchor),
      lists: anchor.crlAddresses,
    };
  });

/** The authorities of a folder, each under its pin. */
export const anchorsIn = (folder: string): Certificate[] => (existsSync(folder) ? readFolder(folder) : []);

/** The demo's own authorities; none before its first start. */
export const demoAnchors = (dataDir: string): Certificate[] =>
  readDemoAnchors(demoFolder(dataDir)).flatMap((der) => parseCertificate(der) ?? []);

/** Why production would not start with this set; null when it would. */
export function unfitness(anchors: readonly Certificate[], at: Date): string | null {
  try {
    refuseUnfit(anchors, at);
    return null;
  } catch (thrown) {
    if (thrown instanceof TrustStoreError) return thrown.message;
    throw thrown;
  }
}

/** Reads authorities from files, PEM or DER; what is no authority's certificate is refused by its file's name. */
export const readAnchorFiles = (files: readonly string[]): { file: string; certificate: Certificate }[] =>
  files.map((file) => {
    if (!existsSync(file)) throw new TrustStoreError(`${file} does not exist`);
    const certificate = parseCertificate(derOf(readFileSync(file)));
    if (!certificate?.isAuthority) throw new TrustStoreError(`${file} is not a certificate of an authority`);
    return { file, certificate };
  });

/** Puts authorities into the folder with their pins; those that are there already are passed over. Answers the new names. */
export function addAnchors(folder: string, added: readonly { file: string; certificate: Certificate }[]): string[] {
  const known = new Set(anchorsIn(folder).map(fingerprintOf));
  const fresh = added.filter(({ certificate }) => !known.has(fingerprintOf(certificate)));
  mkdirSync(folder, { recursive: true });
  const names = fresh.map(({ file, certificate }) => {
    const sha256 = fingerprintOf(certificate);
    const name = `${sha256.slice(0, 8)}-${basename(file)
      .replace(/\.[^.]*$/, "")
      .replace(/[^\w.-]/g, "_")}.cer`;
    writeFileSync(join(folder, name), certificate.der);
    return { name, line: `${sha256}  ${nameOf(certificate)}` };
  });
  const pins = pinsIn(folder);
  writeFileSync(
    join(folder, "pins.txt"),
    `${[pins.trimEnd(), ...names.map(({ line }) => line)].filter(Boolean).join("\n")}\n`,
  );
  return names.map(({ name }) => name);
}
