import { type Certificate, fingerprintOf, onlyName } from "../core/certificate";
import { OID } from "../core/oids";
import type { SoundSignature } from "../core/verify";
import type { StatusEvidence } from "../revocation/evidence";
import type { Judged } from "./judge";

/** What was checked and found, for people and for courts; plain JSON. */
export type VerificationReport = {
  readonly algorithms: string;
  readonly decidedAt: string;
  /** The time that the judgement is about, and by what it is known. */
  readonly moment: { readonly at: string; readonly by: "received" | "timestamp" };
  readonly claimedSigningTime: string | null;
  readonly timestamp: { readonly at: string; readonly authority: string; readonly trusted: boolean } | null;
  readonly oddNumber: boolean;
  readonly chain: readonly ChainLine[];
  readonly statuses: readonly {
    readonly kind: "crl" | "ocsp";
    readonly address: string;
    readonly sha256: string;
    readonly thisUpdate: string;
    readonly nextUpdate: string | null;
  }[];
};

export type ChainLine = { readonly name: string; readonly sha256: string; readonly notAfter: string };

export const chainLine = (certificate: Certificate): ChainLine => ({
  name: onlyName(certificate, OID.commonName) ?? "",
  sha256: fingerprintOf(certificate),
  notAfter: certificate.notAfter.toISOString(),
});

export const timestampLine = ({ timestamp }: SoundSignature): VerificationReport["timestamp"] =>
  timestamp && {
    at: timestamp.at.toISOString(),
    authority: timestamp.authority,
    trusted: timestamp.chain !== null,
  };

export const statusLine = (status: StatusEvidence): VerificationReport["statuses"][number] => ({
  ...{ kind: status.kind, address: status.address, sha256: Buffer.from(status.sha256).toString("hex") },
  thisUpdate: status.thisUpdate.toISOString(),
  nextUpdate: status.nextUpdate?.toISOString() ?? null,
});

export const reportOf = ({ sound, signer, statuses, at }: Judged): VerificationReport => ({
  ...{ algorithms: sound.suite, decidedAt: at.toISOString() },
  moment: { at: sound.moment.at.toISOString(), by: sound.moment.by },
  claimedSigningTime: sound.claimedAt?.toISOString() ?? null,
  timestamp: timestampLine(sound),
  oddNumber: signer.oddNumber,
  chain: sound.chain.map(chainLine),
  statuses: statuses.map(statusLine),
});
