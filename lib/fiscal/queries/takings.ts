import { call, Prisma, withTenant } from "@/lib/db";
import { type Day, isId, parseDay, present, type QuantityMilli, quantityMilli, type Tiyn, tiyn } from "@/lib/kernel";
import { PAYMENT_TYPES, type PaymentType, type ReceiptKind, VAT_KINDS, type VatKind } from "../core/kinds";

type Measure = { readonly kind: ReceiptKind; readonly count: number; readonly sumTiyn: Tiyn; readonly vatTiyn: Tiyn };

/** What registers took over a span of days: receipts of every kind, refused ones left out. VAT is the sum of stored VAT. */
export type Takings = {
  readonly hours: readonly (Measure & { readonly day: Day; readonly hour: number })[];
  readonly payments: readonly (Measure & { readonly type: PaymentType })[];
  readonly vat: readonly (Measure & { readonly vatKind: VatKind })[];
  readonly cashiers: readonly (Measure & { readonly key: string; readonly name: string })[];
  readonly goods: readonly (Measure & {
    readonly key: string;
    readonly name: string;
    readonly unitCode: string;
    readonly quantityMilli: QuantityMilli;
  })[];
};

export const DIMENSIONS = ["hour", "payment", "vat", "cashier", "good"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

type Row = {
  readonly day: string | null;
  readonly dimension: Dimension;
  readonly kind: ReceiptKind;
  readonly key: string;
  readonly label: string;
  readonly documents: bigint;
  readonly quantity: bigint;
  readonly total: bigint;
  readonly vat: bigint;
};

/** Folded days from their table, younger ones from the receipts themselves. */
export const takingsSql = (
  tenantId: string,
  registerIds: readonly string[],
  from: Day,
  to: Day,
  dimensions: readonly Dimension[] = DIMENSIONS,
): Prisma.Sql => Prisma.sql`
  SELECT CASE WHEN t.dimension = 'hour' THEN t.day::text END AS day, t.dimension, t.kind, t.key, max(t.label) AS label,
    sum(t.documents)::bigint AS documents, sum(t.quantity_milli)::bigint AS quantity, sum(t.total_tiyn)::bigint AS total,
    sum(t.vat_tiyn)::bigint AS vat
  FROM (
    SELECT f.day, f.dimension, f.kind, f.key, f.label, f.documents, f.quantity_milli, f.total_tiyn, f.vat_tiyn
      FROM unnest(${registerIds}::uuid[]) AS r(id) JOIN cabinet.takings f ON f.tenant_id = ${tenantId}::uuid AND f.register_id = r.id
      WHERE f.day BETWEEN ${from}::date AND ${to}::date
    UNION ALL
    SELECT f.day, f.dimension, f.kind, f.key, f.label, f.documents, f.quantity_milli, f.total_tiyn, f.vat_tiyn
      FROM unnest(${registerIds}::uuid[]) AS r(id)
      LEFT JOIN cabinet.takings_mark m ON m.tenant_id = ${tenantId}::uuid AND m.register_id = r.id
      CROSS JOIN LATERAL cabinet.takings_fold(${tenantId}::uuid, r.id, greatest(${from}::date, m.day + 1), ${to}::date) AS f
  ) AS t WHERE t.dimension = ANY (${dimensions}::text[])
  GROUP BY 1, 2, 3, 4 ORDER BY 2, 1, 4, 3`;

const measure = ({ kind, documents, total, vat }: Row): Measure => ({
  ...{ kind, count: Number(documents), sumTiyn: tiyn(total), vatTiyn: tiyn(vat) },
});

const known = <K extends string>(keys: readonly K[], key: string): K =>
  present(
    keys.find((each) => each === key),
    "a stored key is a known one",
  );

/** The takings of registers from one day to another, both included. */
export async function takings(
  tenantId: string,
  registerIds: readonly string[],
  { from, to }: { readonly from: Day; readonly to: Day },
  dimensions?: readonly Dimension[],
): Promise<Takings> {
  const asked = registerIds.filter(isId);
  const sql = takingsSql(tenantId, asked, from, to, dimensions);
  const rows = await withTenant(tenantId, (tx) => tx.$queryRaw<Row[]>(sql), { timeoutMs: 60_000 });
  const of = (dimension: Dimension) => rows.filter((row) => row.dimension === dimension);
  return {
    hours: of("hour").map((row) => ({
      ...{ ...measure(row), day: present(parseDay(row.day ?? ""), "an hour has its day"), hour: Number(row.key) },
    })),
    payments: of("payment").map((row) => ({ ...measure(row), type: known(PAYMENT_TYPES, row.key) })),
    vat: of("vat").map((row) => ({ ...measure(row), vatKind: known(VAT_KINDS, row.key) })),
    cashiers: of("cashier").map((row) => ({ ...measure(row), key: row.key, name: row.label })),
    goods: of("good").map((row) => ({
      ...{ ...measure(row), key: row.key, name: row.label, unitCode: row.key.split(":")[0] ?? "" },
      quantityMilli: quantityMilli(row.quantity),
    })),
  };
}

/** Folds what days of a register are over and answered. Ends on its own: each step folds a month, and says if more wait. */
export async function foldTakings(tenantId: string, registerId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await call<boolean>("app", "cabinet.takings_advance", [tenantId, registerId])));
}
