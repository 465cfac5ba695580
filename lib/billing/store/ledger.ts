import { systemClock, systemRandomness } from "@/lib/config";
import type { Tx } from "@/lib/db";
import { formatDay, invariant, newId, present, type Tiyn, tiyn } from "@/lib/kernel";
import type { LedgerComment, LedgerKind } from "../core/comment";
import words from "../texts/comments.json";

/** Mirror accounts of a tenant: what the bank gave, what the client may spend, what we earned. */
export type LedgerAccountCode = "bank" | "client" | "income";

export type NewEntry = {
  readonly tenantId: string;
  readonly kind: LedgerKind;
  /** The same key never moves money twice. */
  readonly key: string;
  readonly debit: LedgerAccountCode;
  readonly credit: LedgerAccountCode;
  readonly amountTiyn: Tiyn;
  readonly comment: LedgerComment;
  readonly reversesId?: string;
};

export type Written =
  | { readonly outcome: "written" | "repeated"; readonly id: string }
  | { readonly outcome: "not_enough"; readonly availableTiyn: Tiyn };

/** The words that stay in the record. */
function recordText(comment: LedgerComment): string {
  const facts: Record<string, string> =
    comment.code === "contract"
      ? { ...comment, day: formatDay(comment.day), paidOn: formatDay(comment.paidOn) }
      : { ...comment };
  return words[comment.code].replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? "");
}

/** Writes one entry with its posting and balances, or nothing. The tenant's accounts stay locked until the transaction ends. */
export async function writeEntry(tx: Tx, entry: NewEntry): Promise<Written> {
  const { tenantId, kind, key, debit, credit, amountTiyn, comment } = entry;
  invariant(amountTiyn > 0n, "a posting moves a positive sum");
  const id = newId(systemClock, systemRandomness);
  const rows = await tx.$queryRaw<{ answer: { outcome: string; id?: string; available?: string } }[]>`
    SELECT cabinet.ledger_write(${tenantId}::uuid, ${id}::uuid, ${kind}, ${key}, ${debit}, ${credit}, ${amountTiyn}::bigint,
      ${JSON.stringify(comment)}::jsonb, ${recordText(comment)}, ${entry.reversesId ?? null}::uuid, ${systemClock.now()}::timestamptz)
      AS answer`;
  const { answer } = present(rows[0], "the ledger answers");
  if (answer.outcome === "not_enough")
    return { outcome: "not_enough", availableTiyn: tiyn(BigInt(present(answer.available, "what is there"))) };
  invariant(answer.outcome === "written" || answer.outcome === "repeated", "the ledger has three answers");
  return { outcome: answer.outcome, id: present(answer.id, "a written entry has an id") };
}

/** What the client may spend. */
export async function balanceTiyn(tx: Tx, tenantId: string): Promise<Tiyn> {
  const account = await tx.ledgerAccount.findUnique({
    where: { tenantId_code: { tenantId, code: "client" } },
    select: { balanceTiyn: true },
  });
  return tiyn(account?.balanceTiyn ?? 0n);
}

export type StoredEntry = {
  readonly id: string;
  readonly number: bigint;
  readonly kind: string;
  readonly reversed: boolean;
  readonly debit: LedgerAccountCode;
  readonly credit: LedgerAccountCode;
  readonly amountTiyn: Tiyn;
};

/** An entry by its number, with its one posting. */
export async function entryByNumber(tx: Tx, tenantId: string, number: bigint): Promise<StoredEntry | null> {
  const row = await tx.ledgerEntry.findUnique({
    where: { tenantId_number: { tenantId, number } },
    include: { postings: true, reversedBy: { select: { id: true } } },
  });
  if (!row) return null;
  const [posting] = row.postings;
  invariant(posting !== undefined && row.postings.length === 1, "an entry has one posting");
  return {
    ...{ id: row.id, number: row.number, kind: row.kind, reversed: row.reversedBy !== null },
    debit: posting.debit as LedgerAccountCode, // cast: the table checks it
    credit: posting.credit as LedgerAccountCode, // cast: the table checks it
    amountTiyn: tiyn(posting.amountTiyn),
  };
}

/** Tenants whose kept balances differ from what their postings add up to, or do not add up to zero. */
export async function brokenLedgers(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ tenant_id: string }[]>`
    WITH moved AS (
      SELECT tenant_id, credit AS code, amount_tiyn AS sum FROM cabinet.ledger_posting
      UNION ALL SELECT tenant_id, debit, -amount_tiyn FROM cabinet.ledger_posting),
    told AS (SELECT tenant_id, code, sum(sum) AS balance FROM moved GROUP BY 1, 2)
    SELECT DISTINCT tenant_id::text FROM (
      SELECT tenant_id, a.balance_tiyn, coalesce(t.balance, 0) AS balance
      FROM cabinet.ledger_account a FULL JOIN told t USING (tenant_id, code)) compared
    WHERE balance_tiyn IS DISTINCT FROM balance
    UNION SELECT tenant_id::text FROM cabinet.ledger_account GROUP BY tenant_id HAVING sum(balance_tiyn) <> 0`;
  return rows.map(({ tenant_id }) => tenant_id);
}
