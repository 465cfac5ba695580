import { createHash, createPrivateKey, sign } from "node:crypto";
import forge from "node-forge";
import {
  bytesOf,
  certify,
  derOfCertificate,
  type Issuer,
  type KeyPair,
  makeList,
  newKeyPair,
  purposesExtension,
} from "@/lib/eds/demo/certificates";
import { type Person, subjectOf } from "@/lib/eds/demo/people";
import { sharedPair } from "./eds";

const { asn1 } = forge;
const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;
const { SEQUENCE, SET, OID, NULL, INTEGER, OCTETSTRING, UTCTIME } = asn1.Type;

type Node = forge.asn1.Asn1;
const node = (type: number, constructed: boolean, value: string | Node[]) =>
  asn1.create(UNIVERSAL, type, constructed, value);
const sequence = (...items: Node[]) => node(SEQUENCE, true, items);
const set = (...items: Node[]) => node(SET, true, items);
const oid = (dotted: string) => node(OID, false, asn1.oidToDer(dotted).getBytes());
const octets = (bytes: Uint8Array) => node(OCTETSTRING, false, Buffer.from(bytes).toString("latin1"));
const tagged = (number: number, items: Node[]) => asn1.create(CONTEXT_SPECIFIC, number, true, items);
const algorithm = (dotted: string) => sequence(oid(dotted), node(NULL, false, ""));
const parsed = (der: Uint8Array): Node => asn1.fromDer(Buffer.from(der).toString("latin1"));

/** DER of a node. */
export const der = (value: Node): Uint8Array => bytesOf(asn1.toDer(value));

export const attribute = (dotted: string, ...values: Node[]): Node => sequence(oid(dotted), set(...values));

const NAMES = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha1: "1.3.14.3.2.26",
  rsa: "1.2.840.113549.1.1.1",
};

export type Part = { readonly certificate: forge.pki.Certificate; readonly pair: KeyPair };

/** Everything about a CMS that a test may want wrong. Left alone it makes a right one. */
export type CmsOrder = {
  readonly content: Uint8Array;
  readonly signers: readonly Part[];
  readonly certificates?: readonly forge.pki.Certificate[];
  readonly attached?: boolean;
  /** Travels inside in place of what was signed. */
  readonly insteadOfContent?: Uint8Array;
  readonly digest?: "sha256" | "sha1";
  readonly signatureOid?: string;
  readonly contentTypeInside?: string;
  readonly outerType?: string;
  /** Changes the list of signed attributes; null leaves them out. */
  readonly attributes?: ((standard: readonly Node[]) => readonly Node[]) | null;
};

const standardAttributes = (content: Uint8Array, digest: string): Node[] => [
  attribute(NAMES.contentType, oid(NAMES.data)),
  attribute(NAMES.signingTime, node(UTCTIME, false, String(asn1.dateToUtcTime(new Date("2026-11-24T10:00:00Z"))))),
  attribute(NAMES.messageDigest, octets(createHash(digest).update(content).digest())),
];

/** The attribute that binds a signature to a certificate by its hash (RFC 5035). */
export const signingCertificate = (certificate: forge.pki.Certificate): Node => {
  const hash = createHash("sha256").update(derOfCertificate(certificate)).digest();
  return attribute(NAMES.signingCertificateV2, sequence(sequence(sequence(octets(hash)))));
};

/** Puts a CMS together by hand, with its own arithmetic: nothing of the verifier is used. */
export function makeCms(order: CmsOrder): Uint8Array {
  const { content, signers, attached = false, digest = "sha256" } = order;
  const inside = order.contentTypeInside ?? NAMES.data;
  const certificates = order.certificates ?? signers.map(({ certificate }) => certificate);
  const body = sequence(
    node(INTEGER, false, "\x01"),
    set(algorithm(NAMES[digest])),
    sequence(oid(inside), ...(attached ? [tagged(0, [octets(order.insteadOfContent ?? content)])] : [])),
    tagged(
      0,
      certificates.map((certificate) => parsed(derOfCertificate(certificate))),
    ),
    set(...signers.map((signer) => signerInfo(order, signer, digest))),
  );
  return der(sequence(oid(order.outerType ?? NAMES.signedData), tagged(0, [body])));
}

function signerInfo(order: CmsOrder, { certificate, pair }: Part, digest: "sha256" | "sha1"): Node {
  const standard = standardAttributes(order.content, digest);
  const list = order.attributes === null ? null : [...(order.attributes?.(standard) ?? standard)];
  const signed = list ? der(set(...list)) : order.content;
  const key = createPrivateKey(forge.pki.privateKeyToPem(pair.privateKey));
  const issuer = forge.pki.distinguishedNameToAsn1(certificate.issuer);
  return sequence(
    node(INTEGER, false, "\x01"),
    sequence(issuer, node(INTEGER, false, forge.util.hexToBytes(certificate.serialNumber))),
    algorithm(NAMES[digest]),
    ...(list ? [tagged(0, list)] : []),
    algorithm(order.signatureOid ?? NAMES.rsa),
    octets(sign(digest, signed, key)),
  );
}

export const PERSON: Person = {
  ...{ surname: "ТЕСТОВ", givenName: "ТЕСТ", patronymic: "ТЕСТОВИЧ" },
  ...{ iin: "850612401236", email: null, city: "АЛМАТЫ" },
};
export const COMPANY = { name: 'ТОО "ПРОБА"', bin: "210340012344" };

export const NOW = new Date("2026-11-24T12:00:00Z");
const inDays = (count: number) => new Date(NOW.getTime() + count * 24 * 60 * 60 * 1000);

/** An authority of a test: a root and the one below it. */
export type Authority = { readonly root: Issuer; readonly issuing: Issuer; readonly anchors: readonly Uint8Array[] };

const AUTHORITY = [
  { name: "basicConstraints", critical: true, cA: true },
  { name: "keyUsage", critical: true, keyCertSign: true, cRLSign: true },
];

export type AuthorityOrder = {
  readonly notAfter?: Date;
  /** Extensions of the issuing authority. */
  readonly extensions?: readonly object[];
};

/** Makes an authority. Each has keys of its own, and all have the same names. */
export async function makeAuthority({
  notAfter = inDays(365),
  extensions = AUTHORITY,
}: AuthorityOrder = {}): Promise<Authority> {
  const [top, below] = await Promise.all([newKeyPair(), newKeyPair()]);
  const dates = { notBefore: inDays(-365), notAfter };
  const rootCertificate = certify({
    ...{ subject: [["2.5.4.3", "КОРЕНЬ TEST"]], publicKey: top.publicKey, issuer: null, ownKey: top.privateKey },
    ...{ extensions: AUTHORITY, ...dates },
  });
  const root = { certificate: rootCertificate, privateKey: top.privateKey };
  const certificate = certify({
    ...{ subject: [["2.5.4.3", "ЦЕНТР TEST"]], publicKey: below.publicKey, issuer: root, extensions, ...dates },
    listAddress: "http://crl.test/root.crl",
  });
  const issuing = { certificate, privateKey: below.privateKey };
  return { root, issuing, anchors: [rootCertificate, certificate].map(derOfCertificate) };
}

export type LeafOrder = {
  readonly purposes?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly person?: Person;
  readonly company?: typeof COMPANY | null;
  readonly keyUsage?: object;
  readonly extensions?: readonly object[];
  readonly pair?: KeyPair;
  readonly serial?: string;
  readonly listAddress?: string | undefined;
};

/** Purposes of a head's signing key. */
export const HEAD = ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.1"];

/** Issues to a person; left alone it is a good signing key of a head. */
export async function issueTo(issuing: Issuer, order: LeafOrder = {}): Promise<Part> {
  const pair = order.pair ?? (await sharedPair());
  const certificate = certify({
    subject: subjectOf(order.person ?? PERSON, order.company === undefined ? COMPANY : order.company),
    ...{ publicKey: pair.publicKey, issuer: issuing },
    ...{ notBefore: order.notBefore ?? inDays(-30), notAfter: order.notAfter ?? inDays(300) },
    listAddress: "listAddress" in order ? order.listAddress : "http://crl.test/issuing.crl",
    serial: order.serial,
    extensions: [
      order.keyUsage ?? { name: "keyUsage", critical: true, digitalSignature: true, nonRepudiation: true },
      purposesExtension(order.purposes ?? HEAD),
      ...(order.extensions ?? []),
    ],
  });
  return { certificate, pair };
}

/** A list of an authority, fresh at NOW unless told otherwise. */
export const listOf = (
  issuer: Issuer,
  revoked: readonly string[] = [],
  dates = { thisUpdate: inDays(-1), nextUpdate: inDays(1) },
): Uint8Array =>
  makeList(
    issuer,
    revoked.map((serial) => ({ serial, at: inDays(-2) })),
    dates,
  );

export { inDays };
