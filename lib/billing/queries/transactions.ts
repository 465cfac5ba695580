import { type Prisma, withTenant } from "@/lib/db";
import { addDays, type Day, invariant, limits, startOfDay, type Tiyn, tiyn } from "@/lib/kernel";
import { LEDGER_KINDS, type LedgerComment, type LedgerKind } from "../core/comment";

export const TRANSACTION_SORTS = ["number", "sum", "method", "comment", "at"] as const;
export type TransactionSort = (typeof TRANSACTION_SORTS)[number];

export type TransactionRow = {
  readonly id: string;
  readonly number: string;
  readonly kind: LedgerKind;
  /** Positive when the balance grew. */
  readonly sumTiyn: Tiyn;
  readonly balanceTiyn: Tiyn;
  readonly comment: LedgerComment;
  readonly at: Date;
};

export type TransactionFilter = {
  readonly search: string;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly sort: TransactionSort;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
  readonly pageRows: number;
};

export type TransactionList = {
  readonly rows: readonly TransactionRow[];
  readonly total: number;
  /** Over everything that matches, not over the page. */
  readonly receivedTiyn: Tiyn;
  readonly spentTiyn: Tiyn;
};

const COLUMNS = { number: "number", sum: "effectTiyn", method: "kind", comment: "commentText", at: "at" } as const;

function whereOf(tenantId: string, { search, from, to }: TransactionFilter): Prisma.LedgerEntryWhereInput {
  const words = search.trim().slice(0, 200);
  const digits = /^\d{1,18}$/.test(words) ? BigInt(words) : null;
  const tenge =
    digits === null ? [] : [{ number: digits }, { effectTiyn: digits * 100n }, { effectTiyn: -digits * 100n }];
  return {
    tenantId,
    ...(words ? { OR: [{ commentText: { contains: words, mode: "insensitive" } }, ...tenge] } : {}),
    ...(from || to
      ? { at: { ...(from ? { gte: startOfDay(from) } : {}), ...(to ? { lt: startOfDay(addDays(to, 1)) } : {}) } }
      : {}),
  };
}

const orderOf = ({ sort, descending }: TransactionFilter): Prisma.LedgerEntryOrderByWithRelationInput[] => {
  const way = descending ? "desc" : "asc";
  return [{ [COLUMNS[sort]]: way }, { number: "desc" }];
};

type Stored = {
  readonly id: string;
  readonly number: bigint;
  readonly kind: string;
  readonly effectTiyn: bigint;
  readonly balanceTiyn: bigint;
  readonly comment: Prisma.JsonValue;
  readonly at: Date;
};

function toRow({ id, number, kind, effectTiyn, balanceTiyn, comment, at }: Stored): TransactionRow {
  const known = LEDGER_KINDS.find((each) => each === kind);
  invariant(known !== undefined, "an entry has a known kind");
  return {
    ...{ id, at, kind: known, number: number.toString() },
    ...{ sumTiyn: tiyn(effectTiyn), balanceTiyn: tiyn(balanceTiyn) },
    comment: comment as LedgerComment, // cast: written by writeEntry alone
  };
}

/** One page of «Транзакции», with the totals of everything that matches. */
export async function transactionList(tenantId: string, filter: TransactionFilter): Promise<TransactionList> {
  const where = whereOf(tenantId, filter);
  const take = Math.min(Math.max(1, filter.pageRows), limits.tablePageRowsMax);
  return withTenant(tenantId, async (tx) => {
    const total = await tx.ledgerEntry.count({ where });
    const page = Math.min(Math.max(1, filter.page), Math.max(1, Math.ceil(total / take)));
    const rows = await tx.ledgerEntry.findMany({ where, orderBy: orderOf(filter), skip: (page - 1) * take, take });
    const sum = async (side: Prisma.BigIntFilter): Promise<Tiyn> => {
      const { _sum } = await tx.ledgerEntry.aggregate({
        where: { AND: [where, { effectTiyn: side }] },
        _sum: { effectTiyn: true },
      });
      return tiyn(_sum.effectTiyn ?? 0n);
    };
    const receivedTiyn = await sum({ gt: 0n });
    const spentTiyn = tiyn(-(await sum({ lt: 0n })));
    return { rows: rows.map(toRow), total, receivedTiyn, spentTiyn };
  });
}

/** Everything that matches, for an export. */
export async function transactionExport(
  tenantId: string,
  filter: TransactionFilter,
): Promise<readonly TransactionRow[]> {
  const rows = await withTenant(tenantId, (tx) =>
    tx.ledgerEntry.findMany({
      where: whereOf(tenantId, filter),
      orderBy: orderOf(filter),
      take: limits.exportRowsMax,
    }),
  );
  return rows.map(toRow);
}
