import type { Change, Written } from "@/lib/fiscal/store/port";
import { MemoryStore, type QueueRow, type RegisterTables } from "../../support/memory-store";
import type { Options } from "../schedule";
import type { WrapStore } from "../world";

// Bugs that live in a store: each breaks one promise of the port.

/** Numbers from a sequence: a try that loses its race has used one up. */
class SequenceStore extends MemoryStore {
  readonly #next = new Map<string, number>();

  override async commit(tenantId: string, registerId: string, change: Change): Promise<Written> {
    const { document, next } = change;
    if (!document) return super.commit(tenantId, registerId, change);
    const number = Math.max(this.#next.get(registerId) ?? 1, document.number);
    this.#next.set(registerId, number + 1);
    return super.commit(tenantId, registerId, {
      ...{ ...change, document: { ...document, number }, next: { ...next, lastNumber: number } },
    });
  }

  protected override check(): void {
    // A sequence knows nothing of gaps.
  }
}

class VersionlessStore extends MemoryStore {
  protected override isCurrent(): boolean {
    return true;
  }

  protected override check(): void {
    // What is not compared is not refused either.
  }
}

class EpochlessStore extends MemoryStore {
  protected override isOwn(): boolean {
    return true;
  }

  protected override movedLease(old: QueueRow, lease: Change["lease"], now: number): QueueRow | null {
    const held = { ...old, leaseUntil: old.leaseUntil ?? now };
    return super.movedLease(lease?.do === "hold" || lease?.do === "release" ? held : old, lease, now);
  }

  protected override isCurrent(tables: RegisterTables, change: Change): boolean {
    return tables.version === change.version;
  }
}

/** The record of the key follows in a transaction of its own. */
const lateKey: WrapStore = (store) => ({
  ...calls(store),
  async commit(tenantId, registerId, change) {
    const { idempotency, ...rest } = change;
    const written = await store.commit(tenantId, registerId, rest);
    if (!idempotency || !change.document || written.outcome !== "done") return written;
    const late = { idempotency, document: change.document };
    await remembering(store).remember(tenantId, registerId, late);
    return written;
  },
});

/** What has to go out is committed only after the network answered: one transaction around both. */
const aroundNetwork: WrapStore = (store) => {
  const open = new Map<string, Change[]>();
  return {
    ...calls(store),
    async commit(tenantId, registerId, change) {
      const before = open.get(registerId) ?? [];
      if (change.document && change.seal) {
        const reading = await store.read(tenantId, registerId);
        if (reading?.situation.version !== change.version) return { outcome: "lost" };
        open.set(registerId, [change]);
        return { outcome: "done", version: change.version + 1, epoch: 0 };
      }
      open.delete(registerId);
      for (const held of before) await store.commit(tenantId, registerId, held);
      return store.commit(tenantId, registerId, change);
    },
  };
};

/** The planted store's own call, through the process's port as all others. */
const remembering = (store: object): LateKeys => store as LateKeys; // cast: LateKeyStore below

type LateKeys = {
  remember(
    tenantId: string,
    registerId: string,
    late: Required<Pick<Change, "idempotency" | "document">>,
  ): Promise<void>;
};

class LateKeyStore extends MemoryStore implements LateKeys {
  async remember(_tenantId: string, registerId: string, late: Required<Pick<Change, "idempotency" | "document">>) {
    const { scope, key, inputHash } = late.idempotency;
    this.tables.get(registerId)?.keys.set(`${scope}\n${key}`, { inputHash, documentId: late.document.id });
  }
}

/** The methods of a store as plain functions. */
const calls = (store: Parameters<WrapStore>[0]): ReturnType<WrapStore> => ({
  enroll: (...args) => store.enroll(...args),
  read: (...args) => store.read(...args),
  commit: (...args) => store.commit(...args),
  takeLease: (...args) => store.takeLease(...args),
  takeDue: (...args) => store.takeDue(...args),
  release: (...args) => store.release(...args),
  document: (...args) => store.document(...args),
  documentByNumber: (...args) => store.documentByNumber(...args),
  basis: (...args) => store.basis(...args),
  seal: (...args) => store.seal(...args),
});

/** The plants of this file by name. */
const STORES: Readonly<Record<string, Pick<Options, "wrap" | "makeStore">>> = {
  "sequence used for numbers": { makeStore: (now) => new SequenceStore(now) },
  "version not compared": { makeStore: (now) => new VersionlessStore(now) },
  "lease without epoch": { makeStore: (now) => new EpochlessStore(now) },
  "idempotency row in another transaction": { makeStore: (now) => new LateKeyStore(now), wrap: lateKey },
  "network inside the transaction": { wrap: aroundNetwork },
};

export const storePlants: readonly string[] = Object.keys(STORES);

/** The store of a schedule, with the bug of that name in it; a name of no store changes nothing. */
export const wrapped = (plant: string | null): Pick<Options, "wrap" | "makeStore"> =>
  plant === null ? {} : (STORES[plant] ?? {});
