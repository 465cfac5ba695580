import { createHash } from "node:crypto";
import * as asn1js from "asn1js";
import { err, ok, type Result } from "@/lib/kernel";
import { suiteOfIssued } from "./algorithms";
import {
  bitsOf,
  equalBytes,
  isTagged,
  itemsOf,
  type Node,
  octetsOf,
  oidOf,
  parseWhole,
  rawBytes,
  readable,
  timeOf,
  toHex,
} from "./asn1";
import { bounds } from "./bounds";
import { type Algorithm, algorithmOf, type Certificate, certificateOf } from "./certificate";
import { checkValidity, isIssuedBy } from "./chain";
import type { EdsError } from "./error";
import { OID } from "./oids";

/** What a responder says of one certificate. */
export type OcspAnswer = {
  readonly hashOid: string;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serial: string;
  readonly status: "good" | "revoked" | "unknown";
  readonly revokedAt: Date | null;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
};

/** An answer of a responder (RFC 6960 §4.2.1), read and not yet believed. */
export type OcspResponse = {
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: Algorithm;
  readonly signature: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly nonce: Uint8Array | null;
  readonly answers: readonly OcspAnswer[];
};

/** Reads a responder's answer from its bytes; null for anything else, also for a refusal to answer. */
export function parseOcsp(der: Uint8Array): OcspResponse | null {
  if (der.length > bounds.ocspBytes) return null;
  return readable(() => {
    const [status, explicit] = itemsOf(parseWhole(der, bounds.cmsNodes) ?? undefined);
    if (!(status instanceof asn1js.Enumerated) || status.valueBlock.valueDec !== 0) return null;
    const [type, octets] = itemsOf(itemsOf(explicit)[0]);
    const basic = octetsOf(octets);
    if (oidOf(type) !== OID.ocspBasic || !basic) return null;
    const [tbs, algorithm, value, certificates, ...more] = itemsOf(parseWhole(basic, bounds.cmsNodes) ?? undefined);
    const signature = bitsOf(value);
    if (!tbs || !signature || more.length > 0) return null;
    const read = itemsOf(itemsOf(certificates)[0]).map(certificateOf);
    if (read.some((certificate) => certificate === null) || read.length > bounds.cmsCertificates) return null;
    return {
      ...{ tbs: rawBytes(tbs), signatureAlgorithm: algorithmOf(algorithm), signature },
      certificates: read.filter((certificate) => certificate !== null),
      ...factsOf(tbs),
    };
  });
}

function factsOf(tbs: Node): Pick<OcspResponse, "nonce" | "answers"> {
  const fields = itemsOf(tbs);
  const answers = fields.find((field) => field instanceof asn1js.Sequence);
  const extensions = itemsOf(itemsOf(fields.find((field, index) => index > 1 && isTagged(field, 1)))[0]).map(itemsOf);
  if (extensions.some(([id, second]) => isTrue(second) && oidOf(id) !== OID.ocspNonce))
    throw new Error("an unknown extension is critical");
  const nonce = extensions.find(([id]) => oidOf(id) === OID.ocspNonce)?.at(-1);
  // The random word stands as octets inside the octets of an extension (RFC 6960 §4.4.1).
  const octets = octetsOf(nonce);
  return { nonce: octets && octetsOf(parseWhole(octets, 4) ?? undefined), answers: itemsOf(answers).map(answerOf) };
}

const isTrue = (node: Node | undefined): boolean => node instanceof asn1js.Boolean && node.valueBlock.value === true;

function answerOf(node: Node): OcspAnswer {
  const [id, status, since, ...rest] = itemsOf(node);
  const [algorithm, nameHash, keyHash, serial] = itemsOf(id);
  const [issuerNameHash, issuerKeyHash, thisUpdate] = [octetsOf(nameHash), octetsOf(keyHash), timeOf(since)];
  if (!issuerNameHash || !issuerKeyHash || !thisUpdate || !(serial instanceof asn1js.Integer) || !status)
    throw new Error("not an answer");
  const until = rest.find((part) => isTagged(part, 0));
  const extensions = itemsOf(itemsOf(rest.find((part) => isTagged(part, 1)))[0]).map(itemsOf);
  if (extensions.some(([, second]) => isTrue(second))) throw new Error("an unknown extension is critical");
  const nextUpdate = until ? timeOf(itemsOf(until)[0]) : null;
  if (until && !nextUpdate) throw new Error("not a time");
  return {
    ...{ hashOid: algorithmOf(algorithm).oid, issuerNameHash, issuerKeyHash, serial: toHex(rawBytes(serial)) },
    ...statusOf(status),
    ...{ thisUpdate, nextUpdate },
  };
}

function statusOf(node: Node): Pick<OcspAnswer, "status" | "revokedAt"> {
  if (isTagged(node, 0)) return { status: "good", revokedAt: null };
  if (!isTagged(node, 1)) return { status: "unknown", revokedAt: null };
  const revokedAt = timeOf(itemsOf(node)[0]);
  if (!revokedAt) throw new Error("a revocation has its time");
  return { status: "revoked", revokedAt };
}

/** What is asked, by which an answer is known again. */
export type OcspQuestion = {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** Null when none was sent. */
  readonly nonce: Uint8Array | null;
};

const unknown = err({ code: "eds.revocation_unknown" } as const);

/** An answer counts only when it is about our certificate, by a responder of its own authority, fresh, and to our question. */
export function checkOcsp(response: OcspResponse, question: OcspQuestion, at: Date): Result<OcspAnswer, EdsError> {
  if (!isSignedByResponder(response, question.issuer, at)) return unknown;
  if (question.nonce && (!response.nonce || !equalBytes(response.nonce, question.nonce))) return unknown;
  const answer = response.answers.find((one) => isAbout(one, question));
  return answer && isFresh(answer, at) ? ok(answer) : unknown;
}

/** The authority itself, or one that it issued a certificate for answering, alive now. */
export function isSignedByResponder(response: OcspResponse, issuer: Certificate, at: Date): boolean {
  const isResponder = (one: Certificate) =>
    one.extKeyUsage.has(OID.forOcsp) && checkValidity(one, at).ok && isIssuedBy(one, issuer);
  return [issuer, ...response.certificates.filter(isResponder)].some((responder) => {
    const algorithms = [response.signatureAlgorithm, response.signatureAlgorithm] as const;
    const isRight = suiteOfIssued(responder.keyAlgorithm, algorithms)?.readKey(responder.publicKey);
    return isRight?.(response.tbs, response.signature) === true;
  });
}

/** Whether an answer names our certificate: serial number, and hashes of its issuer's name and key. */
export function isAbout(answer: OcspAnswer, { certificate, issuer }: OcspQuestion): boolean {
  if (answer.hashOid !== OID.sha256 || answer.serial !== certificate.serial) return false;
  const { name, key } = issuerHashes(issuer);
  return equalBytes(answer.issuerNameHash, name) && equalBytes(answer.issuerKeyHash, key);
}

/** SHA-256 of the issuer's name and of its key's bytes, as a question names an issuer. */
export function issuerHashes(issuer: Certificate): { readonly name: Uint8Array; readonly key: Uint8Array } {
  const key = bitsOf(itemsOf(parseWhole(issuer.publicKey, bounds.cmsNodes) ?? undefined)[1]) ?? new Uint8Array();
  const sha256 = (bytes: Uint8Array) => Uint8Array.from(createHash("sha256").update(bytes).digest());
  return { name: sha256(issuer.subject), key: sha256(key) };
}

function isFresh({ thisUpdate, nextUpdate }: OcspAnswer, at: Date): boolean {
  const until = nextUpdate?.getTime() ?? thisUpdate.getTime() + bounds.ocspAgeMs;
  return thisUpdate.getTime() <= at.getTime() + bounds.skewMs && at.getTime() < until;
}

/** Reads the status: good, or since when not. A serial number that was never issued (RFC 6960 §4.4.8) is a forgery, not a revocation. */
export function checkStatus({ status, revokedAt }: OcspAnswer, moment: Date | null): Result<true, EdsError> {
  if (status === "good") return ok(true);
  if (status === "unknown" || !revokedAt) return unknown;
  if (revokedAt.getTime() === 0) return err({ code: "eds.untrusted" });
  return moment !== null && revokedAt > moment ? ok(true) : err({ code: "eds.revoked", revokedAt });
}

/** The bytes of a question (RFC 6960 §4.1.1) about one certificate. */
export function ocspRequest({ certificate, issuer, nonce }: OcspQuestion): Uint8Array {
  const { name, key } = issuerHashes(issuer);
  const octets = (bytes: Uint8Array) => new asn1js.OctetString({ valueHex: Uint8Array.from(bytes).buffer });
  const sequence = (...value: asn1js.BaseBlock[]) => new asn1js.Sequence({ value });
  const serial = asn1js.fromBER(Buffer.from(certificate.serial, "hex")).result;
  const id = sequence(
    sequence(new asn1js.ObjectIdentifier({ value: OID.sha256 }), new asn1js.Null()),
    octets(name),
    octets(key),
    serial,
  );
  const extension = nonce
    ? [
        new asn1js.Constructed({
          idBlock: { tagClass: 3, tagNumber: 2 },
          value: [
            sequence(
              sequence(
                new asn1js.ObjectIdentifier({ value: OID.ocspNonce }),
                octets(new Uint8Array(octets(nonce).toBER())),
              ),
            ),
          ],
        }),
      ]
    : [];
  return new Uint8Array(sequence(sequence(sequence(sequence(id)), ...extension)).toBER());
}
