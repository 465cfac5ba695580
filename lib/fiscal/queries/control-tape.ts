import { type Prisma, type Tx, withTenant } from "@/lib/db";
import { isId, limits, type Tiyn, tiyn } from "@/lib/kernel";
import { type DocumentKind, PAYMENT_TYPES, type PaymentType } from "../core/kinds";
import { textsWith } from "../core/payments";
import { SELECT_ROW, toRow } from "./documents";
import type { DocumentRow } from "./views";

/** What of a register's tape is wanted. What is left out does not matter. */
export type TapeFilter = {
  /** From this moment on, and before that one. */
  readonly from?: Date;
  readonly to?: Date;
  readonly shiftNumber?: number;
  readonly kinds?: readonly DocumentKind[];
  /** Receipts that were paid so, whole or in part. */
  readonly payment?: PaymentType;
  readonly cashierId?: string;
  readonly leastTiyn?: Tiyn;
  readonly mostTiyn?: Tiyn;
};

export type TapePage = {
  readonly rows: readonly DocumentRow[];
  /** Where the next page begins; null on the last one. */
  readonly next: number | null;
};

/** Sums over the whole filter, refused documents left out. */
export type TapeTotals = {
  readonly kinds: readonly { readonly kind: DocumentKind; readonly count: number; readonly sumTiyn: Tiyn }[];
  /** What was paid how, per kind of receipt. */
  readonly payments: readonly {
    readonly kind: DocumentKind;
    readonly type: PaymentType;
    readonly count: number;
    readonly sumTiyn: Tiyn;
  }[];
};

const Z_REPORT = "z_report";

type Bounds = { readonly first: bigint; readonly last: bigint };

/** Documents of a register never go back in time, so a span of time is a span of numbers: found by two steps into an index. */
async function boundsOf(
  tx: Tx,
  tenantId: string,
  registerId: string,
  { from, to }: TapeFilter,
): Promise<Bounds | null> {
  const edge = (at: Prisma.DateTimeFilter, order: "asc" | "desc") =>
    tx.fiscalDocument.findFirst({
      where: { tenantId, registerId, at },
      orderBy: [{ at: order }, { number: order }],
      select: { number: true },
    });
  const first = from ? await edge({ gte: from }, "asc") : { number: 1n };
  const last = to ? await edge({ lt: to }, "desc") : { number: BigInt(Number.MAX_SAFE_INTEGER) };
  return first && last && first.number <= last.number ? { first: first.number, last: last.number } : null;
}

function whereOf(
  tenantId: string,
  registerId: string,
  filter: TapeFilter,
  number: Prisma.BigIntFilter,
): Prisma.FiscalDocumentWhereInput {
  const { shiftNumber, kinds, payment, cashierId, leastTiyn, mostTiyn } = filter;
  const sums = {
    ...(leastTiyn === undefined ? {} : { gte: leastTiyn }),
    ...(mostTiyn === undefined ? {} : { lte: mostTiyn }),
  };
  return {
    ...{ tenantId, registerId, number },
    ...(shiftNumber === undefined ? {} : { shiftNumber }),
    ...(kinds ? { kind: { in: [...kinds] } } : {}),
    ...(payment ? { payments: { in: [...textsWith(payment)] } } : {}),
    ...(cashierId ? { cashierId } : {}),
    ...(Object.keys(sums).length > 0 ? { totalTiyn: sums } : {}),
  };
}

const isWrong = (registerId: string, filter: TapeFilter): boolean =>
  !isId(registerId) || (filter.cashierId !== undefined && !isId(filter.cashierId));

/**
 * A page of a register's control tape, newest first. Its cost does not grow with the tape: pages begin at a number, not after so
 * many rows.
 */
export async function controlTape(
  tenantId: string,
  registerId: string,
  filter: TapeFilter,
  { after, pageRows }: { readonly after?: number; readonly pageRows?: number } = {},
): Promise<TapePage> {
  if (isWrong(registerId, filter)) return { rows: [], next: null };
  const take = Math.min(Math.max(1, pageRows ?? 50), limits.tablePageRowsMax);
  return withTenant(tenantId, async (tx) => {
    const bounds = await boundsOf(tx, tenantId, registerId, filter);
    if (!bounds) return { rows: [], next: null };
    const number = {
      ...{ gte: bounds.first, lte: bounds.last },
      ...(after === undefined ? {} : { lt: BigInt(after) }),
    };
    const rows = await tx.fiscalDocument.findMany({
      ...{ where: whereOf(tenantId, registerId, filter, number), select: SELECT_ROW },
      ...{ orderBy: { number: "desc" }, take: take + 1 },
    });
    const page = rows.slice(0, take).map(toRow);
    return { rows: page, next: rows.length > take ? (page.at(-1)?.number ?? null) : null };
  });
}

/** The sums of a filter: what the tape comes to. Grows with the span that is asked for, so a page asks for it by itself. */
export async function controlTapeTotals(tenantId: string, registerId: string, filter: TapeFilter): Promise<TapeTotals> {
  const none: TapeTotals = { kinds: [], payments: [] };
  if (isWrong(registerId, filter)) return none;
  return withTenant(tenantId, async (tx) => {
    const bounds = await boundsOf(tx, tenantId, registerId, filter);
    if (!bounds) return none;
    const where = {
      ...whereOf(tenantId, registerId, filter, { gte: bounds.first, lte: bounds.last }),
      settlements: { none: { kind: "rejected" } },
    };
    const kinds = await tx.fiscalDocument.groupBy({
      ...{ by: ["kind" as const], where, _count: true as const, _sum: { totalTiyn: true } as const },
    });
    return {
      kinds: kinds
        .filter(({ kind }) => kind !== Z_REPORT)
        .map((row) => ({
          kind: row.kind as DocumentKind, // cast: the table's check
          ...{ count: row._count, sumTiyn: tiyn(row._sum.totalTiyn ?? 0n) },
        })),
      payments: await paymentsOf(tx, tenantId, registerId, filter, bounds),
    };
  });
}

type PaidRow = { readonly kind: string; readonly type: string; readonly count: bigint; readonly sum: bigint };

async function paymentsOf(
  tx: Tx,
  tenantId: string,
  registerId: string,
  filter: TapeFilter,
  { first, last }: Bounds,
): Promise<TapeTotals["payments"]> {
  const { shiftNumber = null, kinds = null, payment, cashierId = null, leastTiyn = null, mostTiyn = null } = filter;
  const texts = payment ? textsWith(payment) : null;
  const rows = await tx.$queryRaw<PaidRow[]>`
    SELECT d.kind, p ->> 'type' AS type, count(*) AS count, sum((p ->> 'sumTiyn')::bigint)::bigint AS sum
    FROM cabinet.fiscal_document d CROSS JOIN LATERAL jsonb_array_elements(d.body -> 'payments') AS p
    WHERE d.tenant_id = ${tenantId}::uuid AND d.register_id = ${registerId}::uuid AND d.number BETWEEN ${first} AND ${last}
      AND (${shiftNumber}::integer IS NULL OR d.shift_number = ${shiftNumber}::integer)
      AND (${kinds}::text[] IS NULL OR d.kind = ANY (${kinds}::text[]))
      AND (${texts}::text[] IS NULL OR d.payments = ANY (${texts}::text[]))
      AND (${cashierId}::uuid IS NULL OR d.cashier_id = ${cashierId}::uuid)
      AND (${leastTiyn}::bigint IS NULL OR d.total_tiyn >= ${leastTiyn}::bigint)
      AND (${mostTiyn}::bigint IS NULL OR d.total_tiyn <= ${mostTiyn}::bigint)
      AND NOT EXISTS (SELECT 1 FROM cabinet.fiscal_settlement s
        WHERE s.tenant_id = d.tenant_id AND s.document_id = d.id AND s.kind = 'rejected')
    GROUP BY 1, 2 ORDER BY 1, 2`;
  return rows.flatMap(({ kind, type, count, sum }) => {
    const known = PAYMENT_TYPES.find((each) => each === type);
    // cast: the table's check
    return known ? [{ kind: kind as DocumentKind, type: known, count: Number(count), sumTiyn: tiyn(sum) }] : [];
  });
}
