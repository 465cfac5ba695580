import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemRandomness } from "@/lib/config";
import type { Result } from "@/lib/kernel";
import {
  AUTHORITY,
  type Authority,
  attribute,
  type CmsOrder,
  COMPANY,
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
import { directThreads } from "@/tests/support/eds-threads";
import { itemsOf, octetsOf, oidOf, parseWhole, rawBytes } from "./core/asn1";
import type { EdsError } from "./core/error";
import { CRYPTO_PRO_A, TC26_512_A } from "./core/gost/curves";
import { OID } from "./core/oids";
import type { WantedSigner } from "./core/policy";
import { certify, extension, makeList, purposesExtension, serialOf, usesExtension } from "./demo/certificates";
import { NULL, oid, sequence } from "./demo/der";
import { type OcspOrder, ocspResponse, stampOf } from "./demo/services";
import { armour } from "./demo/sign";
import { type KeyAlgorithm, newKey, numberOf, type SigningKey } from "./demo/signing-key";
import type { EdsDeps } from "./ops/deps";
import { type VerifiedSignature, verifyDocument } from "./ops/verify-document";
import { revocationLists } from "./revocation/lists";
import { askResponder } from "./revocation/responder";
import { revocationBy } from "./revocation/status";

// An authority of our own on each algorithm, with everything wrong that can be: each fault has its own code. Nothing but the HTTP
// server that answers for the authority is a stand-in.

const ALGORITHMS: readonly KeyAlgorithm[] = ["rsa", "gost2015", "gost2004"];

type World = {
  readonly algorithm: KeyAlgorithm;
  readonly authority: Authority;
  /** The same names, other keys. */
  readonly fake: Authority;
  readonly head: Part;
  readonly otherKey: SigningKey;
  readonly ocsp: Part;
  readonly tsa: Part;
  readonly foreignTsa: Part;
  /** Lists with nobody on them, of the authority and its root. */
  readonly clean: Readonly<Record<string, Uint8Array | null>>;
};

/** One cell: a signature and how the authority answers meanwhile. */
type Case = {
  readonly leaf?: LeafOrder;
  readonly cms?: (world: World, signer: Part) => Partial<CmsOrder> | Promise<Partial<CmsOrder>>;
  /** Changes the finished bytes. */
  readonly bytes?: (der: Uint8Array) => Uint8Array;
  readonly signer?: (world: World) => Promise<Part>;
  readonly anchors?: (world: World) => Promise<Authority>;
  readonly lists?: (world: World, signer: Part) => Readonly<Record<string, Uint8Array | null>>;
  /** Left out there is no responder. */
  readonly ocsp?: (world: World) => Partial<OcspOrder> & { readonly by?: Part; readonly raw?: Uint8Array };
  readonly mustBe?: WantedSigner;
  readonly strict?: boolean;
};

const content = new TextEncoder().encode("договор № 1");
const other = new TextEncoder().encode("договор № 2");
const worlds = new Map<KeyAlgorithm, World>();
let server: Server;
let origin: string;
let answers: (path: string, body: Uint8Array) => Uint8Array | null;

beforeAll(async () => {
  for (const algorithm of ALGORITHMS) worlds.set(algorithm, await makeWorld(algorithm));
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = answers(request.url ?? "", Uint8Array.from(Buffer.concat(parts)));
    response.writeHead(body ? 200 : 404).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // cast: a TCP server
});
beforeEach(() => {
  answers = () => null;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const listsOf = ({ issuing, root }: Authority) => ({ "/issuing.crl": listOf(issuing), "/root.crl": listOf(root) });

async function makeWorld(algorithm: KeyAlgorithm): Promise<World> {
  const [authority, fake] = [await makeAuthority({ algorithm }), await makeAuthority({ algorithm })];
  const service = async (issuing: Authority["issuing"], purpose: string): Promise<Part> => {
    const key = await newKey(algorithm);
    const certificate = certify({
      ...{ subject: [["2.5.4.3", "СЛУЖБА TEST"]], publicKey: key.publicDer, issuer: issuing },
      ...{ notBefore: inDays(-30), notAfter: inDays(300), listAddress: "http://crl.test/issuing.crl" },
      extensions: [usesExtension("digitalSignature"), purposesExtension([purpose], true)],
    });
    return { certificate, key };
  };
  return {
    ...{ algorithm, authority, fake, head: await issueTo(authority.issuing), otherKey: await newKey(algorithm) },
    ocsp: await service(authority.issuing, OID.forOcsp),
    tsa: await service(authority.issuing, OID.forTimestamps),
    foreignTsa: await service(fake.issuing, OID.forTimestamps),
    clean: listsOf(authority),
  };
}

/** Verifies one cell as the product would, and answers the code. */
async function codeOf(algorithm: KeyAlgorithm, cell: Case): Promise<string> {
  const world = worlds.get(algorithm);
  if (!world) throw new Error("each algorithm has its world");
  const hasResponder = cell.ocsp !== undefined;
  const leaf = { ...cell.leaf, ...(hasResponder ? { ocspAddress: "http://crl.test/ocsp" } : {}) };
  const own = await cell.anchors?.(world);
  const signer =
    (await cell.signer?.(world)) ??
    (own || cell.leaf || hasResponder ? await issueTo((own ?? world.authority).issuing, leaf) : world.head);
  const change = (await cell.cms?.(world, signer)) ?? {};
  const der = makeCms({ content, signers: [signer], ...change });
  const lists: World["clean"] = { ...(own ? listsOf(own) : world.clean), ...cell.lists?.(world, signer) };
  answers = (path, body) => (path === "/ocsp" ? ocspOf(world, cell, body) : (lists[path] ?? null));
  const deps = depsOf(world, own, cell.strict ?? false);
  const cms = armour(cell.bytes?.(der) ?? der);
  const answer: Result<VerifiedSignature, EdsError> = await verifyDocument(deps)({
    ...{ content, cms, mustBe: cell.mustBe ?? { xin: COMPANY.bin } },
  });
  return answer.ok ? `accepted ${answer.value.moment.by}` : answer.error.code;
}

function depsOf(world: World, own: Authority | undefined, strict: boolean): EdsDeps {
  const clock = { now: () => NOW };
  const sources = {
    ...{ clock, randomness: systemRandomness, threads: directThreads },
    hosts: () => new Map([["crl.test", origin]]),
  };
  const shelf = { read: async () => null, write: async () => undefined };
  return {
    ...sources,
    ...{ domain: "https://tiyn.example", secret: "s".repeat(32), words: { sign_in: "", register: "" } },
    trust: () => ({ anchors: (own ?? world.authority).anchors, needsAuthorityLists: true }),
    revocation: revocationBy(askResponder(sources), revocationLists({ ...sources, shelf })),
    policy: { gost2004Until: strict ? inDays(-500) : inDays(1), signInWhenUnknown: "refuse" },
  };
}

/** The responder's answer to a question, right unless told otherwise. */
function ocspOf(world: World, cell: Case, body: Uint8Array): Uint8Array | null {
  const { by = world.ocsp, raw, ...order } = cell.ocsp?.(world) ?? {};
  if (raw) return raw;
  const [request] = itemsOf(parseWhole(body, 1_000) ?? undefined);
  const [list, extensions] = itemsOf(request);
  const id = itemsOf(itemsOf(list)[0])[0];
  const nonce = itemsOf(itemsOf(extensions)[0])
    .map(itemsOf)
    .find(([name]) => oidOf(name) === OID.ocspNonce);
  return ocspResponse(by, {
    ...{ id: id ? rawBytes(id) : NULL, revokedAt: null, nonce: octetsOf(nonce?.[1]) },
    ...{ thisUpdate: NOW, nextUpdate: inDays(1), ...order },
  });
}

const isGost = (algorithm: KeyAlgorithm): boolean => algorithm !== "rsa";
const curveOf = (algorithm: KeyAlgorithm) => (algorithm === "gost2004" ? CRYPTO_PRO_A : TC26_512_A);
const half = (bytes: Uint8Array) => [bytes.slice(0, bytes.length / 2), bytes.slice(bytes.length / 2)] as const;
const both = (...parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
const legal = (...roles: readonly string[]) => [OID.forSigning, OID.legalEntity, ...roles];
const individual = { purposes: [OID.forSigning, OID.individual], company: null };
const silent = { "/issuing.crl": null };
const list = (world: World, signer: Part, at: Date, isHold = false) => ({
  "/issuing.crl": makeList(world.authority.issuing, [{ serial: serialOf(signer.certificate), at, isHold }], {
    ...{ thisUpdate: inDays(-1), nextUpdate: inDays(1) },
  }),
});
const hourAgo = new Date(NOW.getTime() - 60 * 60_000);
const stamp = (tsa: Part) => ({ stamp: stampOf(tsa, hourAgo) });

/** Faults that every algorithm can have, with the code of each. */
const CELLS: readonly (readonly [name: string, code: string, cell: Case])[] = [
  ["detached", "accepted received", {}],
  ["attached", "accepted received", { cms: () => ({ attached: true }) }],
  [
    "naming its certificate",
    "accepted received",
    { cms: (_, { certificate }) => ({ attributes: (all) => [...all, signingCertificate(certificate)] }) },
  ],
  ["with a trusted time stamp", "accepted timestamp", { cms: ({ tsa }) => stamp(tsa) }],
  ["with a time stamp of nobody we know", "accepted received", { cms: ({ foreignTsa }) => stamp(foreignTsa) }],
  ["zero signers", "eds.signers_count", { cms: () => ({ signers: [] }) }],
  [
    "two signers",
    "eds.signers_count",
    { cms: (_, signer) => ({ signers: [signer, signer], certificates: [signer.certificate] }) },
  ],
  ["no signed attributes", "eds.attributes", { cms: () => ({ attributes: null }) }],
  ["a doubled content type", "eds.attributes", { cms: () => ({ attributes: (all) => [...all, ...all.slice(0, 1)] }) }],
  ["a doubled time", "eds.attributes", { cms: () => ({ attributes: (all) => [...all, ...all.slice(1, 2)] }) }],
  ["a doubled digest", "eds.attributes", { cms: () => ({ attributes: (all) => [...all, ...all.slice(2, 3)] }) }],
  ["no content type", "eds.attributes", { cms: () => ({ attributes: (all) => all.slice(1) }) }],
  ["no digest", "eds.attributes", { cms: () => ({ attributes: (all) => all.slice(0, 2) }) }],
  [
    "a digest of two values",
    "eds.attributes",
    { cms: () => ({ attributes: (all) => [...all.slice(0, 2), attribute(OID.messageDigest, NULL, NULL)] }) },
  ],
  [
    "naming another certificate",
    "eds.attributes",
    { cms: ({ tsa }) => ({ attributes: (all) => [...all, signingCertificate(tsa.certificate)] }) },
  ],
  ["over other bytes", "eds.content_mismatch", { cms: () => ({ content: other }) }],
  ["with other bytes inside", "eds.content_mismatch", { cms: () => ({ attached: true, insteadOfContent: other }) }],
  ["no certificate", "eds.certificate_missing", { cms: () => ({ certificates: [] }) }],
  ["another certificate alone", "eds.certificate_missing", { cms: ({ tsa }) => ({ certificates: [tsa.certificate] }) }],
  [
    "its certificate twice",
    "eds.certificate_missing",
    { cms: (_, { certificate }) => ({ certificates: [certificate, certificate] }) },
  ],
  ["SHA-1", "eds.unsupported_algorithm", { cms: () => ({ digestOid: "1.3.14.3.2.26" }) }],
  [
    "the signature of another algorithm by name",
    "eds.unsupported_algorithm",
    { cms: ({ algorithm }) => ({ signatureOid: isGost(algorithm) ? OID.sha256WithRsa : OID.gost2015Signature }) },
  ],
  [
    "the digest of another algorithm by name",
    "eds.unsupported_algorithm",
    { cms: ({ algorithm }) => ({ digestOid: isGost(algorithm) ? OID.sha256 : OID.streebog512 }) },
  ],
  [
    "ГОСТ 34.10-2015 with 256 bits by name",
    "eds.unsupported_algorithm",
    { cms: () => ({ signatureOid: "1.2.398.3.10.1.1.2.3.1" }) },
  ],
  ["a signature of zeros", "eds.signature_wrong", { cms: () => ({ signature: (right) => right.map(() => 0) }) }],
  [
    "a signature turned end to end",
    "eds.signature_wrong",
    { cms: () => ({ signature: (right) => right.slice().reverse() }) },
  ],
  ["a signature one byte short", "eds.signature_wrong", { cms: () => ({ signature: (right) => right.slice(0, -1) }) }],
  [
    "a signature one byte long",
    "eds.signature_wrong",
    { cms: () => ({ signature: (right) => both(right, Uint8Array.of(0)) }) },
  ],
  ["an empty signature", "eds.signature_wrong", { cms: () => ({ signature: () => new Uint8Array() }) }],
  [
    "another's certificate",
    "eds.signature_wrong",
    { cms: ({ otherKey }, signer) => ({ signers: [{ ...signer, key: otherKey }] }) },
  ],
  ["bytes behind its end", "eds.malformed", { bytes: (der) => both(der, Uint8Array.of(0)) }],
  ["cut off", "eds.malformed", { bytes: (der) => der.slice(0, -1) }],
  ["another type outside", "eds.malformed", { cms: () => ({ outerType: "1.2.840.113549.1.7.3" }) }],
  ["another type inside", "eds.malformed", { cms: () => ({ contentTypeInside: OID.timestampInfo }) }],
  ["of an authority with equal names", "eds.untrusted", { signer: ({ fake }) => issueTo(fake.issuing) }],
  [
    "with a fake root inside",
    "eds.untrusted",
    {
      signer: ({ fake }) => issueTo(fake.issuing),
      cms: ({ fake }, { certificate }) => ({ certificates: [certificate, ...fake.anchors] }),
    },
  ],
  ["of a person who issues", "eds.untrusted", { signer: ({ head }) => issueTo(head) }],
  [
    "of an authority that is none",
    "eds.untrusted",
    { anchors: ({ algorithm }) => makeAuthority({ algorithm, extensions: AUTHORITY.slice(1) }) },
  ],
  [
    "of an authority that has ended",
    "eds.untrusted",
    { anchors: ({ algorithm }) => makeAuthority({ algorithm, notAfter: inDays(-1) }) },
  ],
  [
    "with an unknown critical extension",
    "eds.untrusted",
    { leaf: { extensions: [extension("1.2.3.4.5", NULL, true)] } },
  ],
  ["expired", "eds.expired", { leaf: { notAfter: inDays(-1) } }],
  [
    "expired since, and stamped before",
    "accepted timestamp",
    { leaf: { notAfter: new Date(NOW.getTime() - 60_000) }, cms: ({ tsa }) => stamp(tsa) },
  ],
  ["not yet valid", "eds.not_yet_valid", { leaf: { notBefore: inDays(1) } }],
  ["revoked on a list", "eds.revoked", { lists: (world, signer) => list(world, signer, inDays(-2)) }],
  ["suspended on a list", "eds.revoked", { lists: (world, signer) => list(world, signer, inDays(-2), true) }],
  [
    "revoked after its time stamp",
    "accepted timestamp",
    { cms: ({ tsa }) => stamp(tsa), lists: (world, signer) => list(world, signer, new Date(NOW.getTime() - 60_000)) },
  ],
  [
    "revoked before its time stamp",
    "eds.revoked",
    { cms: ({ tsa }) => stamp(tsa), lists: (world, signer) => list(world, signer, inDays(-2)) },
  ],
  [
    "stamped by an authority that was revoked",
    "eds.timestamp_wrong",
    { cms: ({ tsa }) => stamp(tsa), lists: (world) => list(world, world.tsa, inDays(-2)) },
  ],
  ["no list", "eds.revocation_unknown", { lists: () => silent }],
  [
    "a stale list",
    "eds.revocation_unknown",
    {
      lists: ({ authority }) => ({
        "/issuing.crl": listOf(authority.issuing, [], { thisUpdate: inDays(-3), nextUpdate: inDays(-1) }),
      }),
    },
  ],
  [
    "a list of tomorrow",
    "eds.revocation_unknown",
    {
      lists: ({ authority }) => ({
        "/issuing.crl": listOf(authority.issuing, [], { thisUpdate: inDays(1), nextUpdate: inDays(2) }),
      }),
    },
  ],
  [
    "a list by another authority of the same name",
    "eds.revocation_unknown",
    { lists: ({ fake }) => ({ "/issuing.crl": listOf(fake.issuing) }) },
  ],
  ["no list of the root", "eds.revocation_unknown", { lists: () => ({ "/root.crl": null }) }],
  [
    "of an authority that was revoked",
    "eds.untrusted",
    { lists: ({ authority }) => ({ "/root.crl": listOf(authority.root, [serialOf(authority.issuing.certificate)]) }) },
  ],
  ["good by the responder", "accepted received", { ocsp: () => ({}), lists: () => silent }],
  ["revoked by the responder", "eds.revoked", { ocsp: () => ({ revokedAt: inDays(-2) }) }],
  ["never issued, says the responder", "eds.untrusted", { ocsp: () => ({ revokedAt: new Date(0) }) }],
  ["unknown to the responder, not on the list", "accepted received", { ocsp: () => ({ isUnknown: true }) }],
  [
    "unknown to the responder, no list",
    "eds.revocation_unknown",
    { ocsp: () => ({ isUnknown: true }), lists: () => silent },
  ],
  [
    "an old answer",
    "eds.revocation_unknown",
    { ocsp: () => ({ thisUpdate: inDays(-3), nextUpdate: inDays(-1) }), lists: () => silent },
  ],
  [
    "an answer to another question",
    "eds.revocation_unknown",
    { ocsp: () => ({ nonce: Uint8Array.of(4, 1, 7) }), lists: () => silent },
  ],
  [
    "an answer by a responder of another authority",
    "eds.revocation_unknown",
    { ocsp: ({ foreignTsa }) => ({ by: foreignTsa }), lists: () => silent },
  ],
  [
    "an answer by somebody who is no responder",
    "eds.revocation_unknown",
    { ocsp: ({ head }) => ({ by: head }), lists: () => silent },
  ],
  [
    "an answer that is none",
    "eds.revocation_unknown",
    { ocsp: () => ({ raw: Buffer.from("30030a0106", "hex") }), lists: () => silent },
  ],
  [
    "a time stamp over another signature",
    "eds.timestamp_wrong",
    { cms: ({ tsa }) => ({ stamp: () => stampOf(tsa, hourAgo)(other) }) },
  ],
  ["a time stamp by somebody who makes none", "eds.timestamp_wrong", { cms: ({ head }) => stamp(head) }],
  ["a time stamp that is none", "eds.timestamp_wrong", { cms: () => ({ stamp: () => sequence(oid(OID.data)) }) }],
  [
    "an authentication key",
    "eds.wrong_purpose",
    {
      leaf: {
        purposes: [OID.forAuthentication, ...HEAD.slice(1)],
        keyUsage: usesExtension("digitalSignature", "keyEncipherment"),
      },
    },
  ],
  ["a key without nonRepudiation", "eds.wrong_purpose", { leaf: { keyUsage: usesExtension("digitalSignature") } }],
  ["one with the right to sign", "accepted received", { leaf: { purposes: legal(OID.rightToSign) } }],
  ["an employee", "eds.employee_key", { leaf: { purposes: legal(OID.employee) } }],
  ["one for financial documents", "eds.wrong_role", { leaf: { purposes: legal(OID.financial) } }],
  ["one of the personnel office", "eds.wrong_role", { leaf: { purposes: legal(OID.personnel) } }],
  ["a client of the treasury", "eds.wrong_role", { leaf: { purposes: legal(OID.treasury, OID.head) } }],
  [
    "an information system",
    "eds.wrong_role",
    { leaf: { purposes: legal(OID.informationSystem), person: { ...PERSON, iin: "" } } },
  ],
  ["a role whose number begins like the head's", "eds.wrong_role", { leaf: { purposes: legal(`${OID.head}0`) } }],
  ["a person and an organisation at once", "eds.wrong_role", { leaf: { purposes: legal(OID.head, OID.individual) } }],
  ["an entrepreneur for himself", "accepted received", { leaf: individual, mustBe: { xin: PERSON.iin, bin: false } }],
  [
    "an individual for an organisation",
    "eds.individual_key",
    { leaf: individual, mustBe: { xin: COMPANY.bin, bin: true } },
  ],
  [
    "a colleague with the same rights, while another is signed in",
    "eds.other_person",
    { mustBe: { xin: COMPANY.bin, bin: true, iin: "880606300019" } },
  ],
  [
    "the very person who is signed in",
    "accepted received",
    { mustBe: { xin: COMPANY.bin, bin: true, iin: PERSON.iin } },
  ],
  ["an organisation's key for an entrepreneur", "eds.legal_key", { mustBe: { xin: PERSON.iin, bin: false } }],
  ["another organisation", "eds.other_organization", { leaf: { company: { name: "X", bin: "190540021176" } } }],
  ["an organisation without БИН", "eds.identity_missing", { leaf: { company: null } }],
  ["a number of eleven digits", "eds.identity_missing", { leaf: { person: { ...PERSON, iin: "85061240123" } } }],
];

/** Faults of the two national algorithms alone. */
const NATIONAL: readonly (readonly [name: string, code: string, cell: Case])[] = [
  [
    "r and s changed places",
    "eds.signature_wrong",
    { cms: () => ({ signature: (right) => both(half(right)[1], half(right)[0]) }) },
  ],
  [
    "each number highest byte first",
    "eds.signature_wrong",
    { cms: () => ({ signature: (right) => both(half(right)[0].reverse(), half(right)[1].reverse()) }) },
  ],
  [
    "r of zero",
    "eds.signature_wrong",
    { cms: () => ({ signature: (right) => both(half(right)[0].fill(0), half(right)[1]) }) },
  ],
  [
    "s of zero",
    "eds.signature_wrong",
    { cms: () => ({ signature: (right) => both(half(right)[0], half(right)[1].fill(0)) }) },
  ],
  [
    "r of the curve's order",
    "eds.signature_wrong",
    {
      cms: ({ algorithm }) => ({
        signature: (right) => both(numberOf(curveOf(algorithm).order, right.length / 2), half(right)[1]),
      }),
    },
  ],
  [
    "s of the curve's order",
    "eds.signature_wrong",
    {
      cms: ({ algorithm }) => ({
        signature: (right) => both(half(right)[0], numberOf(curveOf(algorithm).order, right.length / 2)),
      }),
    },
  ],
  [
    "another curve by name",
    "eds.unsupported_algorithm",
    {
      signer: async ({ authority, otherKey }) =>
        issueTo(authority.issuing, { key: otherKey, publicKey: renamed(otherKey.publicDer) }),
    },
  ],
  [
    "a point beside the curve",
    "eds.unsupported_algorithm",
    {
      signer: async ({ authority, otherKey }) =>
        issueTo(authority.issuing, { key: otherKey, publicKey: moved(otherKey.publicDer) }),
    },
  ],
];

/** The same key under the name of the other algorithm's parameters: the last byte of the curve's identifier differs. */
function renamed(publicDer: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(publicDer);
  const at = Buffer.from(changed).indexOf(Buffer.from(oid(OID.gost2015Key)));
  const from = at >= 0 ? at : Buffer.from(changed).indexOf(Buffer.from(oid(OID.gost2004Key)));
  const curve = Buffer.from(changed).indexOf(Buffer.of(0x06), from + 12);
  const last = curve + 1 + (changed[curve + 1] ?? 0);
  changed[last] = (changed[last] ?? 0) + 1;
  return changed;
}

const moved = (publicDer: Uint8Array): Uint8Array =>
  publicDer.map((byte, index) => (index === publicDer.length - 1 ? byte ^ 1 : byte));

describe.each(ALGORITHMS)("%s", (algorithm) => {
  const cells = isGost(algorithm) ? [...CELLS, ...NATIONAL] : CELLS;
  test.each(cells)("%s: %s", async (_, code, cell) => {
    expect(await codeOf(algorithm, cell)).toBe(code);
  });
});

test("by the product's own policy the old national algorithm proves nothing new", async () => {
  expect(await codeOf("gost2004", { strict: true })).toBe("eds.outdated_algorithm");
  expect(await codeOf("gost2015", { strict: true })).toBe("accepted received");
});
