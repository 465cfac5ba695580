import { type Tx, withTenant } from "@/lib/db";
import { FROM_GENESIS } from "../core/check-journal";
import type { Sha256 } from "../core/journal";
import { type BookFault, bookFaults } from "../core/verify-book";
import { checkedStart, readBook, readSample, writeHead } from "../store/book";

/** Reading a register that sold for years takes its time. */
const READ_MS = 10 * 60_000;

export type Verified = {
  readonly documents: number;
  /** Entries of the journal that were looked at. */
  readonly entries: number;
  readonly head: { readonly seq: number; readonly hash: string; readonly stateHash: string } | null;
  /** The first one names the first document that is not as it was written. */
  readonly faults: readonly BookFault[];
};

type Where = { readonly tenantId: string; readonly registerId: string };

async function verifyFrom(
  tx: Tx,
  { tenantId, registerId }: Where,
  sha256: Sha256,
  from: Awaited<ReturnType<typeof checkedStart>>,
): Promise<Verified | null> {
  const book = await readBook(tx, tenantId, registerId, sha256, from?.fromSeq);
  if (!book) return null;
  const start = from ? { ...from.start, earlier: book.earlier } : FROM_GENESIS;
  return {
    documents: book.entries.filter(({ entry }) => entry === "document").length,
    entries: book.entries.length,
    head: book.state && book.stateHash ? { ...book.state.journal, stateHash: book.stateHash } : null,
    faults: bookFaults(book, sha256, start),
  };
}

/** Checks all that is stored of a register. Null where it never worked, or not for this organisation. */
export const verifyRegister = (where: Where, sha256: Sha256): Promise<Verified | null> =>
  withTenant(where.tenantId, (tx) => verifyFrom(tx, where, sha256, null), { timeoutMs: READ_MS });

/** One of so many old documents is looked at again each night. */
const OLD_SHARE = 100;
const SAMPLE_MAX = 500;

/**
 * The nightly check: all that came since the last Z-report that an earlier night covered, and a random hundredth of what is older.
 * Where nothing is wrong, the head of the journal is written down for the day.
 */
export async function checkNightly(
  where: Where,
  night: { readonly sha256: Sha256; readonly now: Date; readonly day: string; chance(): number },
): Promise<Verified | null> {
  const { tenantId, registerId } = where;
  const { sha256, now, day } = night;
  return withTenant(
    tenantId,
    async (tx) => {
      const from = await checkedStart(tx, tenantId, registerId);
      const verified = await verifyFrom(tx, where, sha256, from);
      if (!verified) return null;
      const old = from ? from.start.number : 0;
      const picked = Array.from({ length: Math.min(SAMPLE_MAX, Math.ceil(old / OLD_SHARE)) }, () =>
        Math.max(1, Math.ceil(night.chance() * old)),
      );
      const faults = [...verified.faults, ...(await readSample(tx, tenantId, registerId, picked, sha256))];
      if (faults.length === 0 && verified.head) await writeHead(tx, where, { day, at: now, ...verified.head }, sha256);
      return { ...verified, faults };
    },
    { timeoutMs: READ_MS },
  );
}
