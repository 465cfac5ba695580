import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import forge from "node-forge";
import { describe, expect, test } from "vitest";
import { type Certificate, parseCertificate } from "@/lib/eds/core/certificate";
import { isIssuedBy } from "@/lib/eds/core/chain";
import { parseCms } from "@/lib/eds/core/cms";
import { checkCrl, checkNotListed, parseCrl } from "@/lib/eds/core/crl";
import { identify } from "@/lib/eds/core/identity";
import { checkDocumentPurpose } from "@/lib/eds/core/policy";
import { verifySignature } from "@/lib/eds/core/verify";
import { decodeCms } from "@/lib/eds/core/wire";
import { signCms } from "@/lib/eds/demo/sign";
import { derOf } from "@/lib/eds/trust/store";

// Artefacts of the national authority's test persons, made by others. They lie outside the repository.
const vectors = join(resolve(process.env.SHARED_DIR ?? "../shared"), "eds", "vectors");
const present = existsSync(join(vectors, "index.json"));

type Item = {
  readonly file: string;
  readonly kind: string;
  readonly algorithm: string;
  readonly password?: string;
  readonly content?: { readonly attachedUtf8?: string; readonly detachedUtf8?: string };
  readonly signers?: readonly {
    readonly signingTimeUtc: string;
    readonly certificateValidAtClaimedSigningTime: boolean;
  }[];
  readonly cert?: {
    readonly notBefore: string;
    readonly iin?: string;
    readonly bin?: string;
    readonly extKeyUsage: string[];
  };
  readonly expect: { readonly signatureVerifiesWith?: string | null; readonly revokesTheseFilesOfTheSet?: string[] };
};

const items: readonly Item[] = present ? JSON.parse(readFileSync(join(vectors, "index.json"), "utf8")).items : [];
const ofKind = (kind: string, algorithm = "RSA") =>
  items.filter((item) => item.kind.startsWith(kind) && item.algorithm === algorithm);
const file = (name: string) => readFileSync(join(vectors, name));

function certificate(name: string): Certificate {
  const read = parseCertificate(derOf(file(name)));
  if (!read) throw new Error(`${name} is not readable`);
  return read;
}

const cmsOf = (name: string): Uint8Array => {
  if (!name.endsWith(".b64")) return Uint8Array.from(file(name));
  const decoded = decodeCms(file(name).toString("latin1"));
  if (!decoded.ok) throw new Error(decoded.error.code);
  return decoded.value;
};

const momentOf = (utc: string): Date =>
  new Date(utc.replace(/^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, "20$1-$2-$3T$4:$5:$6Z"));

test(present ? `vectors are at ${vectors}` : `SKIPPED: no vectors at ${vectors} (set SHARED_DIR)`, () => {
  expect(present ? items.length : 1).toBeGreaterThan(0);
});

describe.runIf(present)("RSA vectors of the national authority", () => {
  const certificates = items.filter((item) => item.cert && !item.kind.startsWith("pkcs12"));

  test.each(certificates.map((item) => [item.file, item] as const))("%s is read", (name, { cert }) => {
    const read = certificate(name);
    expect(read.notBefore).toEqual(new Date(cert?.notBefore ?? ""));
    expect([...read.extKeyUsage].sort()).toEqual([...(cert?.extKeyUsage ?? [])].sort());
    const signer = identify(read);
    if (cert?.iin) expect(signer).toMatchObject({ ok: true, value: { iin: cert.iin, bin: cert.bin ?? null } });
  });

  const issued = certificates.filter((item) => item.algorithm === "RSA" && item.expect.signatureVerifiesWith);
  test.each(issued.map((item) => [item.file, item.expect.signatureVerifiesWith ?? ""] as const))(
    "%s was issued by %s and by nobody else",
    (name, issuer) => {
      expect(isIssuedBy(certificate(name), certificate(issuer))).toBe(true);
      const others = [...ofKind("root-ca"), ...ofKind("issuing-ca")].filter((item) => item.file !== issuer);
      expect(others.filter((item) => isIssuedBy(certificate(name), certificate(item.file)))).toEqual([]);
    },
  );

  const authority = () => certificate("ca/test-nca-rsa.crt");

  test.each(ofKind("cms").map((item) => [item.file, item] as const))("%s verifies at its time", (name, item) => {
    const content = Buffer.from(item.content?.attachedUtf8 ?? item.content?.detachedUtf8 ?? "");
    const [signer] = item.signers ?? [];
    const claimed = momentOf(signer?.signingTimeUtc ?? "");
    const cms = cmsOf(name);
    const answer = verifySignature(cms, content, [authority()], claimed);
    if (!signer?.certificateValidAtClaimedSigningTime) {
      expect(answer).toMatchObject({ ok: false, error: { code: "eds.expired" } });
      const parsed = parseCms(cms);
      const during = parsed.ok ? parsed.value.certificates[0]?.notAfter : undefined;
      expect(verifySignature(cms, content, [authority()], during ?? claimed)).toMatchObject({ ok: true });
    } else expect(answer).toMatchObject({ ok: true, value: { claimedAt: claimed, suite: "RSA SHA-256" } });
    expect(verifySignature(cms, Buffer.from("other"), [authority()], claimed)).toMatchObject({
      error: { code: "eds.content_mismatch" },
    });
    expect(verifySignature(cms, content, [], claimed).ok).toBe(false);
  });

  test.each(ofKind("cms", "GOST 34.10-2015 512 + RSA").map((item) => item.file))("%s has two signers", (name) => {
    const answer = verifySignature(
      cmsOf(name),
      Buffer.from("test123"),
      [authority()],
      new Date("2022-09-27T21:20:00Z"),
    );
    expect(answer).toEqual({ ok: false, error: { code: "eds.signers_count" } });
  });

  const gost = items.filter((item) => item.kind.startsWith("cms") && /^GOST [^+]*$/.test(item.algorithm));
  test.each(gost.map((item) => item.file))("%s is refused by name until GOST is here", (name) => {
    const answer = verifySignature(cmsOf(name), Buffer.from("x"), [authority()], new Date("2022-09-27T00:00:00Z"));
    expect(answer).toEqual({ ok: false, error: { code: "eds.unsupported_algorithm" } });
  });

  test("the list of 2022 is the authority's, was fresh then and is stale now", () => {
    const crl = parseCrl(Uint8Array.from(file("crl/test-rsa.crl")));
    if (!crl) throw new Error("not readable");
    expect(crl.revoked.size).toBe(126);
    expect(checkCrl(crl, authority(), new Date("2022-06-01T00:00:00Z"))).toEqual({ ok: true, value: true });
    expect(checkCrl(crl, authority(), new Date("2026-11-22T00:00:00Z")).ok).toBe(false);
    expect(checkNotListed(crl, certificate("certs/test-rsa-individual-sign.cer")).ok).toBe(true);
  });

  test("one changed bit of a real signature never makes it say something else", () => {
    const good = cmsOf("cms/attached-2020-personal-active-RSA256.b64");
    const content = Buffer.from("asdasd");
    const at = new Date("2020-09-09T20:03:14Z");
    const told = (cms: Uint8Array) => {
      const answer = verifySignature(cms, content, [authority()], at);
      return answer.ok ? JSON.stringify([identify(answer.value.certificate), answer.value.claimedAt]) : null;
    };
    const honest = told(good);
    expect(honest).not.toBeNull();
    for (let bit = 0; bit < good.length * 8; bit += 23) {
      const changed = Uint8Array.from(good);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect([null, honest]).toContain(told(changed));
    }
  }, 60_000);

  test.each(ofKind("pkcs12").map((item) => [item.file, item] as const))("key %s signs what we accept", (name, item) => {
    const { der, pair } = openP12(name, item.password ?? "");
    const read = parseCertificate(der);
    if (!read) throw new Error("not readable");
    const content = Buffer.from("договор");
    const at = new Date(read.notBefore.getTime() + 1000);
    const certificatePem = forge.pem.encode({ type: "CERTIFICATE", body: Buffer.from(der).toString("latin1") });
    const cms = signCms({ content, pair, certificate: certificatePem, attached: false, at });
    expect(verifySignature(cms, content, [authority()], at)).toMatchObject({ ok: true });
    expect(checkDocumentPurpose(read).ok).toBe(!/auth/i.test(name));
    const revoked = items.find((one) => one.file === "crl/test-rsa.crl")?.expect.revokesTheseFilesOfTheSet ?? [];
    const crl = parseCrl(Uint8Array.from(file("crl/test-rsa.crl")));
    if (crl) expect(checkNotListed(crl, read).ok).toBe(!revoked.includes(name));
  });
});

const rsaOf = (cert: forge.pki.Certificate) => cert.publicKey as forge.pki.rsa.PublicKey;

function openP12(name: string, password: string) {
  const p12 = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(file(name).toString("latin1")), password);
  const keys = p12.getBags({ bagType: forge.pki.oids.pkcs8ShroudedKeyBag })[forge.pki.oids.pkcs8ShroudedKeyBag ?? ""];
  const certs = p12.getBags({ bagType: forge.pki.oids.certBag })[forge.pki.oids.certBag ?? ""];
  const privateKey = keys?.[0]?.key as forge.pki.rsa.PrivateKey;
  const publicKey = forge.pki.setRsaPublicKey(privateKey.n, privateKey.e);
  const own = (certs ?? [])
    .flatMap(({ cert }) => (cert ? [cert] : []))
    .find((cert) => rsaOf(cert).n.equals(privateKey.n));
  if (!own) throw new Error(`${name} has no certificate of its key`);
  const der = Uint8Array.from(Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(own)).getBytes(), "latin1"));
  return { der, pair: { privateKey, publicKey } };
}
