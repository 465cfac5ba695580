import { createHash } from "node:crypto";
import type { Certificate } from "../core/certificate";
import { OID } from "../core/oids";
import { algorithm, type Der, integer, octets, oid, retagged, sequence, set, tagged, utcTime } from "./der";
import { KINDS, type SigningKey } from "./signing-key";

export type SignOrder = {
  readonly content: Uint8Array;
  readonly key: SigningKey;
  readonly certificate: Certificate;
  /** Whether the content travels inside. */
  readonly attached: boolean;
  readonly at: Date;
  /** Makes a token of a time-stamping authority over the signature's bytes; none without it. */
  readonly stamp?: (signature: Uint8Array) => Der;
};

/** Signs as NCALayer does: one signer, his certificate, signed attributes, a time stamp where one is asked for. Answers DER. */
export function signCms({ content, key, certificate, attached, at, stamp }: SignOrder): Der {
  const kind = KINDS[key.algorithm];
  const attributes = set(
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.signingTime, utcTime(at)),
    attribute(OID.messageDigest, octets(kind.digest(content))),
    attribute(OID.signingCertificateV2, certificateIdOf(certificate)),
  );
  const signature = key.sign(attributes);
  const signer = sequence(
    integer(1n),
    sequence(certificate.issuer, Uint8Array.from(Buffer.from(certificate.serial, "hex"))),
    algorithm(kind.digestOid),
    retagged(0xa0, attributes),
    algorithm(kind.signerOid),
    octets(signature),
    ...(stamp ? [tagged(1, attribute(OID.timestampToken, stamp(signature)))] : []),
  );
  return signedData(OID.data, attached ? content : null, [certificate], kind.digestOid, [signer]);
}

/** SignedData (RFC 5652 §5.1) around signers that are already made. */
export const signedData = (
  contentType: string,
  content: Uint8Array | null,
  certificates: readonly Certificate[],
  digestOid: string,
  signers: readonly Der[],
): Der =>
  sequence(
    oid(OID.signedData),
    tagged(
      0,
      sequence(
        integer(contentType === OID.data ? 1n : 3n),
        set(algorithm(digestOid)),
        sequence(oid(contentType), ...(content ? [tagged(0, octets(content))] : [])),
        tagged(0, ...certificates.map(({ der }) => der)),
        set(...signers),
      ),
    ),
  );

export const attribute = (dotted: string, ...values: readonly Der[]): Der => sequence(oid(dotted), set(...values));

/** Names a certificate by its hash (RFC 5035), so that a signature cannot be moved to another one. */
export const certificateIdOf = ({ der }: Certificate): Der =>
  sequence(sequence(sequence(octets(createHash("sha256").update(der).digest()))));

/** The armour in which the newer module of NCALayer hands a signature over. */
export function armour(cms: Uint8Array): string {
  const lines =
    Buffer.from(cms)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CMS-----\n${lines.join("\n")}\n-----END CMS-----\n`;
}
