import * as asn1js from "asn1js";
import { err, ok, type Result } from "@/lib/kernel";
import { suiteOfIssued } from "./algorithms";
import { bitsOf, equalBytes, itemsOf, type Node, oidOf, parseWhole, readable, timeOf } from "./asn1";
import { bounds } from "./bounds";
import { type Algorithm, algorithmOf, type Certificate } from "./certificate";
import { bytesOf, type Extent, extentAt, extentsIn } from "./der-walk";
import type { EdsError } from "./error";
import { OID } from "./oids";

/** A revocation list, read and not yet believed. It is plain data, so that one thread may read it for another. */
export type Crl = {
  readonly tbs: Uint8Array;
  readonly issuer: Uint8Array;
  readonly thisUpdate: Date;
  /** Null when the list does not say: such a list is never fresh. */
  readonly nextUpdate: Date | null;
  readonly signatureAlgorithms: readonly [Algorithm, Algorithm];
  readonly signature: Uint8Array;
  readonly revoked: Revoked;
  /** Whether some extension is critical and not known here, in the list or in an entry: a partial or indirect list. */
  readonly hasUnknownCritical: boolean;
};

/**
 * The numbers of a list, in order, and since when. A list of the national authority has some hundred thousands: as one text and
 * one array they pass from thread to thread in a moment, and one number is found by halving.
 */
export type Revoked = {
  readonly size: number;
  /** Numbers as certificates write them, in hex, each filled up to the longest with spaces. */
  readonly serials: string;
  readonly width: number;
  readonly atMs: Float64Array;
};

const KNOWN_IN_LIST: ReadonlySet<string> = new Set([OID.authorityKeyId, OID.crlNumber, OID.freshestCrl]);
const KNOWN_IN_ENTRY: ReadonlySet<string> = new Set([OID.crlReason, OID.invalidityDate]);

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const EXTENSIONS = 0xa0;

/**
 * Reads a revocation list from its bytes (RFC 5280 §5.1); null when they are anything else. Its parts are found by walking,
 * and all but the entries are parsed as everything else: a tree over a whole list would take hundreds of megabytes.
 */
export function parseCrl(der: Uint8Array): Crl | null {
  if (der.length > bounds.crlBytes) return null;
  return readable(() => {
    const outer = extentAt(der, 0, der.length);
    if (outer?.tag !== SEQUENCE || outer.end !== der.length) return null;
    const [tbs, algorithm, value, ...more] = extentsIn(der, outer) ?? [];
    if (!tbs || !algorithm || !value || more.length > 0) return null;
    const fields = extentsIn(der, tbs) ?? [];
    if (fields[0]?.tag === INTEGER) fields.shift();
    const [inner, issuer, since, ...rest] = fields;
    const thisUpdate = timeOf(nodeAt(der, since));
    const nextUpdate = isTime(rest[0]) ? timeOf(nodeAt(der, rest.shift())) : null;
    const entries = rest[0]?.tag === SEQUENCE ? entriesOf(der, rest.shift()) : [];
    const extensions = rest[0]?.tag === EXTENSIONS ? itemsOf(itemsOf(nodeAt(der, rest.shift()))[0]) : [];
    const signature = bitsOf(nodeAt(der, value));
    if (!issuer || !thisUpdate || !signature || !entries || rest.length > 0) return null;
    return {
      ...{ tbs: bytesOf(der, tbs).slice(), issuer: bytesOf(der, issuer).slice(), thisUpdate, nextUpdate, signature },
      signatureAlgorithms: [algorithmOf(nodeAt(der, inner)), algorithmOf(nodeAt(der, algorithm))],
      revoked: inOrder(entries),
      hasUnknownCritical:
        hasUnknownCritical(extensions, KNOWN_IN_LIST) || entries.some((entry) => entry.hasUnknownCritical),
    };
  });
}

const nodeAt = (der: Uint8Array, extent: Extent | undefined): Node | undefined =>
  (extent && parseWhole(bytesOf(der, extent), bounds.cmsNodes)) ?? undefined;

const isTime = (extent: Extent | undefined): boolean => extent?.tag === 0x17 || extent?.tag === 0x18;

type Entry = { readonly serial: string; readonly atMs: number; readonly hasUnknownCritical: boolean };

function entriesOf(der: Uint8Array, list: Extent | undefined): Entry[] | null {
  const extents = list ? extentsIn(der, list) : null;
  return extents && extents.length <= bounds.crlEntries ? extents.map((extent) => entryOf(der, extent)) : null;
}

function entryOf(der: Uint8Array, extent: Extent): Entry {
  const [serial, date, extensions, ...more] = extent.tag === SEQUENCE ? (extentsIn(der, extent) ?? []) : [];
  if (serial?.tag !== INTEGER || !date || !isTime(date) || serial.end - serial.start > 20 + 1 || more.length > 0)
    throw new Error("not an entry");
  return {
    serial: Buffer.from(bytesOf(der, serial)).toString("hex"),
    atMs: timeAt(der, date),
    hasUnknownCritical:
      extensions !== undefined &&
      mayBeCritical(der, extensions) &&
      hasUnknownCritical(itemsOf(nodeAt(der, extensions)), KNOWN_IN_ENTRY),
  };
}

/** A time in its one form of DER (RFC 5280 §4.1.2.5). */
function timeAt(der: Uint8Array, { start, end }: Extent): number {
  const text = Buffer.from(der.buffer, der.byteOffset + start, end - start).toString("latin1");
  const [, year = "", ...parts] = /^(\d\d|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  if (!year || month < 1 || month > 12 || day < 1 || day > 31) throw new Error("not a time");
  return Date.UTC(full, month - 1, day, hour, minute, second);
}

/** Whether a boolean may stand in an entry's extensions: seldom, and only then are they read. */
const mayBeCritical = (der: Uint8Array, { from, end }: Extent): boolean =>
  Buffer.from(der.buffer, der.byteOffset + from, end - from).includes(BOOLEAN);

const BOOLEAN = Buffer.of(0x01, 0x01);

function inOrder(entries: readonly Entry[]): Revoked {
  const sorted = [...entries].sort((a, b) => (a.serial < b.serial ? -1 : a.serial > b.serial ? 1 : a.atMs - b.atMs));
  const width = sorted.reduce((longest, { serial }) => Math.max(longest, serial.length), 0);
  return {
    ...{ size: sorted.length, width },
    serials: sorted.map(({ serial }) => serial.padEnd(width)).join(""),
    atMs: Float64Array.from(sorted, ({ atMs }) => atMs),
  };
}

/** Since when a number is revoked, or null when it is not on the list. */
export function revokedSince({ size, serials, width, atMs }: Revoked, serial: string): Date | null {
  if (serial.length > width) return null;
  const wanted = serial.padEnd(width);
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (serials.slice(middle * width, (middle + 1) * width) < wanted) low = middle + 1;
    else high = middle;
  }
  const found = low < size && serials.slice(low * width, (low + 1) * width) === wanted ? atMs[low] : undefined;
  return found === undefined ? null : new Date(found);
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
  if (!isCrlOf(crl, issuer)) return unknown;
  return isCrlFresh(crl, at) ? ok(true) : unknown;
}

/** Signed by this authority, which may sign lists, and whole. */
export function isCrlOf(crl: Crl, issuer: Certificate): boolean {
  if (!equalBytes(crl.issuer, issuer.subject) || !issuer.keyUsage.has("crlSign") || crl.hasUnknownCritical)
    return false;
  const isRight = suiteOfIssued(issuer.keyAlgorithm, crl.signatureAlgorithms)?.readKey(issuer.publicKey);
  return isRight?.(crl.tbs, crl.signature) === true;
}

/** Begun, and not past its own end. */
export const isCrlFresh = ({ thisUpdate, nextUpdate }: Pick<Crl, "thisUpdate" | "nextUpdate">, at: Date): boolean =>
  thisUpdate.getTime() <= at.getTime() + bounds.skewMs && nextUpdate !== null && at < nextUpdate;

/**
 * Not revoked: at a trusted moment of the past, or, where there is none, at all. A suspended certificate counts as revoked: the
 * list need not say why.
 */
export function checkNotListed(
  { revoked }: Pick<Crl, "revoked">,
  { serial }: Certificate,
  moment: Date | null,
): Result<true, EdsError> {
  const revokedAt = revokedSince(revoked, serial);
  return revokedAt && (moment === null || revokedAt <= moment) ? err({ code: "eds.revoked", revokedAt }) : ok(true);
}
