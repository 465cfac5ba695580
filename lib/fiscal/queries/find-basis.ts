import { systemClock } from "@/lib/config";
import { parseCheck } from "@/lib/cpcr";
import { Prisma, type Tx, withTenant } from "@/lib/db";
import { isId, type Tiyn, tiyn } from "@/lib/kernel";
import type { PaperBasis } from "../core/decide-return";
import type { ReceiptBody } from "../core/document";
import { fromJson, type Json } from "../core/json";
import { totalLeft } from "../core/returned";
import { readReceiptToken } from "../receipt-link";
import { toStatus } from "../store/stored-document";
import type { DocumentOutcome } from "./views";

/** How the cashier looks for the receipt that comes back. What is left out does not matter. */
export type BasisSearch = {
  /** What the QR of the paper says, or the address of our electronic receipt, as the scanner gives it; nothing else is asked then. */
  readonly qr?: string;
  /** Number of the receipt, or the sign on its paper, fiscal or autonomous. */
  readonly number?: string;
  readonly totalTiyn?: Tiyn;
  readonly from?: Date;
  readonly to?: Date;
  /** One register alone; left out, all of the organisation. */
  readonly registerId?: string;
};

/** A receipt that may be the one. */
export type BasisRow = {
  readonly id: string;
  readonly registerId: string;
  readonly registerName: string;
  readonly number: number;
  readonly at: Date;
  readonly kind: "sale" | "purchase";
  readonly cashierName: string;
  readonly totalTiyn: Tiyn;
  /** What of it may still come back. */
  readonly leftTiyn: Tiyn;
  readonly sign: string | null;
  readonly isOffline: boolean;
  readonly outcome: DocumentOutcome;
  /** The first names of goods, so that the cashier knows it again. */
  readonly goods: readonly string[];
};

export type FoundBasis = {
  readonly rows: readonly BasisRow[];
  /** The QR is of a receipt that no register of ours made: its facts, for a return from paper. */
  readonly paper: PaperBasis | null;
};

const ROWS_MAX = 20;
/** A sign as a column holds it. */
const SIGN = /^\d{1,18}$/;
const GOODS_SHOWN = 3;
/** A search by sum alone looks so far back. */
const SPAN_MS = 31 * 24 * 60 * 60 * 1000;
/** Fiscal time is the database's, which may run ahead of ours a little. */
const AHEAD_MS = 60 * 60 * 1000;
const RECEIPTS = ["sale", "purchase"];

const include = {
  settlements: true,
  register: { select: { register: { select: { name: true } } } },
} satisfies Prisma.FiscalDocumentInclude;
const NEWEST = { include, orderBy: { at: "desc" }, take: ROWS_MAX } as const;
type Row = Prisma.FiscalDocumentGetPayload<{ include: typeof include }>;

/** The address of a QR, or what a scanner makes of it, in parts. */
function qrParts(text: string): PaperBasis | null {
  const query = text.trim().replace(/^[^?]*\?/, "");
  const facts = parseCheck(Object.fromEntries(new URLSearchParams(query)));
  if (!facts || !SIGN.test(facts.sign)) return null;
  const { sign, registrationNumber, totalTiyn, at } = facts;
  return { sign, registrationNumber, totalTiyn, issuedAt: at, isOffline: false };
}

type Where = Prisma.FiscalDocumentWhereInput & { readonly tenantId: string };
type Registers = string | { readonly in: string[] };

/** The same receipt found in two ways is one. */
async function inWays(tx: Tx, where: Where, ways: readonly Prisma.FiscalDocumentWhereInput[]): Promise<Row[]> {
  const found: Row[] = [];
  for (const way of ways) found.push(...(await tx.fiscalDocument.findMany({ where: { ...where, ...way }, ...NEWEST })));
  return found.filter((row, index) => found.findIndex((other) => other.id === row.id) === index).slice(0, ROWS_MAX);
}

/** Receipts whose paper carries these digits as its sign, fiscal or autonomous. Each way has an index that leads. */
async function signedWays(tx: Tx, tenantId: string, registerId: Registers, digits: string) {
  const signed = await tx.fiscalSettlement.findMany({
    ...{ where: { tenantId, fiscalSign: digits }, select: { documentId: true }, take: ROWS_MAX },
  });
  return [
    { registerId, id: { in: signed.map(({ documentId }) => documentId) } },
    { registerId, offlineNumber: BigInt(digits) },
  ];
}

const registersOf = async (tx: Tx, where: Prisma.FiscalRegisterWhereInput): Promise<Registers> => {
  const registers = await tx.fiscalRegister.findMany({ where, select: { registerId: true } });
  return { in: registers.map((each) => each.registerId) };
};

/** Receipts with this number, of each register; and whose paper carries it as its sign. */
async function numbered(tx: Tx, where: Where, asked: string | undefined, digits: string): Promise<Row[]> {
  const { tenantId } = where;
  const registerId = asked ?? (await registersOf(tx, { tenantId }));
  const ways = await signedWays(tx, tenantId, registerId, digits);
  return inWays(tx, where, [...ways, { registerId, number: BigInt(digits) }]);
}

/** The receipt of ours that a paper names, if one of our registers made it. */
async function named(tx: Tx, tenantId: string, { sign, registrationNumber }: PaperBasis): Promise<Row[]> {
  const registerId = await registersOf(tx, { tenantId, register: { registrationNumber } });
  const where = { tenantId, kind: { in: RECEIPTS } };
  return inWays(tx, where, await signedWays(tx, tenantId, registerId, sign));
}

type Span = { readonly since: Date; readonly last: Date };

/**
 * The newest receipts of a span of time, of each register apart: so an index of the register leads, however many registers there
 * are. Within a register numbers follow the time, and the index of sums is in order of numbers.
 */
export function newestSql(tenantId: string, { since, last }: Span, { totalTiyn, registerId }: BasisSearch): Prisma.Sql {
  const one = registerId === undefined ? Prisma.empty : Prisma.sql`AND r.register_id = ${registerId}::uuid`;
  const sum = totalTiyn === undefined ? Prisma.empty : Prisma.sql`AND total_tiyn = ${totalTiyn}::bigint`;
  const order = totalTiyn === undefined ? Prisma.sql`at DESC, number DESC` : Prisma.sql`number DESC`;
  return Prisma.sql`SELECT d.id FROM cabinet.fiscal_register r CROSS JOIN LATERAL (
      SELECT id, at FROM cabinet.fiscal_document
      WHERE tenant_id = ${tenantId}::uuid AND register_id = r.register_id AND kind IN ('sale', 'purchase') ${sum}
        AND at >= ${since} AND at < ${last}
      ORDER BY ${order} LIMIT ${ROWS_MAX}) d
    WHERE r.tenant_id = ${tenantId}::uuid ${one}
    ORDER BY d.at DESC LIMIT ${ROWS_MAX}`;
}

async function newest(tx: Tx, tenantId: string, span: Span, search: BasisSearch): Promise<Row[]> {
  const ids = await tx.$queryRaw<{ id: string }[]>(newestSql(tenantId, span, search));
  return tx.fiscalDocument.findMany({ where: { tenantId, id: { in: ids.map(({ id }) => id) } }, ...NEWEST });
}

const LINK = /\/r\/([A-Za-z0-9_-]{86})(?:[/?#]|$)/;

/** The receipt behind the address of its electronic copy; another organisation's is as good as absent. */
async function linked(tx: Tx, tenantId: string, token: string): Promise<Row[]> {
  const place = readReceiptToken(token);
  if (place?.tenantId !== tenantId) return [];
  return tx.fiscalDocument.findMany({ where: { tenantId, id: place.documentId, kind: { in: RECEIPTS } }, ...NEWEST });
}

/** How much of each receipt came back already. */
async function returnedOf(tx: Tx, tenantId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Tiyn>> {
  const rows = await tx.fiscalDocument.groupBy({
    by: ["basisKey"],
    where: { tenantId, basisKey: { in: [...ids] }, settlements: { none: { kind: "rejected" } } },
    _sum: { totalTiyn: true },
  });
  return new Map(rows.map((row) => [row.basisKey ?? "", tiyn(row._sum.totalTiyn ?? 0n)]));
}

function toRow(row: Row, returned: ReadonlyMap<string, Tiyn>): BasisRow {
  const { outcome, issuedAutonomous, fiscalSign } = toStatus(row, row.settlements);
  const body = fromJson<ReceiptBody>(row.body as Json); // cast: jsonb
  const came = returned.get(row.id);
  return {
    ...{ id: row.id, registerId: row.registerId, registerName: row.register.register.name },
    ...{ number: Number(row.number), at: row.at, cashierName: row.cashierName, outcome },
    kind: row.kind === "purchase" ? "purchase" : "sale",
    totalTiyn: tiyn(row.totalTiyn),
    leftTiyn: totalLeft(tiyn(row.totalTiyn), came ? [{ totalTiyn: came }] : []),
    sign: issuedAutonomous ? (row.offlineNumber?.toString() ?? null) : fiscalSign,
    isOffline: issuedAutonomous,
    goods: body.lines
      .filter((line) => !line.storno)
      .slice(0, GOODS_SHOWN)
      .map((line) => line.name),
  };
}

const NOTHING: FoundBasis = { rows: [], paper: null };

async function rowsOf(tx: Tx, tenantId: string, search: BasisSearch): Promise<readonly Row[]> {
  const { totalTiyn, from, to, registerId } = search;
  if (registerId !== undefined && !isId(registerId)) return [];
  const digits = search.number?.replace(/\D/g, "") ?? "";
  const isNumbered = SIGN.test(digits);
  if (!isNumbered && (search.number?.trim() || (totalTiyn === undefined && !from))) return [];
  const last = to ?? new Date(systemClock.now().getTime() + AHEAD_MS);
  const since = from ?? new Date(last.getTime() - SPAN_MS);
  if (!isNumbered) return newest(tx, tenantId, { since, last }, search);
  const where = {
    ...{ tenantId, kind: { in: RECEIPTS } },
    ...(totalTiyn === undefined ? {} : { totalTiyn }),
    ...(from || to ? { at: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } : {}),
  };
  return numbered(tx, where, registerId, digits);
}

/**
 * Finds the receipt that a buyer brings back, over all registers of the organisation: by the QR of its paper or the address of its
 * electronic copy, its number or sign, its sum and date. At most twenty, newest first; refused ones are left out.
 */
export function findBasis(tenantId: string, search: BasisSearch): Promise<FoundBasis> {
  return withTenant(tenantId, async (tx) => {
    const text = search.qr?.trim() ?? "";
    const token = LINK.exec(text)?.[1];
    const paper = text && !token ? qrParts(text) : null;
    if (text && !token && !paper) return NOTHING;
    const found = token
      ? await linked(tx, tenantId, token)
      : paper
        ? await named(tx, tenantId, paper)
        : await rowsOf(tx, tenantId, search);
    const returned = await returnedOf(
      tx,
      tenantId,
      found.map(({ id }) => id),
    );
    const rows = found.map((row) => toRow(row, returned)).filter(({ outcome }) => outcome !== "rejected");
    return { rows, paper: rows.length === 0 ? paper : null };
  });
}
