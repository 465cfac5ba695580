import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bitsOf, itemsOf, parseWhole } from "@/lib/eds/core/asn1";
import { type Certificate, parseCertificate } from "@/lib/eds/core/certificate";
import { isIssuedBy } from "@/lib/eds/core/chain";
import { parseCms } from "@/lib/eds/core/cms";
import { isCrlOf, parseCrl } from "@/lib/eds/core/crl";
import { gost34311 } from "@/lib/eds/core/gost/gost34311";
import { streebog512 } from "@/lib/eds/core/gost/streebog";
import { parseOcsp } from "@/lib/eds/core/ocsp";
import { OID } from "@/lib/eds/core/oids";
import { decodeCms } from "@/lib/eds/core/wire";
import { bits, oid, sequence } from "@/lib/eds/demo/der";
import { pemOf } from "@/lib/eds/demo/folder";
import { derOf } from "@/lib/eds/trust/store";
import type { BootContext } from "@/lib/supervisor/context";
import { issueTo, listOf, makeAuthority } from "./cms";

// The command of `npm run eds:openssl`: OpenSSL with Debian's engine, which shares no line with us, is asked about every signature
// by a national algorithm that we know of. Its names for keys are the Russian ones and its signatures stand end to end reversed.

/** A signature of an authority: what was signed, by whom, and what we say of it. */
type Claim = {
  readonly name: string;
  readonly issuer: Certificate;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly weSay: boolean;
};

const RUSSIAN: Readonly<Record<string, readonly [key: string, ...parameters: string[]]>> = {
  [OID.gost2015Key]: ["1.2.643.7.1.1.1.2", "1.2.643.7.1.2.1.2.1", "1.2.643.7.1.1.2.3"],
  [OID.gost2004Key]: ["1.2.643.2.2.19", "1.2.643.2.2.35.1", "1.2.643.2.2.30.1"],
};

const openssl = (args: readonly string[]) => spawnSync("openssl", args, { encoding: "utf8" });

export async function main({ screen }: BootContext): Promise<number> {
  const engine = openssl(["engine", "gost"]);
  if (engine.error || engine.status !== 0) {
    screen.say("SKIPPED: no OpenSSL with the engine of the GOST algorithms (apt-get install libengine-gost-openssl).");
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "tiyn-openssl-"));
  try {
    const claims = [...vectorClaims(), ...(await ownClaims())];
    const differing = claims.filter((claim) => !agree(claim, folder));
    for (const { name, weSay } of differing) screen.say(`✗ ${name}: we say ${weSay}, OpenSSL does not`);
    const hashes = [0, 1, 63, 64, 65, 1000].filter((size) => !sameHash(new Uint8Array(size).fill(size), folder));
    screen.say(
      `${differing.length + hashes.length === 0 ? "✓" : "✗"} ${claims.length} signatures by the national algorithms`,
    );
    screen.say(`  each as it is and with one byte changed; Streebog-512 over 6 messages, ${hashes.length} differ`);
    return differing.length + hashes.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** OpenSSL says the same as we do, and refuses with us when one byte of what was signed is another. */
function agree({ issuer, signed, signature, weSay }: Claim, folder: string): boolean {
  const changed = signed.map((byte, index) => (index === signed.length - 1 ? byte ^ 1 : byte));
  return theySay(issuer, signed, signature, folder) === weSay && !theySay(issuer, changed, signature, folder);
}

function theySay(issuer: Certificate, signed: Uint8Array, signature: Uint8Array, folder: string): boolean {
  const [key, hash, value] = ["key.pem", "hash.bin", "sig.bin"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]; // cast: three
  const is2015 = issuer.keyAlgorithm.oid === OID.gost2015Key;
  writeFileSync(key, pemOf("PUBLIC KEY", russianKey(issuer)));
  writeFileSync(hash, is2015 ? streebog512(signed) : gost34311(signed));
  writeFileSync(value, signature.slice().reverse());
  return (
    openssl(["pkeyutl", "-engine", "gost", "-verify", "-pubin", "-inkey", key, "-sigfile", value, "-in", hash])
      .status === 0
  );
}

/** The same point under the Russian names. */
function russianKey({ keyAlgorithm, publicKey }: Certificate): Uint8Array {
  const [name = "", ...parameters] = RUSSIAN[keyAlgorithm.oid] ?? [];
  const point = bitsOf(itemsOf(parseWhole(publicKey, 100) ?? undefined)[1]) ?? new Uint8Array();
  return sequence(sequence(oid(name), sequence(...parameters.map(oid))), bits(point));
}

function sameHash(message: Uint8Array, folder: string): boolean {
  const file = join(folder, "message.bin");
  writeFileSync(file, message);
  const { stdout } = openssl(["dgst", "-engine", "gost", "-md_gost12_512", file]);
  return stdout.trim().endsWith(Buffer.from(streebog512(message)).toString("hex"));
}

const isNational = ({ keyAlgorithm }: Certificate): boolean => keyAlgorithm.oid in RUSSIAN;

function claimsOf(certificates: readonly (readonly [string, Certificate])[], issuers: readonly Certificate[]): Claim[] {
  return certificates.flatMap(([name, certificate]) =>
    issuers
      .filter((issuer) => isNational(issuer) && Buffer.from(issuer.subject).equals(certificate.issuer))
      .map((issuer) => ({
        ...{ name, issuer, signed: certificate.tbs, signature: certificate.signature },
        weSay: isIssuedBy(certificate, issuer),
      })),
  );
}

/** The national authority's own test certificates, lists and answers, where they lie beside the repository. */
function vectorClaims(): Claim[] {
  const folder = join(resolve(process.env.SHARED_DIR ?? "../shared"), "eds", "vectors");
  if (!existsSync(join(folder, "index.json"))) return [];
  const items: { file: string; kind: string }[] = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")).items;
  const bytes = (file: string) => Uint8Array.from(readFileSync(join(folder, file)));
  const ofKind = (kinds: RegExp) => items.filter(({ kind }) => kinds.test(kind));
  const single = ofKind(/^(root-ca|issuing-ca|end-entity-cert)$/).map(
    ({ file }) => [file, parseCertificate(derOf(Buffer.from(bytes(file))))] as const,
  );
  const inside = ofKind(/^cms/).flatMap(({ file }) => certificatesIn(bytes(file)).map((one) => [file, one] as const));
  const known = [...single, ...inside].flatMap(([file, one]) => (one ? [[file, one] as const] : []));
  const issuers = ofKind(/-ca$/).flatMap(({ file }) => known.filter(([name]) => name === file).map(([, one]) => one));
  const lists = ofKind(/^crl/).flatMap(({ file }) => listClaims(file, bytes(file), issuers));
  const answers = ofKind(/^ocsp/).flatMap(({ file }) => {
    const response = parseOcsp(bytes(file));
    return claimsOf(
      (response?.certificates ?? []).map((one) => [file, one] as const),
      issuers,
    );
  });
  return [...claimsOf(known, issuers), ...lists, ...answers];
}

function certificatesIn(file: Uint8Array): readonly Certificate[] {
  const decoded = decodeCms(Buffer.from(file).toString("latin1"));
  const cms = parseCms(decoded.ok ? decoded.value : file);
  return cms.ok ? cms.value.certificates : [];
}

function listClaims(name: string, file: Uint8Array, issuers: readonly Certificate[]): Claim[] {
  const crl = parseCrl(file);
  if (!crl) return [];
  return issuers
    .filter((issuer) => isNational(issuer) && Buffer.from(issuer.subject).equals(crl.issuer))
    .map((issuer) => ({ name, issuer, signed: crl.tbs, signature: crl.signature, weSay: isCrlOf(crl, issuer) }));
}

/** Certificates and lists that our own authority makes. */
async function ownClaims(): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const algorithm of ["gost2015", "gost2004"] as const)
    for (let time = 0; time < 5; time++) {
      const { root, issuing, anchors } = await makeAuthority({ algorithm });
      const { certificate } = await issueTo(issuing);
      const all = [certificate, ...anchors].map((one) => [`our own by ${algorithm}`, one] as const);
      claims.push(...claimsOf(all, anchors), ...listClaims(`our own list by ${algorithm}`, listOf(root), anchors));
    }
  return claims;
}
