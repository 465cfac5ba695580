/** A place where the visitor's browser may find a program that holds keys. Safe in the browser. */
export type NcaAddress = {
  readonly kind: "ncalayer" | "demo";
  readonly url: string;
  /** The small window of the demo stand-in; it must be opened within the visitor's click. */
  readonly windowUrl?: string;
};

/** In the order in which they are offered. */
export type NcaAddresses = readonly NcaAddress[];

/** Signing purpose in extKeyUsage: asked of NCALayer for documents, so that it offers signing keys only. */
export const SIGNING_PURPOSE = "1.3.6.1.5.5.7.3.4";
