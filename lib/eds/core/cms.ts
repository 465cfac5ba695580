import * as asn1js from "asn1js";
import { err, ok, type Result } from "@/lib/kernel";
import {
  equalBytes,
  isTagged,
  itemsOf,
  type Node,
  octetsOf,
  oidOf,
  parseWhole,
  rawBytes,
  readable,
  toHex,
} from "./asn1";
import { bounds } from "./bounds";
import { type Algorithm, algorithmOf, type Certificate, certificateOf } from "./certificate";
import type { EdsError } from "./error";
import { OID } from "./oids";

export type Attribute = { readonly oid: string; readonly values: readonly Node[] };

/** One SignerInfo, read and not yet believed. */
export type SignerInfo = {
  readonly issuer: Uint8Array;
  readonly serial: string;
  readonly digestAlgorithm: Algorithm;
  readonly signatureAlgorithm: Algorithm;
  readonly signature: Uint8Array;
  /** Null when there are none: such a signature is refused. */
  readonly unsignedAttributes: readonly Attribute[];
  readonly signedAttributes: { readonly der: Uint8Array; readonly list: readonly Attribute[] } | null;
};

export type Cms = {
  readonly contentType: string;
  /** Content that travels inside, or null for a detached signature. */
  readonly content: Uint8Array | null;
  readonly certificates: readonly Certificate[];
  readonly signers: readonly SignerInfo[];
};

/**
 * Reads SignedData (RFC 5652 §5.1) out of one CMS: over plain data, or over the content type that is asked for. Nothing may
 * follow it, and its size and count of parts are bounded.
 */
export function parseCms(der: Uint8Array, contentType: string = OID.data): Result<Cms, EdsError> {
  if (der.length > bounds.cmsBytes) return err({ code: "eds.too_large" });
  const cms = readable(() => signedDataOf(parseWhole(der, bounds.cmsNodes), contentType));
  if (!cms) return err({ code: "eds.malformed" });
  if (cms.certificates.length > bounds.cmsCertificates || cms.signers.length > bounds.cmsSigners)
    return err({ code: "eds.too_large" });
  return ok(cms);
}

function signedDataOf(root: Node | null, wantedType: string): Cms | null {
  if (!root) return null;
  const [type, explicit, ...more] = itemsOf(root);
  if (more.length > 0 || oidOf(type) !== OID.signedData || !isTagged(explicit, 0)) return null;
  const [body, ...rest] = itemsOf(explicit);
  if (!body || rest.length > 0) return null;
  const [version, digests, encapsulated, ...optional] = itemsOf(body);
  const signers = optional.pop();
  const [certificates, lists] = [0, 1].map((number) => optional.find((part) => isTagged(part, number)));
  const isWhole = version instanceof asn1js.Integer && digests instanceof asn1js.Set && signers instanceof asn1js.Set;
  const known = [certificates, lists].filter((part) => part !== undefined);
  if (!isWhole || known.length !== optional.length) return null;
  const contentType = oidOf(itemsOf(encapsulated)[0]);
  if (contentType !== wantedType) return null;
  const read = itemsOf(certificates).map(certificateOf);
  if (read.some((certificate) => certificate === null)) return null;
  return {
    contentType,
    content: contentOf(encapsulated),
    certificates: read.filter((certificate) => certificate !== null),
    signers: itemsOf(signers).map(signerOf),
  };
}

/** The octets inside EncapsulatedContentInfo, or null when only the type stands there. */
function contentOf(encapsulated: Node | undefined): Uint8Array | null {
  const [, explicit] = itemsOf(encapsulated);
  if (!explicit) return null;
  const octets = octetsOf(itemsOf(explicit)[0]);
  if (!octets) throw new Error("content is not octets");
  return octets;
}

/** SignerInfo by its places (RFC 5652 §5.3). Only issuer and serial name a signer here, as all national signatures do. */
function signerOf(node: Node): SignerInfo {
  const [, sid, digest, ...rest] = itemsOf(node);
  const attributes = rest[0] && isTagged(rest[0], 0) ? rest.shift() : undefined;
  const [algorithm, value, unsigned, ...more] = rest;
  if (more.length > 0 || (unsigned && !isTagged(unsigned, 1))) throw new Error("not a signer");
  const [issuer, serial] = itemsOf(sid);
  const signature = octetsOf(value);
  if (!(sid instanceof asn1js.Sequence) || !issuer || !(serial instanceof asn1js.Integer) || !signature)
    throw new Error("not a signer");
  return {
    issuer: rawBytes(issuer),
    serial: toHex(rawBytes(serial)),
    digestAlgorithm: algorithmOf(digest),
    signatureAlgorithm: algorithmOf(algorithm),
    signature,
    unsignedAttributes: itemsOf(unsigned).map(attributeOf),
    signedAttributes: attributes
      ? { der: asSet(rawBytes(attributes)), list: itemsOf(attributes).map(attributeOf) }
      : null,
  };
}

/**
 * What was signed are the attributes' own bytes with the tag of a SET in place of the tag they travel under. Indefinite
 * lengths would not be DER, so nobody can have signed them.
 */
function asSet(raw: Uint8Array): Uint8Array {
  if (raw[0] !== 0xa0 || raw[1] === 0x80) throw new Error("signed attributes are not DER");
  const set = Uint8Array.from(raw);
  set[0] = 0x31;
  return set;
}

function attributeOf(node: Node): Attribute {
  const [id, values, ...more] = itemsOf(node);
  const oid = oidOf(id);
  if (!oid || !(values instanceof asn1js.Set) || more.length > 0) throw new Error("not an attribute");
  return { oid, values: itemsOf(values) };
}

/** Exactly one person signs: none is an error, never "valid". */
export function onlySigner(cms: Cms): Result<SignerInfo, EdsError> {
  const [signer] = cms.signers;
  return signer && cms.signers.length === 1 ? ok(signer) : err({ code: "eds.signers_count" });
}

/** The signer's certificate travels along, once: issuer and serial are compared as bytes. */
export function certificateOfSigner(cms: Cms, signer: SignerInfo): Result<Certificate, EdsError> {
  const matching = cms.certificates.filter(
    (certificate) => certificate.serial === signer.serial && equalBytes(certificate.issuer, signer.issuer),
  );
  const [certificate] = matching;
  return certificate && matching.length === 1 ? ok(certificate) : err({ code: "eds.certificate_missing" });
}
