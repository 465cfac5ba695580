import * as asn1js from "asn1js";
import { err, ok, type Result } from "@/lib/kernel";
import { suiteOfIssued } from "./algorithms";
import { equalBytes, isTagged, itemsOf, type Node, oidOf, parseWhole, rawBytes, readable, timeOf, toHex } from "./asn1";
import { bounds } from "./bounds";
import { type Algorithm, algorithmOf, type Certificate } from "./certificate";
import type { EdsError } from "./error";
import { OID } from "./oids";

/** A revocation list, read and not yet believed. */
export type Crl = {
  readonly tbs: Uint8Array;
  readonly issuer: Uint8Array;
  readonly thisUpdate: Date;
  /** Null when the list does not say: such a list is never fresh. */
  readonly nextUpdate: Date | null;
  readonly signatureAlgorithms: readonly [Algorithm, Algorithm];
  readonly signature: Uint8Array;
  /** By serial number, as certificates write it. */
  readonly revoked: ReadonlyMap<string, Date>;
  /** Whether some extension is critical and not known here, in the list or in an entry: a partial or indirect list. */
  readonly hasUnknownCritical: boolean;
};

const KNOWN_IN_LIST: ReadonlySet<string> = new Set([OID.authorityKeyId, OID.crlNumber, OID.freshestCrl]);
const KNOWN_IN_ENTRY: ReadonlySet<string> = new Set([OID.crlReason, OID.invalidityDate]);

/** Reads a revocation list from its bytes (RFC 5280 §5.1); null when they are anything else. */
export function parseCrl(der: Uint8Array): Crl | null {
  if (der.length > bounds.crlBytes) return null;
  return readable(() => {
    const root = parseWhole(der, bounds.crlNodes);
    const [tbs, outer, value, ...more] = itemsOf(root ?? undefined);
    if (!tbs || !(value instanceof asn1js.BitString) || more.length > 0) return null;
    const fields = itemsOf(tbs);
    if (fields[0] instanceof asn1js.Integer) fields.shift();
    const [inner, issuer, thisUpdate, ...rest] = fields;
    const nextUpdate = timeOf(rest[0]);
    if (nextUpdate) rest.shift();
    const entries = rest[0] instanceof asn1js.Sequence ? itemsOf(rest.shift()).map(entryOf) : [];
    const extensions = rest[0] && isTagged(rest[0], 0) ? itemsOf(itemsOf(rest.shift())[0]) : [];
    const since = timeOf(thisUpdate);
    if (!issuer || !since || rest.length > 0) return null;
    return {
      ...{ tbs: rawBytes(tbs), issuer: rawBytes(issuer), thisUpdate: since, nextUpdate },
      signatureAlgorithms: [algorithmOf(inner), algorithmOf(outer)],
      signature: new Uint8Array(value.valueBlock.valueHexView),
      revoked: new Map(entries.map(({ serial, at }) => [serial, at])),
      hasUnknownCritical:
        hasUnknownCritical(extensions, KNOWN_IN_LIST) || entries.some((entry) => entry.hasUnknownCritical),
    };
  });
}

function entryOf(node: Node): { serial: string; at: Date; hasUnknownCritical: boolean } {
  const [serial, date, extensions] = itemsOf(node);
  const at = timeOf(date);
  if (!(serial instanceof asn1js.Integer) || !at) throw new Error("not an entry");
  return {
    ...{ serial: toHex(rawBytes(serial)), at },
    hasUnknownCritical: hasUnknownCritical(itemsOf(extensions), KNOWN_IN_ENTRY),
  };
}

const hasUnknownCritical = (extensions: readonly Node[], known: ReadonlySet<string>): boolean =>
  extensions.some((extension) => {
    const [id, critical] = itemsOf(extension);
    const isCritical = critical instanceof asn1js.Boolean && critical.valueBlock.value === true;
    return isCritical && !known.has(oidOf(id) ?? "");
  });

/** A list counts only when the authority itself signed it, it is whole, and the moment lies between its two dates. */
export function checkCrl(crl: Crl, issuer: Certificate, at: Date): Result<true, EdsError> {
  const unknown = err({ code: "eds.revocation_unknown" } as const);
  if (!equalBytes(crl.issuer, issuer.subject) || !issuer.keyUsage.has("crlSign") || crl.hasUnknownCritical)
    return unknown;
  const isRight = suiteOfIssued(issuer.keyAlgorithm, crl.signatureAlgorithms)?.readKey(issuer.publicKey);
  if (!isRight?.(crl.tbs, crl.signature)) return unknown;
  const begun = crl.thisUpdate.getTime() <= at.getTime() + bounds.skewMs;
  return begun && crl.nextUpdate !== null && at < crl.nextUpdate ? ok(true) : unknown;
}

/** Not revoked: at a trusted moment of the past, or, where there is none, at all. A suspended certificate counts as revoked: the list need not say why. */
export function checkNotListed(crl: Crl, certificate: Certificate, moment: Date | null): Result<true, EdsError> {
  const revokedAt = crl.revoked.get(certificate.serial);
  return revokedAt && (moment === null || revokedAt <= moment) ? err({ code: "eds.revoked", revokedAt }) : ok(true);
}
