import { err, ok, type Result } from "@/lib/kernel";
import { isKeySupported, suiteOfIssued } from "./algorithms";
import { equalBytes } from "./asn1";
import { bounds } from "./bounds";
import type { Certificate } from "./certificate";
import type { EdsError } from "./error";
import { OID } from "./oids";

/** Extensions whose meaning is known here; any other one marked critical makes a certificate unusable (RFC 5280 §4.2). */
const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  OID.subjectKeyId,
  OID.keyUsage,
  OID.subjectAltName,
  OID.basicConstraints,
  OID.crlDistribution,
  OID.policies,
  OID.authorityKeyId,
  OID.extKeyUsage,
  OID.freshestCrl,
  OID.authorityInfo,
]);

/** From the signer's certificate up to the anchor. */
export type Chain = readonly [Certificate, ...Certificate[]];

const untrusted = err({ code: "eds.untrusted" } as const);

/**
 * Finds the path from a certificate to a pinned anchor. Authorities come from configuration alone: whatever else travelled
 * with the signature is not looked at, so a forged root beside it convinces nobody.
 */
export function buildChain(leaf: Certificate, anchors: readonly Certificate[], at: Date): Result<Chain, EdsError> {
  const chain: [Certificate, ...Certificate[]] = [leaf];
  const checked = checkValidity(leaf, at);
  if (!checked.ok) return checked;
  for (let current = leaf; ; ) {
    const issuers = anchors.filter((anchor) => mayLink(current, anchor));
    // A root has signed itself: the path ends with it. One above which nothing is configured is pinned all the same.
    if (issuers.length === 0 || issuers.includes(current)) break;
    const sound = issuers.find((issuer) => isSoundAuthority(issuer, chain.length - 1, at));
    if (!sound || chain.length === bounds.chainLength) return untrusted;
    chain.push(sound);
    current = sound;
  }
  if (chain.length < 2) return untrusted;
  return chain.every(hasOnlyKnownCritical) ? ok(chain) : untrusted;
}

/** Links between authorities of the configuration are checked once in a process: there are few, and each costs a signature. */
const checkedLinks = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

function mayLink(certificate: Certificate, issuer: Certificate): boolean {
  if (!certificate.isAuthority) return isIssuedBy(certificate, issuer);
  const links = checkedLinks.get(issuer) ?? new WeakMap<Certificate, boolean>();
  checkedLinks.set(issuer, links);
  const known = links.get(certificate) ?? isIssuedBy(certificate, issuer);
  links.set(certificate, known);
  return known;
}

/** Names, key identifiers where both sides state one, and the signature itself. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!equalBytes(certificate.issuer, issuer.subject)) return false;
  const { authorityKeyId } = certificate;
  if (authorityKeyId && issuer.subjectKeyId && authorityKeyId !== issuer.subjectKeyId) return false;
  const suite = suiteOfIssued(issuer.keyAlgorithm, certificate.signatureAlgorithms);
  const isRight = suite?.readKey(issuer.publicKey);
  return isRight ? isRight(certificate.tbs, certificate.signature) : false;
}

/** The moment lies within the certificate's life, both ends included. */
export function checkValidity(certificate: Certificate, at: Date): Result<true, EdsError> {
  if (at < certificate.notBefore) return err({ code: "eds.not_yet_valid", notBefore: certificate.notBefore });
  if (at > certificate.notAfter) return err({ code: "eds.expired", notAfter: certificate.notAfter });
  return ok(true);
}

/** An authority may sign certificates, is alive, and allows as many authorities below it as there are. */
function isSoundAuthority(issuer: Certificate, authoritiesBelow: number, at: Date): boolean {
  const mayIssue = issuer.isAuthority && issuer.keyUsage.has("keyCertSign");
  const deepEnough = issuer.pathLength === null || issuer.pathLength >= authoritiesBelow;
  return mayIssue && deepEnough && checkValidity(issuer, at).ok && isKeySupported(issuer);
}

const hasOnlyKnownCritical = ({ extensions }: Certificate): boolean =>
  extensions.every(({ oid, critical }) => !critical || KNOWN_EXTENSIONS.has(oid));
