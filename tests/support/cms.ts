import type { Certificate } from "@/lib/eds/core/certificate";
import {
  authorityExtension,
  certify,
  type Issuer,
  makeList,
  purposesExtension,
  usesExtension,
} from "@/lib/eds/demo/certificates";
import {
  type Der,
  integer,
  algorithm as namedAlgorithm,
  octets,
  oid,
  sequence,
  set,
  tagged,
  utcTime,
} from "@/lib/eds/demo/der";
import { type Person, subjectOf } from "@/lib/eds/demo/people";
import { attribute, certificateIdOf } from "@/lib/eds/demo/sign";
import { type KeyAlgorithm, KINDS, newKey, type SigningKey } from "@/lib/eds/demo/signing-key";
import { sharedKey } from "./eds";

export { attribute };

const NAMES = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  timestampToken: "1.2.840.113549.1.9.16.2.14",
};

export type Part = { readonly certificate: Certificate; readonly key: SigningKey };

/** Everything about a CMS that a test may want wrong. Left alone it makes a right one. */
export type CmsOrder = {
  readonly content: Uint8Array;
  readonly signers: readonly Part[];
  readonly certificates?: readonly Certificate[];
  readonly attached?: boolean;
  /** Travels inside in place of what was signed. */
  readonly insteadOfContent?: Uint8Array;
  readonly digestOid?: string;
  readonly signatureOid?: string;
  readonly contentTypeInside?: string;
  readonly outerType?: string;
  /** Changes the list of signed attributes; null leaves them out. */
  readonly attributes?: ((standard: readonly Der[]) => readonly Der[]) | null;
  /** Changes the signature's bytes. */
  readonly signature?: (right: Uint8Array) => Uint8Array;
  /** Makes a time stamp over the signature. */
  readonly stamp?: (signature: Uint8Array) => Der;
};

const standardAttributes = (content: Uint8Array, kind: (typeof KINDS)[KeyAlgorithm]): Der[] => [
  attribute(NAMES.contentType, oid(NAMES.data)),
  attribute(NAMES.signingTime, utcTime(new Date("2026-11-24T10:00:00Z"))),
  attribute(NAMES.messageDigest, octets(kind.digest(content))),
];

/** The attribute that binds a signature to a certificate by its hash (RFC 5035). */
export const signingCertificate = (certificate: Certificate): Der =>
  attribute(NAMES.signingCertificateV2, certificateIdOf(certificate));

/** Puts a CMS together by hand. */
export function makeCms(order: CmsOrder): Uint8Array {
  const { content, signers, attached = false } = order;
  const inside = order.contentTypeInside ?? NAMES.data;
  const certificates = order.certificates ?? signers.map(({ certificate }) => certificate);
  const digests = signers.map(({ key }) => namedAlgorithm(order.digestOid ?? KINDS[key.algorithm].digestOid));
  const body = sequence(
    integer(1n),
    set(...digests),
    sequence(oid(inside), ...(attached ? [tagged(0, octets(order.insteadOfContent ?? content))] : [])),
    tagged(0, ...certificates.map(({ der }) => der)),
    set(...signers.map((signer) => signerInfo(order, signer))),
  );
  return sequence(oid(order.outerType ?? NAMES.signedData), tagged(0, body));
}

function signerInfo(order: CmsOrder, { certificate, key }: Part): Der {
  const kind = KINDS[key.algorithm];
  const standard = standardAttributes(order.content, kind);
  const list = order.attributes === null ? null : [...(order.attributes?.(standard) ?? standard)];
  const signed = list ? set(...list) : order.content;
  const right = key.sign(signed);
  const signature = order.signature?.(right) ?? right;
  return sequence(
    integer(1n),
    sequence(certificate.issuer, Uint8Array.from(Buffer.from(certificate.serial, "hex"))),
    namedAlgorithm(order.digestOid ?? kind.digestOid),
    ...(list ? [Uint8Array.from([0xa0, ...signed.subarray(1)])] : []),
    namedAlgorithm(order.signatureOid ?? kind.signerOid),
    octets(signature),
    ...(order.stamp ? [tagged(1, attribute(NAMES.timestampToken, order.stamp(signature)))] : []),
  );
}

export const PERSON: Person = {
  ...{ surname: "ТЕСТОВ", givenName: "ТЕСТ", patronymic: "ТЕСТОВИЧ" },
  ...{ iin: "850612401236", email: null, city: "АЛМАТЫ" },
};
export const COMPANY = { name: 'ТОО "ПРОБА"', bin: "210340012344" };

export const NOW = new Date("2026-11-24T12:00:00Z");
export const inDays = (count: number) => new Date(NOW.getTime() + count * 24 * 60 * 60 * 1000);

/** An authority of a test: a root and the one below it. */
export type Authority = { readonly root: Issuer; readonly issuing: Issuer; readonly anchors: readonly Certificate[] };

export const AUTHORITY: readonly Der[] = [authorityExtension(), usesExtension("keyCertSign", "crlSign")];

export type AuthorityOrder = {
  readonly algorithm?: KeyAlgorithm;
  readonly notAfter?: Date;
  /** Extensions of the issuing authority. */
  readonly extensions?: readonly Der[];
};

/** Makes an authority. Each has keys of its own, and all have the same names. */
export async function makeAuthority({
  algorithm = "rsa",
  notAfter = inDays(365),
  extensions = AUTHORITY,
}: AuthorityOrder = {}): Promise<Authority> {
  const [top, below] = await Promise.all([newKey(algorithm), newKey(algorithm)]);
  const dates = { notBefore: inDays(-365), notAfter };
  const rootCertificate = certify({
    ...{ subject: [["2.5.4.3", "КОРЕНЬ TEST"]], publicKey: top.publicDer, issuer: null, ownKey: top },
    ...{ extensions: AUTHORITY, ...dates },
  });
  const root = { certificate: rootCertificate, key: top };
  const certificate = certify({
    ...{ subject: [["2.5.4.3", "ЦЕНТР TEST"]], publicKey: below.publicDer, issuer: root, extensions, ...dates },
    listAddress: "http://crl.test/root.crl",
  });
  return { root, issuing: { certificate, key: below }, anchors: [rootCertificate, certificate] };
}

export type LeafOrder = {
  readonly purposes?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly person?: Person;
  readonly company?: typeof COMPANY | null;
  readonly keyUsage?: Der;
  readonly extensions?: readonly Der[];
  readonly key?: SigningKey;
  /** In place of the key's own public half. */
  readonly publicKey?: Der;
  readonly serial?: string;
  readonly listAddress?: string | undefined;
  readonly ocspAddress?: string | undefined;
};

/** Purposes of a head's signing key. */
export const HEAD = ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.1"];

/** Issues to a person; left alone it is a good signing key of a head, of the authority's own algorithm. */
export async function issueTo(issuing: Issuer, order: LeafOrder = {}): Promise<Part> {
  const key = order.key ?? (await sharedKey(issuing.key.algorithm));
  const certificate = certify({
    subject: subjectOf(order.person ?? PERSON, order.company === undefined ? COMPANY : order.company),
    ...{ publicKey: order.publicKey ?? key.publicDer, issuer: issuing },
    ...{ notBefore: order.notBefore ?? inDays(-30), notAfter: order.notAfter ?? inDays(300) },
    listAddress: "listAddress" in order ? order.listAddress : "http://crl.test/issuing.crl",
    ...{ serial: order.serial, ocspAddress: order.ocspAddress },
    extensions: [
      order.keyUsage ?? usesExtension("digitalSignature", "nonRepudiation"),
      purposesExtension(order.purposes ?? HEAD),
      ...(order.extensions ?? []),
    ],
  });
  return { certificate, key };
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
