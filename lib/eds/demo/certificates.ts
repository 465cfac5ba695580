import { createHash, randomBytes } from "node:crypto";
import { present } from "@/lib/kernel";
import { type Certificate, parseCertificate } from "../core/certificate";
import { OID } from "../core/oids";
import {
  algorithm,
  bits,
  boolean,
  type Der,
  der,
  enumerated,
  implicit,
  integer,
  octets,
  oid,
  sequence,
  set,
  tagged,
  text,
  utcTime,
} from "./der";
import { KINDS, type SigningKey } from "./signing-key";

/** A name attribute: identifier and value. */
export type NamePart = readonly [oid: string, value: string];

/** An authority that can issue: its certificate and key. */
export type Issuer = { readonly certificate: Certificate; readonly key: SigningKey };

export type CertificateOrder = {
  readonly subject: readonly NamePart[];
  readonly publicKey: Der;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: readonly Der[];
  /** Null makes it sign itself with `ownKey`. */
  readonly issuer: Issuer | null;
  readonly ownKey?: SigningKey;
  readonly listAddress?: string;
  readonly ocspAddress?: string;
  /** In hex. */
  readonly serial?: string;
};

/** Issues a certificate of version 3 in the layout of the national authority. */
export function certify(order: CertificateOrder): Certificate {
  const key = present(order.issuer?.key ?? order.ownKey, "somebody signs a certificate");
  const subject = nameOf(order.subject);
  const authorityKeyId = order.issuer?.certificate.subjectKeyId;
  const extensions = [
    ...order.extensions,
    extension(OID.subjectKeyId, octets(keyIdOf(order.publicKey))),
    ...(authorityKeyId ? [extension(OID.authorityKeyId, sequence(implicit(0, hex(authorityKeyId))))] : []),
    ...(order.listAddress ? [extension(OID.crlDistribution, distributionPoint(order.listAddress))] : []),
    ...(order.ocspAddress ? [extension(OID.authorityInfo, ocspAt(order.ocspAddress))] : []),
  ];
  const body = sequence(
    tagged(0, integer(2n)),
    integer(order.serial ?? newSerial()),
    algorithm(KINDS[key.algorithm].signatureOid),
    order.issuer?.certificate.subject ?? subject,
    sequence(utcTime(order.notBefore), utcTime(order.notAfter)),
    subject,
    order.publicKey,
    tagged(3, sequence(...extensions)),
  );
  return certificateFrom(signed(body, key));
}

/** Reads a certificate that we made. */
export const certificateFrom = (bytes: Uint8Array): Certificate =>
  present(parseCertificate(bytes), "our own certificate is readable");

/** A body, its algorithm and its signature: the form of certificates and lists. */
export const signed = (body: Der, key: SigningKey): Der =>
  sequence(body, algorithm(KINDS[key.algorithm].signatureOid), bits(key.sign(body)));

/** DER of a name, one attribute in each set. */
export const nameOf = (parts: readonly NamePart[]): Der =>
  sequence(...parts.map(([type, value]) => set(sequence(oid(type), text(value)))));

const hex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, "hex"));

const keyIdOf = (publicKey: Der): Uint8Array => createHash("sha1").update(publicKey).digest();

/** Twenty bytes, positive, never zero in front: the length the national authority uses. */
function newSerial(): string {
  const bytes = randomBytes(20);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString("hex");
}

/** The serial number in hex, as `RevokedSerial` and a certificate's order name it. */
export const serialOf = (certificate: Certificate): string => certificate.serial.slice(4);

/** An extension from the DER of its value. */
export const extension = (dotted: string, value: Der, isCritical = false): Der =>
  sequence(oid(dotted), ...(isCritical ? [boolean(true)] : []), octets(value));

const USES = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  keyAgreement: 4,
  keyCertSign: 5,
  crlSign: 6,
} as const;

/** What a key may be used for. */
export function usesExtension(...uses: readonly (keyof typeof USES)[]): Der {
  const byte = uses.reduce((sum, use) => sum | (0x80 >> USES[use]), 0);
  const unused = Math.max(0, 7 - Math.max(...uses.map((use) => USES[use])));
  return extension(OID.keyUsage, bits(Uint8Array.of(byte), unused), true);
}

/** An authority, with so many authorities below it at most. */
export const authorityExtension = (pathLength: number | null = null): Der =>
  extension(
    OID.basicConstraints,
    sequence(boolean(true), ...(pathLength === null ? [] : [integer(BigInt(pathLength))])),
    true,
  );

/** The extension with purposes. */
export const purposesExtension = (oids: readonly string[], isCritical = false): Der =>
  extension(OID.extKeyUsage, sequence(...oids.map(oid)), isCritical);

const distributionPoint = (address: string): Der =>
  sequence(sequence(tagged(0, tagged(0, implicit(6, Buffer.from(address))))));

const ocspAt = (address: string): Der => sequence(sequence(oid(OID.ocsp), implicit(6, Buffer.from(address))));

export type RevokedSerial = { readonly serial: string; readonly at: Date; readonly isHold?: boolean };

/** Makes a revocation list of an authority (RFC 5280 §5.1). */
export function makeList(
  { certificate, key }: Issuer,
  revoked: readonly RevokedSerial[],
  dates: { readonly thisUpdate: Date; readonly nextUpdate: Date },
): Der {
  const hold = sequence(extension(OID.crlReason, enumerated(6)));
  const entries = revoked.map(({ serial, at, isHold }) =>
    sequence(integer(serial), utcTime(at), ...(isHold ? [hold] : [])),
  );
  const body = sequence(
    integer(1n),
    algorithm(KINDS[key.algorithm].signatureOid),
    certificate.subject,
    utcTime(dates.thisUpdate),
    utcTime(dates.nextUpdate),
    ...(entries.length > 0 ? [der(0x30, ...entries)] : []),
    tagged(0, sequence(extension("2.5.29.20", der(0x02, Uint8Array.of(1))))),
  );
  return signed(body, key);
}
