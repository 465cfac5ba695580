import type { Clock } from "@/lib/kernel";
import { err, ok, type Result } from "@/lib/kernel";
import { type Certificate, fingerprintOf } from "../core/certificate";
import { checkNotListed, isCrlFresh } from "../core/crl";
import type { EdsError } from "../core/error";
import type { Threads } from "../threads/pool";
import type { ReadList } from "../threads/work";
import { evidenceOf, type StatusEvidence } from "./evidence";
import { fetchBounded, type Hosts } from "./fetch";

/** Lists that outlive the process and are shared by all of them; the worker brings them up to date. */
export type ListShelf = {
  read(address: string): Promise<{ readonly bytes: Uint8Array; readonly fetchedAt: Date } | null>;
  /** The newest list of an address stays, whoever comes last. */
  write(list: ShelvedList): Promise<void>;
};

export type ShelvedList = Pick<StatusEvidence, "address" | "bytes" | "thisUpdate"> & {
  readonly fetchedAt: Date;
  /** Fingerprint of the authority's certificate. */
  readonly issuer: string;
};

type Kept = { readonly list: ReadList; readonly bytes: Uint8Array; readonly fetchedAtMs: number };

/** A kept list is asked for anew after this time, although it may still be fresh: revocations should be heard soon. */
export const KEEP_MS = 5 * 60 * 1000;
const KEPT_MAX = 16;

export type ListSources = {
  readonly clock: Clock;
  readonly hosts: () => Hosts;
  readonly threads: () => Threads;
  readonly shelf: ListShelf;
};

export type Lists = {
  /** Not on a fresh list of its issuer at the moment that counts; or why that cannot be said. */
  check(certificate: Certificate, issuer: Certificate, moment: Date | null): Promise<Result<StatusEvidence, EdsError>>;
  /** Fetches the list at an address and puts it on the shelf; whether a fresh one of this issuer came. */
  refresh(address: string, issuer: Certificate): Promise<boolean>;
};

/** Revocation lists: kept in the process while they are young, then from the shelf, then fetched, then old ones up to their end. */
export function revocationLists({ clock, hosts, threads, shelf }: ListSources): Lists {
  const kept = new Map<string, Kept>();
  const running = new Map<string, Promise<Kept | null>>();

  const isYoung = ({ fetchedAtMs }: Kept): boolean => clock.now().getTime() - fetchedAtMs < KEEP_MS;
  const isUsable = (one: Kept | null | undefined): one is Kept => Boolean(one && isCrlFresh(one.list, clock.now()));

  async function listAt(address: string, issuer: Certificate): Promise<Kept | null> {
    const key = `${address} ${issuer.subjectKeyId ?? issuer.serial}`;
    const have = kept.get(key);
    if (isUsable(have) && isYoung(have)) return have;
    const loading = running.get(key) ?? load(address, issuer, have ?? null).finally(() => running.delete(key));
    running.set(key, loading);
    const found = await loading;
    if (!found) return null;
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(key, found);
    return found;
  }

  /** The youngest usable list of the shelf, the network and the process. */
  async function load(address: string, issuer: Certificate, have: Kept | null): Promise<Kept | null> {
    const shelved = await fromShelf(address, issuer);
    if (isUsable(shelved) && isYoung(shelved)) return shelved;
    const fresh = await fromNetwork(address, issuer);
    return [fresh, shelved, have].find(isUsable) ?? null;
  }

  async function fromShelf(address: string, issuer: Certificate): Promise<Kept | null> {
    const found = await shelf.read(address);
    return found && readList(found.bytes, issuer, found.fetchedAt.getTime());
  }

  async function fromNetwork(address: string, issuer: Certificate): Promise<Kept | null> {
    const bytes = await fetchBounded(address, hosts());
    const found = bytes && (await readList(bytes, issuer, clock.now().getTime()));
    if (!isUsable(found)) return null;
    const { thisUpdate } = found.list;
    const facts = { address, issuer: fingerprintOf(issuer), thisUpdate, fetchedAt: clock.now() };
    await shelf.write({ ...facts, bytes: found.bytes });
    return found;
  }

  async function readList(bytes: Uint8Array, issuer: Certificate, fetchedAtMs: number): Promise<Kept | null> {
    const list = await threads().run({ kind: "list", bytes, issuer: issuer.der });
    return list.ok && list.value ? { list: list.value, bytes, fetchedAtMs } : null;
  }

  return {
    async check(certificate, issuer, moment) {
      for (const address of certificate.crlAddresses.slice(0, 4)) {
        const found = await listAt(address, issuer);
        if (!found) continue;
        const clean = checkNotListed(found.list, certificate, moment);
        return clean.ok ? ok(evidenceOf("crl", address, found.bytes, found.list)) : clean;
      }
      return err({ code: "eds.revocation_unknown" });
    },
    refresh: async (address, issuer) => (await fromNetwork(address, issuer)) !== null,
  };
}
