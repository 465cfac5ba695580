/** Bounds of what is read from outside. Our choice unless cited. */
export const bounds = {
  /** One CMS as text or bytes: ten times a real one with an attached application. */
  cmsBytes: 1024 * 1024,
  /** Values inside one CMS, as the parser counts them. */
  cmsNodes: 5_000,
  /** Certificates inside one CMS. */
  cmsCertificates: 8,
  /** Signers inside one CMS; more than one are only ever looked at on the page for anybody's signatures. */
  cmsSigners: 4,
  /** One answer about one certificate. */
  ocspBytes: 64 * 1024,
  /** An answer that names no end is believed this long. */
  ocspAgeMs: 10 * 60 * 1000,
  certificateBytes: 16 * 1024,
  /** One revocation list: lists of the national authority grow to some megabytes. */
  crlBytes: 24 * 1024 * 1024,
  /** Numbers on one list. */
  crlEntries: 1_000_000,
  rsaBitsMin: 2048,
  rsaBitsMax: 8192,
  /** From the signer to the anchor; the national chain has three. */
  chainLength: 5,
  /** How far other clocks may be ahead of ours. */
  skewMs: 5 * 60 * 1000,
  /** A name inside a certificate. */
  nameLength: 300,
  /** House rule of the room: a challenge lives at most five minutes (the table checks it too). */
  challengeMs: 5 * 60 * 1000,
} as const;
