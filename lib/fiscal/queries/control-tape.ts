import { Prisma, type Tx, withTenant } from "@/lib/db";
import { isId, limits, type Tiyn, tiyn } from "@/lib/kernel";
import { type DocumentKind, PAYMENT_TYPES, type PaymentType } from "../core/kinds";
import { textsWith } from "../core/payments";
import { SELECT_ROW, toRow } from "./documents";
import type { DocumentRow } from "./views";

/** What of a tape is wanted. What is left out does not matter. */
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
  /** Only the queue: what the operator has not answered yet. */
  readonly unsentOnly?: boolean;
};

/** A document with the register that made it. */
export type TapeRow = DocumentRow & { readonly registerId: string };

export type TapePage = {
  readonly rows: readonly TapeRow[];
  /** After which document the next page begins; null on the last one. */
  readonly next: string | null;
};

type Sum = { readonly kind: DocumentKind; readonly count: number; readonly sumTiyn: Tiyn };

/** Sums over the whole filter, refused documents left out. */
export type TapeTotals = {
  /** Rows of the tape: reports and refused ones too. */
  readonly documents: number;
  readonly kinds: readonly Sum[];
  /** What was paid how, per kind of receipt. */
  readonly payments: readonly (Sum & { readonly type: PaymentType })[];
};

const Z_REPORT = "z_report";
/** Of what a search finds, the newest so many are shown. */
const FOUND_MAX = 100;

const isWrong = (registerIds: readonly string[], filter: TapeFilter): boolean =>
  registerIds.length === 0 ||
  !registerIds.every(isId) ||
  (filter.cashierId !== undefined && !isId(filter.cashierId)) ||
  (filter.from !== undefined && filter.to !== undefined && filter.from >= filter.to);

/** Conditions on columns of a document `d`, all of which row security lets an index answer. */
function conditions(
  tenantId: string,
  { shiftNumber, cashierId, leastTiyn, mostTiyn, unsentOnly = false }: TapeFilter,
): Prisma.Sql {
  const sums =
    leastTiyn !== undefined && leastTiyn === mostTiyn
      ? [Prisma.sql`AND d.total_tiyn = ${leastTiyn}::bigint`]
      : [
          ...(leastTiyn === undefined ? [] : [Prisma.sql`AND d.total_tiyn >= ${leastTiyn}::bigint`]),
          ...(mostTiyn === undefined ? [] : [Prisma.sql`AND d.total_tiyn <= ${mostTiyn}::bigint`]),
        ];
  const sent = Prisma.sql`SELECT s.sent_number FROM cabinet.fiscal_register s
    WHERE s.tenant_id = ${tenantId}::uuid AND s.register_id = r.id`;
  const all = [
    ...sums,
    ...(unsentOnly ? [Prisma.sql`AND d.number > (${sent})`] : []),
    ...(shiftNumber === undefined ? [] : [Prisma.sql`AND d.shift_number = ${shiftNumber}::integer`]),
    ...(cashierId === undefined ? [] : [Prisma.sql`AND d.cashier_id = ${cashierId}::uuid`]),
  ];
  return all.length === 0 ? Prisma.empty : Prisma.join(all, " ");
}

/** One step into an index per register: which number stands at the edge of a span. Numbers and times grow together. */
const edge = (name: string, tenantId: string, at: Prisma.Sql, order: "ASC" | "DESC"): Prisma.Sql => Prisma.sql`
  CROSS JOIN LATERAL (SELECT b.number FROM cabinet.fiscal_document b
    WHERE b.tenant_id = ${tenantId}::uuid AND b.register_id = r.id AND b.at ${at}
    ORDER BY b.at ${Prisma.raw(order)}, b.number ${Prisma.raw(order)} LIMIT 1) AS ${Prisma.raw(name)}`;

/**
 * The ids of a page, newest first. Each register, kind and text of payments is walked along an index of its own and gives a page
 * at most, so the cost does not grow with the tape.
 */
export function tapeSql(
  tenantId: string,
  registerIds: readonly string[],
  filter: TapeFilter,
  after: { readonly at: Date; readonly registerId: string; readonly number: bigint } | null,
  rowsMax: number,
): Prisma.Sql {
  const { from, to, kinds, payment } = filter;
  const texts = payment ? textsWith(payment) : null;
  return Prisma.sql`
    SELECT found.id FROM unnest(${registerIds}::uuid[]) AS r(id)
    ${kinds ? Prisma.sql`CROSS JOIN unnest(${kinds}::text[]) AS k(kind)` : Prisma.empty}
    ${texts ? Prisma.sql`CROSS JOIN unnest(${texts}::text[]) AS w(words)` : Prisma.empty}
    ${from ? edge("low", tenantId, Prisma.sql`>= ${from}`, "ASC") : Prisma.empty}
    ${to ? edge("high", tenantId, Prisma.sql`< ${to}`, "DESC") : Prisma.empty}
    ${after ? edge("last", tenantId, Prisma.sql`<= ${after.at}`, "DESC") : Prisma.empty}
    CROSS JOIN LATERAL (SELECT d.id, d.at, d.register_id, d.number FROM cabinet.fiscal_document d
      WHERE d.tenant_id = ${tenantId}::uuid AND d.register_id = r.id
        ${kinds ? Prisma.sql`AND d.kind = k.kind` : Prisma.empty}
        ${texts ? Prisma.sql`AND d.payments = w.words` : Prisma.empty}
        ${from ? Prisma.sql`AND d.number >= low.number` : Prisma.empty}
        ${to ? Prisma.sql`AND d.number <= high.number` : Prisma.empty}
        ${
          after
            ? Prisma.sql`AND d.number <= last.number
                AND (d.at, d.register_id, d.number) < (${after.at}, ${after.registerId}::uuid, ${after.number})`
            : Prisma.empty
        }
        ${conditions(tenantId, filter)}
      ORDER BY d.number DESC LIMIT ${rowsMax}) AS found
    ORDER BY found.at DESC, found.register_id DESC, found.number DESC LIMIT ${rowsMax}`;
}

const select = { ...SELECT_ROW, registerId: true } as const;

/** Ids of one question: a statement has room for 32,767 values. */
const IDS_MAX = 5000;

/** The documents of these ids, which stand in the order of a tape. */
async function rowsOf(tx: Tx, tenantId: string, found: readonly { id: string }[]): Promise<TapeRow[]> {
  const read: TapeRow[] = [];
  for (let first = 0; first < found.length; first += IDS_MAX) {
    const ids = found.slice(first, first + IDS_MAX).map(({ id }) => id);
    const rows = await tx.fiscalDocument.findMany({
      ...{ where: { tenantId, id: { in: ids } }, select },
      orderBy: [{ at: "desc" }, { registerId: "desc" }, { number: "desc" }],
    });
    for (const row of rows) read.push({ ...toRow(row), registerId: row.registerId });
  }
  return read;
}

/** A page of the control tape of one register or of several together, newest first. */
export async function controlTape(
  tenantId: string,
  registerIds: readonly string[],
  filter: TapeFilter,
  { after, pageRows }: { readonly after?: string; readonly pageRows?: number } = {},
): Promise<TapePage> {
  if (isWrong(registerIds, filter)) return { rows: [], next: null };
  const take = Math.min(Math.max(1, pageRows ?? 50), limits.exportRowsMax);
  return withTenant(
    tenantId,
    async (tx) => {
      const last =
        after !== undefined && isId(after)
          ? await tx.fiscalDocument.findUnique({
              where: { tenantId_id: { tenantId, id: after } },
              select: { at: true, registerId: true, number: true },
            })
          : null;
      const found = await tx.$queryRaw<{ id: string }[]>(tapeSql(tenantId, registerIds, filter, last, take + 1));
      const rows = await rowsOf(tx, tenantId, found.slice(0, take));
      return { rows, next: found.length > take ? (rows.at(-1)?.id ?? null) : null };
    },
    { timeoutMs: 60_000 },
  );
}

/** Digits of a number, a sign or a БИН/ИИН, as people copy them. */
const digitsOf = (search: string): string | null =>
  /^[\d\s№]{1,24}$/.test(search) && search.replace(/\D/g, "") !== "" ? search.replace(/\D/g, "") : null;

/** Ids of receipts by their number, fiscal or autonomous sign, or the buyer's БИН/ИИН: each a step into an index. */
export const searchSql = (tenantId: string, registerIds: readonly string[], digits: string): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT hit.id FROM (
    SELECT n.id FROM unnest(${registerIds}::uuid[]) AS r(id) CROSS JOIN LATERAL (
      SELECT d.id FROM cabinet.fiscal_document d
        WHERE d.tenant_id = ${tenantId}::uuid AND d.register_id = r.id AND d.number = ${BigInt(digits)}
      UNION ALL SELECT d.id FROM cabinet.fiscal_document d
        WHERE d.tenant_id = ${tenantId}::uuid AND d.register_id = r.id AND d.offline_number = ${BigInt(digits)}) AS n
    UNION ALL SELECT s.document_id FROM cabinet.fiscal_settlement s
      WHERE s.tenant_id = ${tenantId}::uuid AND s.fiscal_sign = ${digits} AND s.register_id = ANY (${registerIds}::uuid[])
    UNION ALL (SELECT b.document_id FROM cabinet.fiscal_buyer b
      WHERE b.tenant_id = ${tenantId}::uuid AND b.xin = ${digits} ORDER BY b.at DESC LIMIT ${FOUND_MAX})
  ) AS hit LIMIT ${FOUND_MAX}`;

/** Documents of an organisation by what stands on a paper or in an enquiry of a buyer, newest first. */
export async function findDocuments(
  tenantId: string,
  registerIds: readonly string[],
  search: string,
): Promise<readonly TapeRow[]> {
  const digits = digitsOf(search.trim());
  if (isWrong(registerIds, {}) || digits === null || digits.length > 18) return [];
  return withTenant(tenantId, async (tx) => {
    const found = await tx.$queryRaw<{ id: string }[]>(searchSql(tenantId, registerIds, digits));
    const rows = await rowsOf(tx, tenantId, found);
    return rows.filter(({ registerId }) => registerIds.includes(registerId));
  });
}

/** The row that counts all, among those of one kind. */
const ALL = "all";
type PaidRow = { readonly kind: string; readonly type: string | null; readonly count: bigint; readonly sum: bigint };

/** The sums of a filter: what the tape comes to. Grows with the span that is asked for, never with what lies outside. */
export const totalsSql = (tenantId: string, registerIds: readonly string[], filter: TapeFilter): Prisma.Sql => {
  const { from, to, kinds, payment } = filter;
  const texts = payment ? textsWith(payment) : null;
  return Prisma.sql`
    WITH a AS MATERIALIZED (
      SELECT d.kind, d.total_tiyn, d.body -> 'payments' AS paid, EXISTS (SELECT 1 FROM cabinet.fiscal_settlement s
          WHERE s.tenant_id = d.tenant_id AND s.document_id = d.id AND s.kind = 'rejected') AS refused
      FROM unnest(${registerIds}::uuid[]) AS r(id)
      JOIN cabinet.fiscal_document d ON d.tenant_id = ${tenantId}::uuid AND d.register_id = r.id
        ${from ? Prisma.sql`AND d.at >= ${from}` : Prisma.empty}
        ${to ? Prisma.sql`AND d.at < ${to}` : Prisma.empty}
        ${kinds ? Prisma.sql`AND d.kind = ANY (${kinds}::text[])` : Prisma.empty}
        ${texts ? Prisma.sql`AND d.payments = ANY (${texts}::text[])` : Prisma.empty}
        ${conditions(tenantId, filter)}),
    d AS (SELECT * FROM a WHERE a.kind <> ${Z_REPORT} AND NOT a.refused)
    SELECT d.kind, NULL AS type, count(*) AS count, sum(d.total_tiyn)::bigint AS sum FROM d GROUP BY 1
    UNION ALL
    SELECT d.kind, p ->> 'type', count(*), sum((p ->> 'sumTiyn')::bigint)::bigint
      FROM d CROSS JOIN LATERAL jsonb_array_elements(d.paid) AS p GROUP BY 1, 2
    UNION ALL
    SELECT ${ALL}, NULL, count(*), 0 FROM a
    ORDER BY 1, 2`;
};

/** What a filter comes to. A page asks for it beside its rows. */
export async function controlTapeTotals(
  tenantId: string,
  registerIds: readonly string[],
  filter: TapeFilter,
): Promise<TapeTotals> {
  if (isWrong(registerIds, filter)) return { documents: 0, kinds: [], payments: [] };
  const sql = totalsSql(tenantId, registerIds, filter);
  const rows = await withTenant(tenantId, (tx) => tx.$queryRaw<PaidRow[]>(sql), { timeoutMs: 60_000 });
  const all = rows.find(({ kind }) => kind === ALL);
  const shown = rows
    .filter((row) => row !== all)
    .map(({ kind, type, count, sum }) => ({
      ...{ kind: kind as DocumentKind, count: Number(count), sumTiyn: tiyn(sum) }, // cast: the table's check
      type: PAYMENT_TYPES.find((each) => each === type) ?? null,
    }));
  return {
    documents: Number(all?.count ?? 0),
    kinds: shown.filter(({ type }) => type === null).map(({ type: _, ...row }) => row),
    payments: shown.flatMap(({ type, ...row }) => (type === null ? [] : [{ ...row, type }])),
  };
}
