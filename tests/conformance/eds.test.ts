import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import forge from "node-forge";
import { describe, expect, test } from "vitest";
import { type Certificate, parseCertificate } from "@/lib/eds/core/certificate";
import { isIssuedBy } from "@/lib/eds/core/chain";
import { certificateOfSigner, parseCms } from "@/lib/eds/core/cms";
import { checkCrl, checkNotListed, parseCrl } from "@/lib/eds/core/crl";
import { identify } from "@/lib/eds/core/identity";
import { checkOcsp, checkStatus, isSignedByResponder, issuerHashes, parseOcsp } from "@/lib/eds/core/ocsp";
import { checkDocumentPurpose } from "@/lib/eds/core/policy";
import { openToken } from "@/lib/eds/core/timestamp";
import { verifySignature, verifySigner } from "@/lib/eds/core/verify";
import { decodeCms } from "@/lib/eds/core/wire";
import { signCms } from "@/lib/eds/demo/sign";
import { keyOf } from "@/lib/eds/demo/signing-key";
import { derOf } from "@/lib/eds/trust/store";

// Artefacts of the national authority's test persons, made by others. They lie outside the repository. Each is judged at its
// own time: the clock is a parameter of every check.
const vectors = join(resolve(process.env.SHARED_DIR ?? "../shared"), "eds", "vectors");
const present = existsSync(join(vectors, "index.json"));

type SignerNote = {
  readonly signingTimeUtc: string;
  readonly issuerInSet: string | null;
  readonly certificateValidAtClaimedSigningTime: boolean;
  readonly hasTimestamp: boolean;
  readonly timestamp?: { readonly genTime: string; readonly policy: string };
};

type Item = {
  readonly file: string;
  readonly sha256: string;
  readonly kind: string;
  readonly algorithm: string;
  readonly password?: string;
  readonly content?: { readonly attachedHex?: string; readonly detachedUtf8?: string };
  readonly signers?: readonly SignerNote[];
  readonly cert?: {
    readonly notBefore: string;
    readonly iin?: string;
    readonly bin?: string;
    readonly extKeyUsage: string[];
  };
  readonly certSerial?: string;
  readonly certStatus?: string;
  readonly revocationTime?: string;
  readonly thisUpdate?: string;
  readonly nextUpdate?: string;
  readonly revokedCount?: number;
  readonly policy?: string;
  readonly imprintHex?: string;
  readonly genTime?: string;
  readonly expect: {
    readonly signatureVerifiesWith?: string | null;
    readonly certificateVerifiesWith?: string;
    readonly responderCertVerifiesWith?: string;
    readonly signerIssuerInSet?: string;
    readonly revokesTheseFilesOfTheSet?: readonly string[];
  };
};

const items: readonly Item[] = present ? JSON.parse(readFileSync(join(vectors, "index.json"), "utf8")).items : [];
const ofKind = (kind: string) => items.filter((item) => item.kind.startsWith(kind));
const named = (list: readonly Item[]) => list.map((item) => [item.file, item] as const);
const file = (name: string) => Uint8Array.from(readFileSync(join(vectors, name)));
const moment = (text: string): Date =>
  new Date(text.replace(/^(?:20)?(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, "20$1-$2-$3T$4:$5:$6Z"));

function certificate(name: string): Certificate {
  const read = parseCertificate(derOf(Buffer.from(file(name))));
  if (!read) throw new Error(`${name} is not readable`);
  return read;
}

/** Every authority of the set: what the server would be configured with. */
const anchors = () => [...ofKind("root-ca"), ...ofKind("issuing-ca")].map((item) => certificate(item.file));

const cmsOf = (name: string): Uint8Array => {
  if (!name.endsWith(".b64")) return file(name);
  const decoded = decodeCms(Buffer.from(file(name)).toString("latin1"));
  if (!decoded.ok) throw new Error(decoded.error.code);
  return decoded.value;
};

const contentOf = ({ content }: Item) =>
  content?.attachedHex ? Buffer.from(content.attachedHex, "hex") : Buffer.from(content?.detachedUtf8 ?? "");

test(present ? `vectors are at ${vectors}` : `SKIPPED: no vectors at ${vectors} (set SHARED_DIR)`, () => {
  expect(present ? items.length : 1).toBeGreaterThan(0);
});

describe.runIf(present)("vectors of the national authority", () => {
  test.each(named(items))("%s is the file of the index", (name, item) => {
    expect(createHash("sha256").update(file(name)).digest("hex")).toBe(item.sha256);
  });

  const certificates = items.filter((item) => item.cert && !item.kind.startsWith("pkcs12"));

  test.each(named(certificates))("certificate %s is read", (name, { cert }) => {
    const read = certificate(name);
    expect(read.notBefore).toEqual(new Date(cert?.notBefore ?? ""));
    expect([...read.extKeyUsage].sort()).toEqual([...(cert?.extKeyUsage ?? [])].sort());
    if (cert?.iin) expect(identify(read)).toMatchObject({ ok: true, value: { iin: cert.iin, bin: cert.bin ?? null } });
  });

  test.each(named(certificates))(
    "certificate %s was issued by whom the index says and by nobody else",
    (name, item) => {
      const issuers = [...ofKind("root-ca"), ...ofKind("issuing-ca")].map((one) => one.file);
      const found = issuers.filter((issuer) => isIssuedBy(certificate(name), certificate(issuer)));
      expect(found).toEqual(item.expect.signatureVerifiesWith ? [item.expect.signatureVerifiesWith] : []);
    },
  );

  test("two addresses that an authority's certificate holds in one field are two", () => {
    const ofHost = (host: string) => `http://${host}.root.gov.kz/gost.crl`;
    expect(certificate("ca/prod-nca-gost-2018.crt").crlAddresses).toEqual([ofHost("crl"), ofHost("crl1")]);
  });

  const alone = ofKind("cms").filter((item) => item.signers?.length === 1);

  test.each(named(alone))("signature %s is judged at its time", (name, item) => {
    const [signer] = item.signers ?? [];
    const claimed = moment(signer?.signingTimeUtc ?? "");
    const [cms, content] = [cmsOf(name), contentOf(item)];
    const judge = (bytes: Uint8Array, at: Date, trusted = anchors()) =>
      verifySignature(cms, bytes, { anchors: trusted, at });
    const answer = judge(content, claimed);
    if (!signer?.issuerInSet) expect(answer).toEqual({ ok: false, error: { code: "eds.untrusted" } });
    else if (!signer.certificateValidAtClaimedSigningTime) {
      expect(answer).toMatchObject({ ok: false, error: { code: "eds.expired" } });
      const parsed = parseCms(cms);
      const during = parsed.ok ? parsed.value.certificates[0]?.notAfter : undefined;
      expect(judge(content, during ?? claimed)).toMatchObject({ ok: true });
    } else expect(answer).toMatchObject({ ok: true, value: { claimedAt: claimed, suite: suiteOf(item.algorithm) } });
    expect(judge(Buffer.from("other"), claimed)).toMatchObject({ error: { code: "eds.content_mismatch" } });
    expect(judge(content, claimed, [])).toMatchObject({ ok: false });
    expect(judge(content, new Date("2026-11-22T00:00:00Z"))).toMatchObject({
      ok: false,
      error: { code: signer?.issuerInSet ? "eds.expired" : expect.stringMatching(/^eds\.(expired|untrusted)$/) },
    });
  });

  const stamped = alone.filter((item) => item.signers?.[0]?.hasTimestamp);

  test.each(named(stamped))(
    "the time stamp inside %s is right, and its unknown authority decides nothing",
    (name, item) => {
      const at = moment(item.signers?.[0]?.signingTimeUtc ?? "");
      const later = new Date(at.getTime() + 60_000);
      const answer = verifySignature(cmsOf(name), contentOf(item), {
        anchors: anchors(),
        at: later,
        byTimestamp: true,
      });
      const { genTime = "", policy } = item.signers?.[0]?.timestamp ?? {};
      expect(answer).toMatchObject({
        ok: true,
        value: { timestamp: { at: moment(genTime), policy, chain: null }, moment: { at: later, by: "received" } },
      });
    },
  );

  const together = ofKind("cms").filter((item) => item.signers?.length === 2);

  test.each(named(together))("%s has two signers: refused whole, and each right by itself", (name, item) => {
    const at = moment(item.signers?.[0]?.signingTimeUtc ?? "");
    const whole = verifySignature(cmsOf(name), contentOf(item), { anchors: anchors(), at });
    expect(whole).toEqual({ ok: false, error: { code: "eds.signers_count" } });
    const cms = parseCms(cmsOf(name));
    if (!cms.ok) throw new Error(cms.error.code);
    const each = cms.value.signers.map((signer) => {
      const own = certificateOfSigner(cms.value, signer);
      const alive = own.ok ? own.value.notBefore : at;
      return [at, alive].map(
        (one) => verifySigner(cms.value, signer, contentOf(item), { anchors: anchors(), at: one }).ok,
      );
    });
    expect(each.flat()).toEqual(
      (item.signers ?? []).flatMap((one) => [one.certificateValidAtClaimedSigningTime, true]),
    );
  });

  test.each(named(ofKind("crl")))(
    "list %s is its authority's, was fresh then and names whom it should",
    (name, item) => {
      const crl = parseCrl(file(name));
      if (!crl) throw new Error("not readable");
      const issuer = certificate(item.expect.signatureVerifiesWith ?? "");
      const [from, until] = [moment(item.thisUpdate ?? ""), moment(item.nextUpdate ?? "")];
      expect(crl.revoked.size).toBe(item.revokedCount);
      expect(checkCrl(crl, issuer, from).ok).toBe(true);
      expect(checkCrl(crl, issuer, until).ok).toBe(false);
      for (const other of ofKind("issuing-ca"))
        if (other.file !== item.expect.signatureVerifiesWith)
          expect(checkCrl(crl, certificate(other.file), from).ok).toBe(false);
      const listed = ofKind("pkcs12").filter((key) => isIssuedBy(openP12(key).certificate, issuer));
      const revoked = listed.filter((key) => !checkNotListed(crl, openP12(key).certificate, null).ok);
      const inSet = new Set(listed.map((key) => key.file));
      const wanted = (item.expect.revokesTheseFilesOfTheSet ?? []).filter((one) => inSet.has(one));
      expect(revoked.map((key) => key.file).sort()).toEqual([...wanted].sort());
    },
  );

  test.each(named(ofKind("ocsp")))("answer %s is signed by a responder of its authority", (name, item) => {
    const response = parseOcsp(file(name));
    if (!response) throw new Error("not readable");
    const at = moment(item.thisUpdate ?? "");
    const issuer = certificate(item.expect.responderCertVerifiesWith ?? "");
    expect(isSignedByResponder(response, issuer, at)).toBe(true);
    for (const other of ofKind("issuing-ca"))
      if (other.file !== item.expect.responderCertVerifiesWith)
        expect(isSignedByResponder(response, certificate(other.file), at)).toBe(false);
    const [answer] = response.answers;
    expect(answer).toMatchObject({ serial: `0214${item.certSerial}`, status: item.certStatus, thisUpdate: at });
    const hashes = issuerHashes(issuer);
    expect([answer?.issuerNameHash, answer?.issuerKeyHash]).toEqual([hashes.name, hashes.key]);
    const question = { certificate: { ...issuer, serial: `0214${item.certSerial}` }, issuer, nonce: response.nonce };
    const checked = checkOcsp(response, question, at);
    expect(checked.ok).toBe(true);
    const isNeverIssued = item.revocationTime?.startsWith("1970") ?? false;
    const code = isNeverIssued ? "eds.untrusted" : "eds.revoked";
    expect(checked.ok && checkStatus(checked.value, null)).toMatchObject(
      item.certStatus === "good" ? { ok: true } : { ok: false, error: { code } },
    );
    expect(checkOcsp(response, { ...question, nonce: Buffer.from("another") }, at).ok).toBe(false);
    expect(checkOcsp(response, { ...question, certificate: issuer }, at).ok).toBe(false);
    expect(checkOcsp(response, question, new Date(at.getTime() + 11 * 60_000)).ok).toBe(false);
  });

  test.each(named(ofKind("tsp")))("time stamp %s is right and names its authority", (name, item) => {
    const token = item.kind === "tsp-token" ? file(name) : tokenIn(file(name));
    const opened = openToken(token);
    expect(opened).toMatchObject({
      ok: true,
      value: {
        info: {
          policy: item.policy,
          imprint: Uint8Array.from(Buffer.from(item.imprintHex ?? "", "hex")),
          at: moment(item.genTime ?? ""),
        },
      },
    });
    const issuer = certificate(item.expect.signerIssuerInSet ?? "");
    expect(opened.ok && isIssuedBy(opened.value.certificate, issuer)).toBe(true);
  });

  test.each(named(ofKind("pkcs12")))("key %s opens, fits its certificate and signs what we accept", (_, item) => {
    const { key, certificate: read } = openP12(item);
    expect(isIssuedBy(read, certificate(item.expect.certificateVerifiesWith ?? ""))).toBe(true);
    expect(Buffer.from(key.publicDer).equals(read.publicKey)).toBe(true);
    const content = Buffer.from("договор");
    const at = new Date(read.notBefore.getTime() + 1000);
    const cms = signCms({ content, key, certificate: read, attached: false, at });
    const answer = verifySignature(cms, content, { anchors: anchors(), at });
    expect(answer).toMatchObject({ ok: true, value: { suite: suiteOf(item.algorithm) } });
    expect(checkDocumentPurpose(read).ok).toBe(read.extKeyUsage.has("1.3.6.1.5.5.7.3.4"));
  });

  test.each([
    "cms/attached-2020-personal-active-RSA256.b64",
    "cms/attached-2020-organization-active-GOSTKNCA.b64",
    "cms/attached-gost2015-legal-ceo-with-tsp.der",
  ])(
    "one changed bit of %s never makes it say something else",
    (name) => {
      const item = items.find((one) => one.file === name) as Item;
      const [good, content, trusted] = [cmsOf(name), contentOf(item), anchors()];
      const at = moment(item.signers?.[0]?.signingTimeUtc ?? "");
      const told = (cms: Uint8Array) => {
        const answer = verifySignature(cms, content, { anchors: trusted, at });
        return answer.ok ? JSON.stringify([identify(answer.value.certificate), answer.value.claimedAt]) : null;
      };
      const honest = told(good);
      expect(honest).not.toBeNull();
      for (let bit = 0; bit < good.length * 8; bit += 97) {
        const changed = Uint8Array.from(good);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect([null, honest]).toContain(told(changed));
      }
    },
    60_000,
  );
});

const suiteOf = (algorithm: string): string =>
  algorithm.startsWith("RSA") ? "RSA SHA-256" : algorithm.includes("2015") ? "GOST 34.10-2015" : "GOST 34.310-2004";

/** The token inside a response of a time-stamping service: the second item of its sequence. */
function tokenIn(response: Uint8Array): Uint8Array {
  const [, token] = forge.asn1.fromDer(Buffer.from(response).toString("latin1")).value as forge.asn1.Asn1[];
  if (!token) throw new Error("no token");
  return bytesOf(token);
}

const bytesOf = (node: forge.asn1.Asn1) => Uint8Array.from(Buffer.from(forge.asn1.toDer(node).getBytes(), "latin1"));

const { pki, pkcs12 } = forge;
type Bag = {
  readonly asn1?: forge.asn1.Asn1;
  readonly cert?: forge.pki.Certificate;
  readonly key?: forge.pki.PrivateKey;
};

/** Opens a key file as handed out by the authority: the key and the certificate that holds its public half. */
function openP12({ file: name, password = "" }: Item) {
  const p12 = pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(Buffer.from(file(name)).toString("latin1")), password);
  const bagsOf = (type = "") => (p12.getBags({ bagType: type })[type] ?? []) as Bag[]; // cast: national keys come as asn1
  const [keyBag] = bagsOf(pki.oids.pkcs8ShroudedKeyBag);
  const keyNode = keyBag?.asn1 ?? (keyBag?.key && pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(keyBag.key)));
  if (!keyNode) throw new Error(`${name} has no key`);
  const key = keyOf(bytesOf(keyNode));
  const certificates = bagsOf(pki.oids.certBag).map(({ asn1, cert }) => asn1 ?? (cert && pki.certificateToAsn1(cert)));
  const read = certificates
    .map((node) => node && parseCertificate(bytesOf(node)))
    .find((one) => one && Buffer.from(one.publicKey).equals(key.publicDer));
  if (!read) throw new Error(`${name} has no certificate of its key`);
  return { key, certificate: read };
}
