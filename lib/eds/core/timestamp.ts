import { createHash } from "node:crypto";
import * as asn1js from "asn1js";
import { err, ok, type Result } from "@/lib/kernel";
import { equalBytes, itemsOf, octetsOf, oidOf, parseWhole, rawBytes, readable, timeOf } from "./asn1";
import { checkAttributes } from "./attributes";
import { bounds } from "./bounds";
import { algorithmOf, type Certificate, onlyName } from "./certificate";
import { buildChain, type Chain } from "./chain";
import { certificateOfSigner, onlySigner, parseCms, type SignerInfo } from "./cms";
import type { EdsError } from "./error";
import { gost34311 } from "./gost/gost34311";
import { streebog512 } from "./gost/streebog";
import { OID } from "./oids";
import { checkAlgorithms, checkDigest, checkValue } from "./signature";

/** What a time-stamping authority states (RFC 3161 §2.4.2). */
export type TimestampInfo = {
  readonly policy: string;
  readonly hashOid: string;
  readonly imprint: Uint8Array;
  readonly at: Date;
};

/** A time stamp whose own mathematics holds. Only one with a chain to our anchors decides anything. */
export type Timestamp = {
  readonly at: Date;
  readonly authority: string;
  readonly policy: string;
  readonly token: Uint8Array;
  readonly chain: Chain | null;
};

const wrong = err({ code: "eds.timestamp_wrong" } as const);

const DIGESTS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  [OID.sha256]: (bytes) => createHash("sha256").update(bytes).digest(),
  [OID.sha384]: (bytes) => createHash("sha384").update(bytes).digest(),
  [OID.sha512]: (bytes) => createHash("sha512").update(bytes).digest(),
  [OID.gost34311]: gost34311,
  [OID.streebog512]: streebog512,
};

/** The token that travels with a signature, or null when there is none; more than one is no form we know. */
export function tokenOf(signer: SignerInfo): Result<Uint8Array | null, EdsError> {
  const [attribute, ...others] = signer.unsignedAttributes.filter(({ oid }) => oid === OID.timestampToken);
  if (!attribute) return ok(null);
  const [token, ...more] = attribute.values;
  return token && more.length === 0 && others.length === 0 ? ok(rawBytes(token)) : wrong;
}

/** Reads what a token states; null when it is anything else. */
export const timestampInfoOf = (der: Uint8Array): TimestampInfo | null =>
  readable(() => {
    const [version, policy, imprint, serial, time] = itemsOf(parseWhole(der, bounds.cmsNodes) ?? undefined);
    const [hash, digest] = itemsOf(imprint);
    const [policyOid, octets, at] = [oidOf(policy), octetsOf(digest), timeOf(time)];
    if (!(version instanceof asn1js.Integer) || !(serial instanceof asn1js.Integer)) return null;
    if (!policyOid || !octets || !at || !(time instanceof asn1js.GeneralizedTime)) return null;
    return { policy: policyOid, hashOid: algorithmOf(hash).oid, imprint: octets, at };
  });

/**
 * Verifies a token over the bytes of a signature. A wrong one is a refusal. One that is right but whose authority we do not
 * know, or that lies in the future, comes without a chain: it is shown and decides nothing.
 */
export function checkTimestamp(
  token: Uint8Array,
  stamped: Uint8Array,
  anchors: readonly Certificate[],
  now: Date,
): Result<Timestamp, EdsError> {
  const opened = openToken(token);
  if (!opened.ok) return opened;
  const { info, certificate } = opened.value;
  const digest = DIGESTS[info.hashOid];
  if (!digest || !equalBytes(digest(stamped), info.imprint)) return wrong;
  const isPast = info.at.getTime() <= now.getTime() + bounds.skewMs;
  const chain = isPast ? buildChain(certificate, anchors, info.at) : wrong;
  return ok({
    ...{ at: info.at, policy: info.policy, token, authority: onlyName(certificate, OID.commonName) ?? "" },
    chain: chain.ok ? chain.value : null,
  });
}

/** The token's own signature: one signer, a certificate for time stamps, right over what the token states. */
export function openToken(token: Uint8Array): Result<{ info: TimestampInfo; certificate: Certificate }, EdsError> {
  const cms = parseCms(token, OID.timestampInfo);
  if (!cms.ok || !cms.value.content) return wrong;
  const signer = onlySigner(cms.value);
  const certificate = signer.ok ? certificateOfSigner(cms.value, signer.value) : wrong;
  if (!signer.ok || !certificate.ok || !certificate.value.extKeyUsage.has(OID.forTimestamps)) return wrong;
  const suite = checkAlgorithms(signer.value, certificate.value);
  const facts = checkAttributes(cms.value, signer.value, certificate.value);
  if (!suite.ok || !facts.ok || !checkDigest(facts.value, suite.value, cms.value.content).ok) return wrong;
  if (!checkValue(signer.value, certificate.value, suite.value, facts.value).ok) return wrong;
  const info = timestampInfoOf(cms.value.content);
  return info ? ok({ info, certificate: certificate.value }) : wrong;
}
