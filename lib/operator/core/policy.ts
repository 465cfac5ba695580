/**
 * What the protocol leaves open, decided (ofd-protocol §9, reliability §2.5). A register must live with either side of each; tests
 * and the stand turn them.
 */
export type Policy = {
  /**
   * What a refused document leaves behind. `forgotten`: nothing. `remembered`: the same token, number and command hear the refusal
   * again. `rotating`: the same, and the refusal hands out a new token.
   */
  readonly refusals: "forgotten" | "remembered" | "rotating";
  /** Whether every message must carry `offline_period`, begin equal to end while there is a link. */
  readonly demandOfflinePeriod: boolean;
  /** Whether a receipt must name its field of business, from 2.0.3 on. */
  readonly demandDomain: boolean;
  /** What code 18 means before 2.0.4: no such barcode, or nothing. From 2.0.4 on it means deregistered. */
  readonly code18: "barcode_unknown" | "unused";
  /**
   * Whether REPORT must carry the token that its answer brings. Without it whoever knows id, РНМ, factory number and БИН, which every
   * receipt shows, is told the token. By ofd-protocol §2.4 it must not.
   */
  readonly demandReportToken: boolean;
  /** Whether INFO tells the last document. */
  readonly tellLastDocument: boolean;
};

export const DEFAULT_POLICY: Policy = {
  refusals: "forgotten",
  demandOfflinePeriod: false,
  demandDomain: true,
  demandReportToken: false,
  code18: "barcode_unknown",
  tellLastDocument: true,
};
