import { createHash } from "node:crypto";
import { err, ok, type Result } from "@/lib/kernel";
import { equalBytes, itemsOf, type Node, octetsOf, oidOf, timeOf } from "./asn1";
import type { Certificate } from "./certificate";
import type { Attribute, Cms, SignerInfo } from "./cms";
import type { EdsError } from "./error";
import { OID } from "./oids";

/** What the signer put under the signature, beside the content itself. */
export type SignedFacts = {
  readonly der: Uint8Array;
  readonly messageDigest: Uint8Array;
  /** The signer's own claim. Kept, shown, decides nothing. */
  readonly claimedAt: Date | null;
};

/** Attributes that may stand at most once and with one value (RFC 5652 §11, RFC 5035). */
const SINGLE = [
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.signingCertificate,
  OID.signingCertificateV2,
] as const;

/** Signed attributes are mandatory, none is doubled, they name our content type and, where they name a certificate, this one. */
export function checkAttributes(cms: Cms, signer: SignerInfo, certificate: Certificate): Result<SignedFacts, EdsError> {
  const refused = err({ code: "eds.attributes" } as const);
  if (!signer.signedAttributes) return refused;
  const { der, list } = signer.signedAttributes;
  const doubled = SINGLE.some((oid) => list.filter((attribute) => attribute.oid === oid).length > 1);
  if (doubled || list.some(hasWrongCount)) return refused;
  const value = (oid: string): Node | undefined => list.find((attribute) => attribute.oid === oid)?.values[0];
  if (oidOf(value(OID.contentType)) !== cms.contentType) return refused;
  const messageDigest = octetsOf(value(OID.messageDigest));
  if (!messageDigest) return refused;
  const time = value(OID.signingTime);
  const claimedAt = timeOf(time);
  if (time && !claimedAt) return refused;
  const [v1, v2] = [value(OID.signingCertificate), value(OID.signingCertificateV2)];
  if (v1 && !namesCertificate(v1, "sha1", certificate)) return refused;
  if (v2 && !namesCertificate(v2, "sha256", certificate)) return refused;
  return ok({ der, messageDigest, claimedAt });
}

const hasWrongCount = ({ oid, values }: Attribute): boolean =>
  SINGLE.some((single) => single === oid) && values.length !== 1;

/**
 * The first certificate that a signing-certificate attribute names must be the signer's. A digest by another algorithm than
 * the default is an unknown claim and does not fit. SHA-1 here only adds a demand and carries no trust.
 */
function namesCertificate(value: Node, digest: "sha1" | "sha256", certificate: Certificate): boolean {
  const first = itemsOf(itemsOf(itemsOf(value)[0])[0]);
  const [named, ...more] = first.filter((part) => octetsOf(part) !== null).map(octetsOf);
  const algorithm = oidOf(itemsOf(first[0])[0]);
  if (!named || more.length > 0 || (algorithm !== null && algorithm !== OID.sha256)) return false;
  return equalBytes(named, createHash(digest).update(certificate.der).digest());
}
