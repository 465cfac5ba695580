import { createHash } from "node:crypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { isTagged, itemsOf, type Node, octetsOf, oidOf, parseWhole, rawBytes, readable, textOf, toHex } from "./asn1";
import { bounds } from "./bounds";
import { OID } from "./oids";

/** An algorithm as written: its identifier and, unless absent or NULL (read as equal), the DER of its parameters. */
export type Algorithm = { readonly oid: string; readonly parameters: Uint8Array | null };

export type Extension = { readonly oid: string; readonly critical: boolean };

/** A certificate read and not yet believed. Byte fields are what came, never a re-encoding. */
export type Certificate = {
  readonly der: Uint8Array;
  readonly tbs: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** The whole DER of the INTEGER, in hex: equal numbers are equal texts. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Of the signature under this certificate, in both places where it is written. */
  readonly signatureAlgorithms: readonly [Algorithm, Algorithm];
  readonly signature: Uint8Array;
  readonly keyAlgorithm: Algorithm;
  readonly publicKey: Uint8Array;
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly extensions: readonly Extension[];
  readonly isAuthority: boolean;
  readonly pathLength: number | null;
  readonly keyUsage: ReadonlySet<KeyUse>;
  readonly extKeyUsage: ReadonlySet<string>;
  readonly crlAddresses: readonly string[];
  readonly ocspAddresses: readonly string[];
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
};

/** Bits of keyUsage in the order of RFC 5280 §4.2.1.3. */
const KEY_USES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "crlSign",
] as const;
export type KeyUse = (typeof KEY_USES)[number];

/** Reads a certificate from its bytes; null when they are anything else. */
export function parseCertificate(der: Uint8Array): Certificate | null {
  if (der.length > bounds.certificateBytes) return null;
  const node = parseWhole(der, bounds.cmsNodes);
  return node && certificateOf(node);
}

/** SHA-256 of the certificate, lower-case hex: what a pin names. */
export const fingerprintOf = (certificate: Certificate): string =>
  createHash("sha256").update(certificate.der).digest("hex");

/** The serial number as people read it: bytes with colons. */
export const shownSerial = (certificate: Certificate): string =>
  (certificate.serial.slice(4).match(/../g) ?? []).join(":");

/** One value of a name attribute, or null when it is absent or given more than once. */
export function onlyName(certificate: Certificate, oid: string): string | null {
  const values = certificate.names.get(oid) ?? [];
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** Reads a certificate from a parsed node; null when it is anything else. */
export const certificateOf = (node: Node): Certificate | null =>
  readable(() => {
    const schema = new pkijs.Certificate({ schema: node });
    const [tbs] = itemsOf(node);
    if (!tbs) return null;
    const fields = itemsOf(tbs).filter((item, index) => !(index === 0 && isTagged(item, 0)));
    const [serial, , issuer, , subject, key] = fields;
    if (!serial || !issuer || !subject || !key || !(serial instanceof asn1js.Integer)) return null;
    const extensions = schema.extensions ?? [];
    const oids = extensions.map((extension) => extension.extnID);
    if (new Set(oids).size !== oids.length) return null; // RFC 5280 §4.2: an extension stands at most once
    const value = (oid: string) => extensions.find((extension) => extension.extnID === oid)?.extnValue;
    return {
      ...{ der: rawBytes(node), tbs: rawBytes(tbs), issuer: rawBytes(issuer), subject: rawBytes(subject) },
      ...{ serial: toHex(rawBytes(serial)), notBefore: schema.notBefore.value, notAfter: schema.notAfter.value },
      signatureAlgorithms: [algorithmOf(fields[1]), algorithmOf(itemsOf(node)[1])],
      signature: new Uint8Array(schema.signatureValue.valueBlock.valueHexView),
      keyAlgorithm: algorithmOf(itemsOf(key)[0]),
      publicKey: rawBytes(key),
      names: namesOf(subject),
      extensions: extensions.map(({ extnID, critical }) => ({ oid: extnID, critical })),
      ...authorityFacts(value(OID.basicConstraints)),
      keyUsage: keyUsesOf(value(OID.keyUsage)),
      extKeyUsage: new Set(purposesOf(value(OID.extKeyUsage))),
      crlAddresses: addressesOf(value(OID.crlDistribution)),
      ocspAddresses: ocspAddressesOf(value(OID.authorityInfo)),
      subjectKeyId: keyIdOf(value(OID.subjectKeyId)),
      authorityKeyId: issuerKeyIdOf(value(OID.authorityKeyId)),
    };
  });

/** Reads an AlgorithmIdentifier. */
export function algorithmOf(node: Node | undefined): Algorithm {
  const [id, parameters, ...more] = itemsOf(node);
  const oid = oidOf(id);
  if (!oid || more.length > 0) throw new Error("not an algorithm");
  return { oid, parameters: !parameters || parameters instanceof asn1js.Null ? null : rawBytes(parameters) };
}

/** Attributes of a name by identifier; the order inside a name means nothing here. */
function namesOf(name: Node): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const pair of itemsOf(name).flatMap(itemsOf)) {
    const [id, value] = itemsOf(pair);
    const oid = oidOf(id);
    const text = textOf(value)?.trim();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a control character in a name is a trick, not a name
    if (!oid || text === undefined || text.length > bounds.nameLength || /[\u0000-\u001f\u007f]/.test(text)) continue;
    names.set(oid, [...(names.get(oid) ?? []), text]);
  }
  return names;
}

/** Parses the inside of an extension strictly: one value and nothing behind it. */
function inside(value: asn1js.OctetString | undefined): Node | undefined {
  if (!value) return undefined;
  const node = parseWhole(new Uint8Array(value.getValue()), bounds.cmsNodes);
  if (!node) throw new Error("an extension is not readable");
  return node;
}

function authorityFacts(value: asn1js.OctetString | undefined): { isAuthority: boolean; pathLength: number | null } {
  const [first, second] = itemsOf(inside(value));
  const isAuthority = first instanceof asn1js.Boolean && first.valueBlock.value === true;
  const pathLength = isAuthority && second instanceof asn1js.Integer ? second.valueBlock.valueDec : null;
  return { isAuthority, pathLength };
}

function keyUsesOf(value: asn1js.OctetString | undefined): Set<KeyUse> {
  const bits = inside(value);
  if (!(bits instanceof asn1js.BitString)) return new Set();
  const bytes = bits.valueBlock.valueHexView;
  return new Set(KEY_USES.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0));
}

const purposesOf = (value: asn1js.OctetString | undefined): string[] =>
  itemsOf(inside(value)).map((item) => {
    const oid = oidOf(item);
    if (!oid) throw new Error("a purpose is not an identifier");
    return oid;
  });

/** Addresses by which the issuer says its list can be had; other kinds of distribution points are passed over. */
function addressesOf(value: asn1js.OctetString | undefined): string[] {
  return itemsOf(inside(value))
    .flatMap((point) => itemsOf(point).filter((part) => isTagged(part, 0)))
    .flatMap((name) => itemsOf(name).filter((part) => isTagged(part, 0)))
    .flatMap((full) => itemsOf(full).filter((part) => isTagged(part, 6)))
    .flatMap((address) => addressesInText(Buffer.from(rawContent(address)).toString("latin1")));
}

/** Authorities of the national centre were issued with two addresses in one field, on lines of their own and with a word before. */
const addressesInText = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((word) => word.replace(/^URL=/i, ""))
    .filter(Boolean);

/** Addresses at which the issuer answers about single certificates. */
const ocspAddressesOf = (value: asn1js.OctetString | undefined): string[] =>
  itemsOf(inside(value))
    .map(itemsOf)
    .filter(([method, address]) => oidOf(method) === OID.ocsp && isTagged(address, 6))
    .map(([, address]) => Buffer.from(address ? rawContent(address) : []).toString("latin1"));

/** Content of a primitive value with an implicit tag. */
function rawContent(node: Node): Uint8Array {
  if (!(node instanceof asn1js.Primitive)) throw new Error("not a primitive value");
  return node.valueBlock.valueHexView;
}

const keyIdOf = (value: asn1js.OctetString | undefined): string | null => {
  const bytes = octetsOf(inside(value));
  return bytes && toHex(bytes);
};

function issuerKeyIdOf(value: asn1js.OctetString | undefined): string | null {
  const id = itemsOf(inside(value)).find((part) => isTagged(part, 0));
  return id ? toHex(rawContent(id)) : null;
}
