/** A place where the visitor's browser may find a program that holds keys. Safe in the browser. */
export type NcaAddress = {
  readonly kind: "ncalayer" | "demo";
  readonly url: string;
  /** The small window of the demo stand-in; it must be opened within the visitor's click. */
  readonly windowUrl?: string;
};

/** In the order in which they are offered. */
export type NcaAddresses = readonly NcaAddress[];

/** Where a key may live, in NCALayer's words and in the order in which people are offered them. */
export const KEY_STORAGES = [
  "PKCS12",
  "AKKaztokenStore",
  "AKKZIDCardStore",
  "AKEToken72KStore",
  "AKJaCartaStore",
] as const;
export type KeyStorage = (typeof KEY_STORAGES)[number];

/** Purposes in extKeyUsage by which NCALayer is asked to leave out keys that would be refused anyway. */
export const SIGNING_PURPOSE = "1.3.6.1.5.5.7.3.4";
export const LEGAL_PURPOSE = "1.2.398.3.3.4.1.2";
export const INDIVIDUAL_PURPOSE = "1.2.398.3.3.4.1.1";
