import { beforeAll, describe, expect, test } from "vitest";
import { authorityExtension, extension, serialOf, usesExtension } from "@/lib/eds/demo/certificates";
import { NULL } from "@/lib/eds/demo/der";
import { newKey } from "@/lib/eds/demo/signing-key";
import {
  AUTHORITY,
  type Authority,
  attribute,
  type CmsOrder,
  HEAD,
  inDays,
  issueTo,
  type LeafOrder,
  listOf,
  makeAuthority,
  makeCms,
  NOW,
  type Part,
  PERSON,
  signingCertificate,
} from "@/tests/support/cms";
import type { Certificate } from "./certificate";
import { checkCrl, checkNotListed, parseCrl } from "./crl";
import { identify } from "./identity";
import { checkActsFor, checkChallengePurpose, checkDocumentPurpose, checkMayBind } from "./policy";
import { verifySignature } from "./verify";

// Making keys is slow on a busy machine.

const content = new TextEncoder().encode("договор № 1");
let authority: Authority;
let anchors: Certificate[];
let head: Part;

beforeAll(async () => {
  authority = await makeAuthority();
  anchors = [...authority.anchors];
  head = await issueTo(authority.issuing);
});

const verify = (cms: Uint8Array, at = NOW, trusted: readonly Certificate[] = anchors) =>
  verifySignature(cms, content, { anchors: trusted, at });
const cms = (change: Partial<CmsOrder> = {}) => makeCms({ content, signers: [head], ...change });
const codeOf = (answer: { ok: boolean; error?: { code: string } }) => (answer.ok ? "accepted" : answer.error?.code);
const codeFor = async (leaf: LeafOrder) => codeOf(verify(cms({ signers: [await issueTo(authority.issuing, leaf)] })));

describe("a right signature", () => {
  test.each([
    ["detached", {}],
    ["attached", { attached: true }],
    ["naming the digest in its own algorithm", { signatureOid: "1.2.840.113549.1.1.11" }],
    ["with signing-certificate-v2", { attributes: (list) => [...list, signingCertificate(head.certificate)] }],
  ] satisfies [string, Partial<CmsOrder>][])("%s is accepted", (_, change) => {
    expect(verify(cms(change))).toMatchObject({ ok: true, value: { suite: "RSA SHA-256", chain: { length: 3 } } });
  });

  test("holds until the last moment of its certificate and not one longer", async () => {
    const last = new Date(head.certificate.notAfter);
    expect(codeOf(verify(cms(), last))).toBe("accepted");
    expect(codeOf(verify(cms(), new Date(last.getTime() + 1)))).toBe("eds.expired");
    const first = new Date(head.certificate.notBefore);
    expect(codeOf(verify(cms(), first))).toBe("accepted");
    expect(codeOf(verify(cms(), new Date(first.getTime() - 1)))).toBe("eds.not_yet_valid");
  });
});

describe("the form of a CMS", () => {
  test.each([
    ["zero signers", "eds.signers_count", { signers: [] }],
    ["no signed attributes", "eds.attributes", { attributes: null }],
    ["another content type outside", "eds.malformed", { outerType: "1.2.840.113549.1.7.3" }],
    ["another content type inside", "eds.malformed", { contentTypeInside: "1.2.840.113549.1.9.16.1.4" }],
    ["no certificate", "eds.certificate_missing", { certificates: [] }],
    ["SHA-1", "eds.unsupported_algorithm", { digestOid: "1.3.14.3.2.26" }],
    ["an unknown signature algorithm", "eds.unsupported_algorithm", { signatureOid: "1.2.840.113549.1.1.10" }],
    [
      "a GOST signature algorithm on an RSA key",
      "eds.unsupported_algorithm",
      { signatureOid: "1.2.398.3.10.1.1.2.3.2" },
    ],
  ] satisfies [string, string, Partial<CmsOrder>][])("%s: %s", (_, code, change) => {
    expect(codeOf(verify(cms({ certificates: [head.certificate], ...change })))).toBe(code);
  });

  test("two signers are refused", () => {
    expect(codeOf(verify(cms({ signers: [head, head] })))).toBe("eds.signers_count");
  });

  test("the signer's certificate given twice is refused", () => {
    const twice = [head.certificate, head.certificate];
    expect(codeOf(verify(cms({ certificates: twice })))).toBe("eds.certificate_missing");
  });

  test("bytes behind the end are refused", () => {
    expect(codeOf(verify(Buffer.concat([cms(), Buffer.of(0)])))).toBe("eds.malformed");
  });

  test("a cut one is refused", () => {
    expect(codeOf(verify(cms().subarray(0, -1)))).toBe("eds.malformed");
  });

  test("more than a megabyte is not even parsed", () => {
    expect(codeOf(verify(new Uint8Array(1024 * 1024 + 1)))).toBe("eds.too_large");
  });

  test("a crowd of certificates is refused", () => {
    const crowd = Array.from({ length: 9 }, () => head.certificate);
    expect(codeOf(verify(cms({ certificates: crowd })))).toBe("eds.too_large");
  });
});

describe("signed attributes", () => {
  test.each([0, 1, 2])("attribute %i given twice is refused", (index) => {
    const twice = cms({ attributes: (list) => [...list, ...list.slice(index, index + 1)] });
    expect(codeOf(verify(twice))).toBe("eds.attributes");
  });

  test.each([0, 2])("attribute %i left out is refused", (index) => {
    const without = cms({ attributes: (list) => list.filter((_, at) => at !== index) });
    expect(codeOf(verify(without))).toBe("eds.attributes");
  });

  test("an attribute with two values is refused", () => {
    const two = cms({
      attributes: (list) => [...list.slice(0, 2), attribute("1.2.840.113549.1.9.4", NULL, NULL)],
    });
    expect(codeOf(verify(two))).toBe("eds.attributes");
  });

  test("one that names another certificate is refused", async () => {
    const other = await issueTo(authority.issuing);
    const lying = cms({ attributes: (list) => [...list, signingCertificate(other.certificate)] });
    expect(codeOf(verify(lying))).toBe("eds.attributes");
  });

  test("an unknown one is no reason to refuse", () => {
    const more = cms({ attributes: (list) => [...list, attribute("1.2.3.4", ...[])] });
    expect(codeOf(verify(more))).toBe("accepted");
  });
});

describe("content", () => {
  test("a signature over other bytes is refused", () => {
    const other = makeCms({ content: new TextEncoder().encode("договор № 2"), signers: [head] });
    expect(codeOf(verify(other))).toBe("eds.content_mismatch");
  });

  test("other content that travels along is refused although what was signed is ours", () => {
    const other = new TextEncoder().encode("договор № 2");
    expect(codeOf(verify(cms({ attached: true, insteadOfContent: other })))).toBe("eds.content_mismatch");
  });
});

describe("the signature itself", () => {
  test("of another key is refused", async () => {
    const stolen = { certificate: head.certificate, key: await newKey("rsa") };
    expect(codeOf(verify(cms({ signers: [stolen] })))).toBe("eds.signature_wrong");
  });

  test("of a key below 2048 bits is refused", async () => {
    const { generateKeyPairSync, sign } = await import("node:crypto");
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const small = {
      ...head.key,
      publicDer: Uint8Array.from(publicKey.export({ type: "spki", format: "der" })),
      sign: (message: Uint8Array) => Uint8Array.from(sign("sha256", message, privateKey)),
    };
    expect(await codeFor({ key: small })).toBe("eds.unsupported_algorithm");
  });
});

describe("the chain", () => {
  test("no anchors, no trust", () => {
    expect(codeOf(verify(cms(), NOW, []))).toBe("eds.untrusted");
  });

  test("an authority with the very same names but other keys convinces nobody", async () => {
    const fake = await makeAuthority();
    const forged = await issueTo(fake.issuing);
    expect(codeOf(verify(cms({ signers: [forged] })))).toBe("eds.untrusted");
  });

  test("a fake root that travels along convinces nobody either", async () => {
    const fake = await makeAuthority();
    const forged = await issueTo(fake.issuing);
    const all = [forged.certificate, fake.issuing.certificate, fake.root.certificate];
    expect(codeOf(verify(cms({ signers: [forged], certificates: all })))).toBe("eds.untrusted");
  });

  test("a person's key issues nothing", async () => {
    const child = await issueTo(head);
    const trusting = [...anchors, head.certificate];
    expect(codeOf(verify(cms({ signers: [child] }), NOW, trusting))).toBe("eds.untrusted");
  });

  test.each([
    ["without keyCertSign", [authorityExtension(), usesExtension("crlSign")]],
    ["without CA in basicConstraints", [usesExtension("keyCertSign", "crlSign")]],
    ["with an unknown critical extension", [...AUTHORITY, extension("1.2.3.4.5", NULL, true)]],
  ])("an authority %s is refused", async (_, extensions) => {
    const odd = await makeAuthority({ extensions });
    const leaf = await issueTo(odd.issuing);
    expect(codeOf(verify(cms({ signers: [leaf] }), NOW, odd.anchors))).toBe("eds.untrusted");
  });

  test("an expired authority is refused while the person's key still lives", async () => {
    const old = await makeAuthority({ notAfter: inDays(-1) });
    const leaf = await issueTo(old.issuing);
    expect(codeOf(verify(cms({ signers: [leaf] }), NOW, old.anchors))).toBe("eds.untrusted");
  });

  test("a person's certificate with an unknown critical extension is refused", async () => {
    const odd = { extensions: [extension("1.2.3.4.5", NULL, true)] };
    expect(await codeFor(odd)).toBe("eds.untrusted");
    const harmless = { extensions: [extension("1.2.3.4.5", NULL)] };
    expect(await codeFor(harmless)).toBe("accepted");
  });
});

const read = async (leaf: LeafOrder): Promise<Certificate> => (await issueTo(authority.issuing, leaf)).certificate;

describe("who signed", () => {
  test.each([
    ["head", HEAD, "head"],
    ["right to sign", ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.2"], "right_to_sign"],
    ["employee", ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.5"], "employee"],
    ["a role whose number merely begins like the head's", [...HEAD.slice(0, 2), "1.2.398.3.3.4.1.2.10"], "other"],
    ["information system", [...HEAD.slice(0, 2), "1.2.398.3.3.4.1.2.6"], "information_system"],
  ])("%s is told by exact purposes", async (_, purposes, role) => {
    const signer = identify(await read({ purposes }));
    expect(signer).toMatchObject({ ok: true, value: { role, bin: "210340012344", xin: "210340012344" } });
  });

  test("a person acts for himself under his own number", async () => {
    const purposes = ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"];
    const signer = identify(await read({ purposes, company: null, person: { ...PERSON, email: "a@b.example" } }));
    expect(signer).toMatchObject({
      ok: true,
      value: {
        ...{
          kind: "individual",
          role: "individual",
          xin: PERSON.iin,
          bin: null,
          organization: null,
          email: "a@b.example",
        },
        ...{
          fullName: "ТЕСТОВ ТЕСТ ТЕСТОВИЧ",
          surname: "ТЕСТОВ",
          givenName: "ТЕСТ",
          patronymic: "ТЕСТОВИЧ",
          city: "АЛМАТЫ",
        },
      },
    });
  });

  test("a number with a bad check digit is taken as the authority gives it, with a note", async () => {
    const signer = identify(await read({ person: { ...PERSON, iin: "123456789011" } }));
    expect(signer).toMatchObject({ ok: true, value: { iin: "123456789011", oddNumber: true } });
  });

  test.each([
    ["no purposes of either kind", { purposes: HEAD.slice(0, 1) }, "eds.wrong_role"],
    ["purposes of both kinds", { purposes: [...HEAD, "1.2.398.3.3.4.1.1"] }, "eds.wrong_role"],
    ["a legal entity without БИН", { company: null }, "eds.identity_missing"],
    ["a malformed ИИН", { person: { ...PERSON, iin: "85061240123" } }, "eds.identity_missing"],
    ["an organisation unit that is no БИН", { company: { name: "X", bin: "21034001234a" } }, "eds.identity_missing"],
  ])("%s is refused", async (_, leaf, code) => {
    expect(codeOf(identify(await read(leaf)))).toBe(code);
  });
});

describe("what a key may be used for", () => {
  const AUTH = {
    keyUsage: usesExtension("digitalSignature", "keyEncipherment"),
    purposes: ["1.3.6.1.5.5.7.3.2", ...HEAD.slice(1)],
  };

  test("an authentication key proves who one is and signs no document", async () => {
    const certificate = await read(AUTH);
    expect(codeOf(checkChallengePurpose(certificate))).toBe("accepted");
    expect(codeOf(checkDocumentPurpose(certificate))).toBe("eds.wrong_purpose");
  });

  test("a signing key does both, also with further uses", async () => {
    const more = usesExtension("digitalSignature", "nonRepudiation", "keyAgreement");
    const certificate = await read({ keyUsage: more });
    expect(codeOf(checkChallengePurpose(certificate))).toBe("accepted");
    expect(codeOf(checkDocumentPurpose(certificate))).toBe("accepted");
  });

  test("without nonRepudiation there is no document", async () => {
    const weak = await read({ keyUsage: usesExtension("digitalSignature") });
    expect(codeOf(checkDocumentPurpose(weak))).toBe("eds.wrong_purpose");
  });

  test.each([
    [{ xin: "210340012344" }, "accepted"],
    [{ xin: "210340012344", bin: true }, "accepted"],
    [{ xin: "210340012344", bin: false }, "eds.legal_key"],
    [{ xin: "190540021176", bin: true }, "eds.other_organization"],
    [{ xin: PERSON.iin }, "eds.other_organization"],
  ])("a head signs for %o: %s", async (wanted, code) => {
    const signer = identify(await read({}));
    if (!signer.ok) throw new Error("not identified");
    expect(codeOf(checkActsFor(signer.value, wanted))).toBe(code);
    expect(codeOf(checkMayBind(signer.value))).toBe("accepted");
  });
});

describe("revocation lists", () => {
  const issuer = () => anchors[1] as Certificate;
  const check = (list: Uint8Array, at = NOW) => {
    const crl = parseCrl(list);
    return crl ? codeOf(checkCrl(crl, issuer(), at)) : "unreadable";
  };

  test("a fresh one of the authority itself counts", () => {
    expect(check(listOf(authority.issuing))).toBe("accepted");
    expect(check(listOf(authority.issuing, ["4f00"]))).toBe("accepted");
  });

  test("one of another authority, a stale one, one of tomorrow do not", async () => {
    const fake = await makeAuthority();
    expect(check(listOf(fake.issuing))).toBe("eds.revocation_unknown");
    expect(check(listOf(authority.root))).toBe("eds.revocation_unknown");
    const dates = { thisUpdate: inDays(-2), nextUpdate: inDays(-1) };
    expect(check(listOf(authority.issuing, [], dates))).toBe("eds.revocation_unknown");
    const future = { thisUpdate: inDays(1), nextUpdate: inDays(2) };
    expect(check(listOf(authority.issuing, [], future))).toBe("eds.revocation_unknown");
  });

  test("both sides of the moment at which a list ends", () => {
    const list = listOf(authority.issuing);
    expect(check(list, new Date(inDays(1).getTime() - 1))).toBe("accepted");
    expect(check(list, inDays(1))).toBe("eds.revocation_unknown");
  });

  test("a listed certificate is revoked and its neighbour is not", async () => {
    const crl = parseCrl(listOf(authority.issuing, [serialOf(head.certificate)]));
    if (!crl) throw new Error("not readable");
    expect(checkNotListed(crl, head.certificate, null)).toEqual({
      ok: false,
      error: { code: "eds.revoked", revokedAt: inDays(-2) },
    });
    expect(codeOf(checkNotListed(crl, await read({}), null))).toBe("accepted");
  });

  test("one changed bit anywhere in it never makes it count with fewer names", () => {
    const list = listOf(authority.issuing, [serialOf(head.certificate)]);
    for (let bit = 0; bit < list.length * 8; bit += 11) {
      const changed = Uint8Array.from(list);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const crl = parseCrl(changed);
      if (crl && checkCrl(crl, issuer(), NOW).ok) expect(crl.revoked.size).toBe(1);
    }
  });
});

describe("one changed bit of a good signature", () => {
  test("never makes it say another person, another time or other bytes", () => {
    const good = cms();
    const before = verify(good);
    if (!before.ok) throw new Error(before.error.code);
    const accepted = new Set<string>();
    for (let bit = 0; bit < good.length * 8; bit += 61) {
      const changed = Uint8Array.from(good);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const after = verify(changed);
      if (after.ok) accepted.add(JSON.stringify([identify(after.value.certificate), after.value.claimedAt]));
    }
    const honest = JSON.stringify([identify(before.value.certificate), before.value.claimedAt]);
    expect([...accepted].filter((one) => one !== honest)).toEqual([]);
  });
});
