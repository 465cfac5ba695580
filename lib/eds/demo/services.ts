import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyWithin } from "@/lib/config";
import { itemsOf, octetsOf, oidOf, parseWhole, rawBytes } from "../core/asn1";
import { bounds } from "../core/bounds";
import { OID } from "../core/oids";
import type { DemoAuthority } from "./authority";
import { extension, signed } from "./certificates";
import {
  algorithm,
  type Der,
  enumerated,
  generalizedTime,
  implicit,
  integer,
  octets,
  oid,
  sequence,
  set,
  tagged,
} from "./der";
import { DEMO_ALGORITHMS } from "./folder";
import { attribute, certificateIdOf, signedData } from "./sign";
import { type KeyAlgorithm, KINDS } from "./signing-key";

/** How a service answers: as it should, not at all, or older than it may. */
export type ServiceState = "fresh" | "absent" | "stale";

const STALE_MS = 3 * 24 * 60 * 60 * 1000;
/** How far back an honest answer of this moment begins. */
const LEAD_MS = 60_000;
const BODY_BYTES_MAX = 16 * 1024;
const LIFE_MS = 60 * 60 * 1000;

export type AuthorityVisit = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly authority: DemoAuthority;
  readonly now: Date;
  readonly lists: ServiceState;
  readonly ocsp: ServiceState;
};

/**
 * Answers for the demo authority: revocation lists (`/issuing-rsa.crl`), the state of one certificate (`/ocsp/rsa`) and time
 * stamps (`/tsp/rsa`), for each algorithm. False when the address is none of these.
 */
export async function respondAuthority(visit: AuthorityVisit): Promise<boolean> {
  const { request, response, authority, now } = visit;
  const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
  const list = /^\/(root|issuing)-([a-z0-9]+)\.crl$/.exec(pathname);
  const service = /^\/(ocsp|tsp)\/([a-z0-9]+)$/.exec(pathname);
  const kind = DEMO_ALGORITHMS.find((one) => one === (list?.[2] ?? service?.[2]));
  if (!kind) return false;
  const state = service?.[1] === "ocsp" ? visit.ocsp : list ? visit.lists : "fresh";
  const at = new Date(now.getTime() - (state === "stale" ? STALE_MS : 0));
  if (state === "absent") send(response, 503);
  else if (list && request.method === "GET")
    send(response, 200, "application/pkix-crl", authority.list(list[1] === "root" ? "root" : "issuing", kind, at));
  else if (!service || request.method !== "POST") send(response, 405);
  else {
    const body = await bodyWithin(request, BODY_BYTES_MAX);
    const answer =
      body && (service[1] === "ocsp" ? ocspAnswer(authority, kind, body, at) : tspAnswer(authority, kind, body, now));
    if (answer)
      send(response, 200, service[1] === "ocsp" ? "application/ocsp-response" : "application/timestamp-reply", answer);
    else send(response, 400);
  }
  return true;
}

function send(
  response: ServerResponse,
  status: number,
  type = "text/plain",
  body: Uint8Array = new Uint8Array(),
): void {
  response.writeHead(status, { "content-type": type, "content-length": body.length }).end(body);
}

/** Answers a question about one certificate; one of a number that was never issued is revoked since 1970 (RFC 6960 §4.4.8). */
export function ocspAnswer(authority: DemoAuthority, kind: KeyAlgorithm, body: Uint8Array, at: Date): Der | null {
  const [request] = itemsOf(parseWhole(body, bounds.cmsNodes) ?? undefined);
  const [list, extensions] = itemsOf(request);
  const id = itemsOf(itemsOf(list)[0])[0];
  const serial = itemsOf(id)[3];
  if (!id || !serial) return null;
  const known = authority.status(kind, Buffer.from(rawBytes(serial)).toString("hex").slice(4));
  const revokedAt = known ? known.revokedAt : new Date(0);
  const nonce = itemsOf(itemsOf(extensions)[0])
    .map(itemsOf)
    .find(([name]) => oidOf(name) === OID.ocspNonce);
  return ocspResponse(authority.issuers(kind).ocsp, {
    ...{ id: rawBytes(id), revokedAt },
    nonce: octetsOf(nonce?.[1]),
    thisUpdate: new Date(at.getTime() - LEAD_MS),
    nextUpdate: new Date(at.getTime() + LIFE_MS),
  });
}

export type OcspOrder = {
  /** DER of the certificate's id in the question. */
  readonly id: Der;
  readonly revokedAt: Date | null;
  readonly isUnknown?: boolean;
  readonly nonce: Uint8Array | null;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
};

/** Makes an answer (RFC 6960 §4.2.1), signed by a responder. */
export function ocspResponse({ certificate, key }: Parameters<typeof signedBy>[0], order: OcspOrder): Der {
  const { id, revokedAt, isUnknown, nonce, thisUpdate, nextUpdate } = order;
  const status = isUnknown
    ? implicit(2, new Uint8Array())
    : revokedAt
      ? tagged(1, generalizedTime(revokedAt))
      : implicit(0, new Uint8Array());
  const single = sequence(
    id,
    status,
    generalizedTime(thisUpdate),
    ...(nextUpdate ? [tagged(0, generalizedTime(nextUpdate))] : []),
  );
  const body = sequence(
    tagged(1, certificate.subject),
    generalizedTime(thisUpdate),
    sequence(single),
    ...(nonce ? [tagged(1, sequence(extension(OID.ocspNonce, nonce)))] : []),
  );
  const basic = signedBy({ certificate, key }, body);
  return sequence(enumerated(0), tagged(0, sequence(oid(OID.ocspBasic), octets(basic))));
}

/** A signed body with the signer's certificate behind it. */
function signedBy({ certificate, key }: ReturnType<DemoAuthority["issuers"]>["ocsp"], body: Der): Der {
  const items = itemsOf(parseWhole(signed(body, key), bounds.cmsNodes) ?? undefined).map(rawBytes);
  return sequence(...items, tagged(0, sequence(certificate.der)));
}

/** Answers a request for a time stamp (RFC 3161 §2.4): the token over the imprint that was sent. */
function tspAnswer(authority: DemoAuthority, kind: KeyAlgorithm, body: Uint8Array, now: Date): Der | null {
  const [, imprint] = itemsOf(parseWhole(body, bounds.cmsNodes) ?? undefined);
  if (!imprint) return null;
  const token = timestampToken(authority.issuers(kind).tsa, rawBytes(imprint), now);
  return sequence(sequence(integer(0n)), token);
}

/** A time stamp over a signature, as NCALayer asks one for it: the imprint is made by the stamp's own algorithm. */
export const stampOf =
  (tsa: ReturnType<DemoAuthority["issuers"]>["tsa"], now: Date) =>
  (signature: Uint8Array): Der => {
    const { digest, digestOid } = KINDS[tsa.key.algorithm];
    return timestampToken(tsa, sequence(algorithm(digestOid), octets(digest(signature))), now);
  };

/** Makes a token (RFC 3161 §2.4.2): SignedData over what is stated. */
export function timestampToken(
  { certificate, key }: ReturnType<DemoAuthority["issuers"]>["tsa"],
  imprint: Der,
  now: Date,
): Der {
  const kind = KINDS[key.algorithm];
  const info = sequence(
    integer(1n),
    oid(TIMESTAMP_POLICY),
    imprint,
    integer(`00${randomBytes(8).toString("hex")}`),
    generalizedTime(now),
  );
  const attributes = set(
    attribute(OID.contentType, oid(OID.timestampInfo)),
    attribute(OID.messageDigest, octets(kind.digest(info))),
    attribute(OID.signingCertificateV2, certificateIdOf(certificate)),
  );
  const signer = sequence(
    integer(1n),
    sequence(certificate.issuer, Uint8Array.from(Buffer.from(certificate.serial, "hex"))),
    algorithm(kind.digestOid),
    Uint8Array.from([0xa0, ...attributes.subarray(1)]),
    algorithm(kind.signerOid),
    octets(key.sign(attributes)),
  );
  return signedData(OID.timestampInfo, info, [certificate], kind.digestOid, [signer]);
}

const TIMESTAMP_POLICY = "1.2.398.3.3.2.6.4";
