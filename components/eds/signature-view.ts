/** One signature as people read it: every moment and number already written out. */
export type SignatureView = {
  readonly name: string;
  readonly iin: string;
  readonly bin: string | null;
  readonly organization: string | null;
  readonly role: string;
  readonly serial: string;
  readonly keyUntil: string;
  readonly algorithm: string;
  /** The moment that decided, and by what it is known. */
  readonly at: string;
  readonly by: "received" | "timestamp";
  readonly claimedAt: string | null;
  readonly timestamp: { readonly at: string; readonly authority: string; readonly trusted: boolean } | null;
  readonly chain: readonly { readonly name: string; readonly sha256: string; readonly until: string }[];
  readonly statuses: readonly {
    readonly kind: "crl" | "ocsp";
    readonly address: string;
    readonly sha256: string;
    readonly from: string;
    readonly until: string | null;
  }[];
};
