import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import forge from "node-forge";

/** A name attribute: identifier and value. National certificates write names in UTF-8 and numbers in plain ASCII. */
export type NamePart = readonly [oid: string, value: string];

export type KeyPair = { readonly privateKey: forge.pki.rsa.PrivateKey; readonly publicKey: forge.pki.rsa.PublicKey };

/** An authority that can issue: its certificate and key. */
export type Issuer = { readonly certificate: forge.pki.Certificate; readonly privateKey: forge.pki.rsa.PrivateKey };

export type CertificateOrder = {
  readonly subject: readonly NamePart[];
  readonly publicKey: forge.pki.rsa.PublicKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** In the form of node-forge. */
  readonly extensions: readonly object[];
  /** Null makes it sign itself with `ownKey`. */
  readonly issuer: Issuer | null;
  readonly ownKey?: forge.pki.rsa.PrivateKey;
  readonly listAddress?: string;
  readonly serial?: string;
};

// casts: the types of the package take a string's tag for a class
const UTF8 = forge.asn1.Type.UTF8 as unknown as forge.asn1.Class;
const PRINTABLE = forge.asn1.Type.PRINTABLESTRING as unknown as forge.asn1.Class;

const generate = promisify(generateKeyPair);

/** A new RSA-2048 pair. Node's generator: the pure JavaScript one takes seconds. */
export async function newKeyPair(): Promise<KeyPair> {
  const { privateKey } = await generate("rsa", { modulusLength: 2048, publicExponent: 0x10001 });
  return keyPairOf(privateKey.export({ type: "pkcs1", format: "pem" }).toString());
}

/** A pair from a private key in PEM, PKCS#1 or PKCS#8. */
export function keyPairOf(pem: string, passphrase?: string): KeyPair {
  const plain = createPrivateKey({ key: pem, passphrase });
  const privateKey = forge.pki.privateKeyFromPem(plain.export({ type: "pkcs1", format: "pem" }).toString());
  const publicPem = createPublicKey(plain).export({ type: "spki", format: "pem" }).toString();
  return { privateKey, publicKey: forge.pki.publicKeyFromPem(publicPem) };
}

/** The private key in PKCS#8 PEM, encrypted when a password is given. */
export function keyPem(privateKey: forge.pki.rsa.PrivateKey, passphrase?: string): string {
  const key = createPrivateKey(forge.pki.privateKeyToPem(privateKey));
  const options = passphrase ? { cipher: "aes-256-cbc", passphrase } : {};
  return key.export({ type: "pkcs8", format: "pem", ...options }).toString();
}

/**
 * Reads a certificate. The package leaves names in UTF-8 as it found them but encodes them when it writes, so without this
 * every further use of a name would be mojibake.
 */
export function readCertificate(pem: string): forge.pki.Certificate {
  const certificate = forge.pki.certificateFromPem(pem);
  for (const { attributes } of [certificate.subject, certificate.issuer])
    for (const attribute of attributes)
      if (attribute.valueTagClass === UTF8 && typeof attribute.value === "string")
        attribute.value = forge.util.decodeUtf8(attribute.value);
  return certificate;
}

/** Issues a certificate with SHA-256. */
export function certify(order: CertificateOrder): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = order.publicKey;
  certificate.serialNumber = order.serial ?? newSerial();
  certificate.validity.notBefore = order.notBefore;
  certificate.validity.notAfter = order.notAfter;
  const subject = order.subject.map(attributeOf);
  certificate.setSubject(subject);
  certificate.setIssuer(order.issuer ? order.issuer.certificate.subject.attributes : subject);
  const keyId = order.issuer?.certificate.generateSubjectKeyIdentifier().getBytes();
  certificate.setExtensions([
    ...order.extensions,
    { name: "subjectKeyIdentifier" },
    ...(keyId ? [{ name: "authorityKeyIdentifier", keyIdentifier: keyId }] : []),
    ...(order.listAddress ? [{ id: "2.5.29.31", value: distributionPoint(order.listAddress) }] : []),
  ]);
  const signer = order.issuer?.privateKey ?? order.ownKey;
  if (!signer) throw new Error("somebody must sign a certificate");
  certificate.sign(signer, forge.md.sha256.create());
  return certificate;
}

/** Twenty bytes, positive, never zero in front: the length the national authority uses. */
const newSerial = (): string => {
  const bytes = randomBytes(20);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString("hex");
};

const attributeOf = ([type, value]: NamePart): forge.pki.CertificateField => ({
  ...{ type, value },
  valueTagClass: /^[\x20-\x7e]*$/.test(value) ? PRINTABLE : UTF8,
});

/** The extension with purposes. The package wants those it knows by their names and the others as they are. */
export const purposesExtension = (oids: readonly string[]): object => ({
  name: "extKeyUsage",
  ...Object.fromEntries(oids.map((oid) => [forge.pki.oids[oid] ?? oid, true])),
});

const { asn1 } = forge;
const sequence = (...items: forge.asn1.Asn1[]) => asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, items);
const tagged = (number: number, items: forge.asn1.Asn1[]) =>
  asn1.create(asn1.Class.CONTEXT_SPECIFIC, number, true, items);

const distributionPoint = (address: string): forge.asn1.Asn1 =>
  sequence(sequence(tagged(0, [tagged(0, [asn1.create(asn1.Class.CONTEXT_SPECIFIC, 6, false, address)])])));

export type RevokedSerial = { readonly serial: string; readonly at: Date };

/** Makes a revocation list of an authority (RFC 5280 §5.1), signed with SHA-256. */
export function makeList(
  issuer: Issuer,
  revoked: readonly RevokedSerial[],
  dates: { readonly thisUpdate: Date; readonly nextUpdate: Date },
): Uint8Array {
  const algorithm = sequence(
    asn1.create(asn1.Class.UNIVERSAL, asn1.Type.OID, false, asn1.oidToDer("1.2.840.113549.1.1.11").getBytes()),
    asn1.create(asn1.Class.UNIVERSAL, asn1.Type.NULL, false, ""),
  );
  const entries = revoked.map(({ serial, at }) => sequence(integer(serial), utcTime(at)));
  const body = sequence(
    integer("01"),
    algorithm,
    forge.pki.distinguishedNameToAsn1(issuer.certificate.subject),
    utcTime(dates.thisUpdate),
    utcTime(dates.nextUpdate),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
  );
  const digest = forge.md.sha256.create().update(asn1.toDer(body).getBytes());
  const signature = `\x00${issuer.privateKey.sign(digest)}`;
  const list = sequence(body, algorithm, asn1.create(asn1.Class.UNIVERSAL, asn1.Type.BITSTRING, false, signature));
  return bytesOf(asn1.toDer(list));
}

const integer = (hex: string) =>
  asn1.create(asn1.Class.UNIVERSAL, asn1.Type.INTEGER, false, forge.util.hexToBytes(hex));
const utcTime = (at: Date) =>
  asn1.create(asn1.Class.UNIVERSAL, asn1.Type.UTCTIME, false, String(asn1.dateToUtcTime(at)));

export const bytesOf = (buffer: forge.util.ByteStringBuffer): Uint8Array =>
  Uint8Array.from(Buffer.from(buffer.getBytes(), "latin1"));

/** DER of a certificate. */
export const derOfCertificate = (certificate: forge.pki.Certificate): Uint8Array =>
  bytesOf(asn1.toDer(forge.pki.certificateToAsn1(certificate)));
