import { createHash } from "node:crypto";

/** An answer about certificates that was relied on, kept with a signature so that the question can be asked again years later. */
export type StatusEvidence = {
  readonly kind: "crl" | "ocsp";
  readonly address: string;
  readonly bytes: Uint8Array;
  readonly sha256: Uint8Array;
  readonly thisUpdate: Date;
  /** Null where an answer about one certificate names no end. */
  readonly nextUpdate: Date | null;
};

export const evidenceOf = (
  kind: StatusEvidence["kind"],
  address: string,
  bytes: Uint8Array,
  dates: Pick<StatusEvidence, "thisUpdate" | "nextUpdate">,
): StatusEvidence => ({
  ...{ kind, address, bytes, thisUpdate: dates.thisUpdate, nextUpdate: dates.nextUpdate },
  sha256: Uint8Array.from(createHash("sha256").update(bytes).digest()),
});
