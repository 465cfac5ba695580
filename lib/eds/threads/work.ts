import { err, ok, type Result } from "@/lib/kernel";
import { toHex } from "../core/asn1";
import { type Certificate, parseCertificate } from "../core/certificate";
import { parseCms } from "../core/cms";
import { type Crl, isCrlOf, parseCrl } from "../core/crl";
import type { EdsError } from "../core/error";
import { checkOcsp, type OcspAnswer, parseOcsp } from "../core/ocsp";
import { attachedContent, type SoundSignature, verifySignature, verifySigner } from "../core/verify";

/** What a signature is judged by, as it travels to a thread: certificates as DER. */
export type SentJudging = {
  readonly anchors: readonly Uint8Array[];
  readonly at: Date;
  readonly byTimestamp: boolean;
  readonly gost2004Until: Date | null;
};

/** A piece of work on bytes that came from outside. */
export type Job =
  | {
      readonly kind: "signature";
      readonly cms: Uint8Array;
      readonly content: Uint8Array;
      readonly judging: SentJudging;
    }
  | {
      readonly kind: "signers";
      readonly cms: Uint8Array;
      readonly content: Uint8Array | null;
      readonly judging: SentJudging;
    }
  | { readonly kind: "list"; readonly bytes: Uint8Array; readonly issuer: Uint8Array }
  | {
      readonly kind: "ocsp";
      readonly bytes: Uint8Array;
      readonly certificate: Uint8Array;
      readonly issuer: Uint8Array;
      readonly nonce: Uint8Array | null;
      readonly at: Date;
    };

/** Everybody who signed, each judged by himself. */
export type Signers = {
  readonly content: Uint8Array;
  readonly attached: boolean;
  readonly signers: readonly Result<SoundSignature, EdsError>[];
};

/** A list that is its issuer's, without the bytes that proved it. */
export type ReadList = Pick<Crl, "thisUpdate" | "nextUpdate" | "revoked">;

export type Answers = {
  readonly signature: Result<SoundSignature, EdsError>;
  readonly signers: Result<Signers, EdsError>;
  readonly list: ReadList | null;
  readonly ocsp: Result<OcspAnswer, EdsError>;
};

/** Does a piece of work. It is pure, so it may be done in any thread. */
export function doWork<Kind extends Job["kind"]>(job: Job & { readonly kind: Kind }): Answers[Kind];
export function doWork(job: Job): Answers[Job["kind"]] {
  switch (job.kind) {
    case "signature":
      return verifySignature(job.cms, job.content, judgingOf(job.judging));
    case "signers":
      return judgeAll(job.cms, job.content, job.judging);
    case "list":
      return readList(job.bytes, known(job.issuer));
    case "ocsp":
      return readOcsp(job);
  }
}

const judgingOf = (sent: SentJudging) => ({ ...sent, anchors: sent.anchors.map(known) });

/** Certificates of our own configuration are read once in a thread, and their links are remembered with them. */
const read = new Map<string, Certificate>();
const READ_MAX = 200;

function known(der: Uint8Array): Certificate {
  const key = toHex(der);
  const certificate = read.get(key) ?? parseCertificate(der);
  if (!certificate) throw new Error("a certificate of our own is readable");
  if (read.size >= READ_MAX) read.clear();
  read.set(key, certificate);
  return certificate;
}

function judgeAll(der: Uint8Array, given: Uint8Array | null, sent: SentJudging): Result<Signers, EdsError> {
  const cms = parseCms(der);
  if (!cms.ok) return cms;
  const content = given ? ok(given) : attachedContent(cms.value);
  if (!content.ok) return content;
  if (cms.value.signers.length === 0) return err({ code: "eds.signers_count" });
  const judging = judgingOf(sent);
  return ok({
    content: content.value,
    attached: cms.value.content !== null,
    signers: cms.value.signers.map((signer) => verifySigner(cms.value, signer, content.value, judging)),
  });
}

function readList(bytes: Uint8Array, issuer: Certificate): ReadList | null {
  const crl = parseCrl(bytes);
  if (!crl || !isCrlOf(crl, issuer)) return null;
  return { thisUpdate: crl.thisUpdate, nextUpdate: crl.nextUpdate, revoked: crl.revoked };
}

function readOcsp({ bytes, certificate, issuer, nonce, at }: Job & { kind: "ocsp" }): Result<OcspAnswer, EdsError> {
  const response = parseOcsp(bytes);
  if (!response) return err({ code: "eds.revocation_unknown" });
  return checkOcsp(response, { certificate: known(certificate), issuer: known(issuer), nonce }, at);
}
