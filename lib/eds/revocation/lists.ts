import { createHash } from "node:crypto";
import type { Clock } from "@/lib/kernel";
import { err, ok, type Result } from "@/lib/kernel";
import type { Certificate } from "../core/certificate";
import type { Chain } from "../core/chain";
import { type Crl, checkCrl, checkNotListed, parseCrl } from "../core/crl";
import type { EdsError } from "../core/error";
import { fetchList, type ListHosts } from "./fetch-list";

/** A list that was consulted, kept with a signature so that the question can be asked again years later. */
export type ListEvidence = {
  readonly address: string;
  readonly bytes: Uint8Array;
  readonly sha256: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
};

type Kept = { readonly crl: Crl; readonly bytes: Uint8Array; readonly fetchedAtMs: number };

/** A kept list is asked for anew after this time, although it may still be fresh: revocations should be heard soon. */
const KEEP_MS = 5 * 60 * 1000;
const KEPT_MAX = 16;

export type Revocation = {
  /** Not revoked, by fresh lists of every authority of the path; or why it cannot be said. */
  check(chain: Chain, needsAuthorityLists: boolean): Promise<Result<ListEvidence[], EdsError>>;
};

/** Revocation by lists, kept in the process while they are fresh. */
export function revocationByLists(clock: Clock, hosts: () => ListHosts): Revocation {
  const kept = new Map<string, Kept>();
  const running = new Map<string, Promise<Kept | null>>();

  /** The list at an address: the kept one while it is young, else a new one, else the kept one again if nothing came. */
  async function listAt(address: string, issuer: Certificate): Promise<Kept | null> {
    const have = kept.get(address);
    const now = clock.now();
    const usable = have && checkCrl(have.crl, issuer, now).ok ? have : null;
    if (usable && now.getTime() - usable.fetchedAtMs < KEEP_MS) return usable;
    const loading = running.get(address) ?? load(address).finally(() => running.delete(address));
    running.set(address, loading);
    const fresh = await loading;
    if (!fresh || !checkCrl(fresh.crl, issuer, clock.now()).ok) return usable;
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(address, fresh);
    return fresh;
  }

  async function load(address: string): Promise<Kept | null> {
    const bytes = await fetchList(address, hosts());
    const crl = bytes && parseCrl(bytes);
    return bytes && crl ? { crl, bytes, fetchedAtMs: clock.now().getTime() } : null;
  }

  async function checkOne(certificate: Certificate, issuer: Certificate): Promise<Result<ListEvidence, EdsError>> {
    for (const address of certificate.crlAddresses.slice(0, 4)) {
      const list = await listAt(address, issuer);
      if (!list?.crl.nextUpdate) continue;
      const clean = checkNotListed(list.crl, certificate, null);
      if (!clean.ok) return clean;
      const { thisUpdate, nextUpdate } = list.crl;
      const sha256 = createHash("sha256").update(list.bytes).digest();
      return ok({ address, bytes: list.bytes, sha256: Uint8Array.from(sha256), thisUpdate, nextUpdate });
    }
    return err({ code: "eds.revocation_unknown" });
  }

  return {
    async check(chain, needsAuthorityLists) {
      const evidence: ListEvidence[] = [];
      for (const [index, certificate] of chain.entries()) {
        const issuer = chain[index + 1];
        if (!issuer) break;
        // The demo and test sets may hold an authority whose own status nobody publishes; production never skips it.
        if (index > 0 && certificate.crlAddresses.length === 0 && !needsAuthorityLists) continue;
        const answer = await checkOne(certificate, issuer);
        // An authority that lost its own certificate vouches for nobody; the signer's key is not to blame.
        if (!answer.ok)
          return index > 0 && answer.error.code === "eds.revoked" ? err({ code: "eds.untrusted" }) : answer;
        evidence.push(answer.value);
      }
      return ok(evidence);
    },
  };
}
