import { log } from "@/lib/config";
import { fingerprintOf } from "../core/certificate";
import { isIssuedBy } from "../core/chain";
import type { Lists } from "../revocation/lists";
import type { TrustStore } from "../trust/store";

export type RefreshDeps = {
  readonly trust: () => TrustStore;
  readonly lists: Pick<Lists, "refresh">;
  readonly known: () => Promise<readonly { readonly address: string; readonly issuer: string }[]>;
};

/**
 * Fetches anew every list that our authorities name and every one that a signature ever asked for, so that a request seldom waits
 * for one and an authority out of reach is noticed by us first.
 */
export const refreshLists =
  ({ trust, lists, known }: RefreshDeps) =>
  async (): Promise<{ readonly fetched: number; readonly failed: number }> => {
    const { anchors } = trust();
    const byFingerprint = new Map(anchors.map((anchor) => [fingerprintOf(anchor), anchor]));
    const wanted = new Map(
      (await known()).flatMap(({ address, issuer }) => {
        const anchor = byFingerprint.get(issuer);
        return anchor ? [[address, anchor] as const] : [];
      }),
    );
    for (const anchor of anchors) {
      const issuer = anchors.find((other) => other !== anchor && isIssuedBy(anchor, other));
      if (issuer) for (const address of anchor.crlAddresses) wanted.set(address, issuer);
    }
    let failed = 0;
    for (const [address, issuer] of wanted)
      if (!(await lists.refresh(address, issuer))) {
        failed += 1;
        log("warn", "eds.list_unavailable", { address });
      }
    return { fetched: wanted.size - failed, failed };
  };
