import { env } from "@/lib/config";
import { checkUrl, decodeRequest, type TicketRequest } from "@/lib/cpcr";
import { type Prisma, withTenant } from "@/lib/db";
import { invariant, isId, limits, present, type Tiyn, tiyn } from "@/lib/kernel";
import { type Book, type DocumentKind, isDocumentKind, TICKET_KINDS, type TicketKind } from "../core/book";
import type { PaperHead, TicketFacts } from "../print/ticket-paper";
import { bookFromJson } from "../store/book-json";

export type DocumentRow = {
  readonly id: string;
  /** The operator's own number within the register. */
  readonly sequence: bigint;
  readonly kind: DocumentKind;
  readonly registerId: number;
  readonly registerName: string;
  readonly shiftNumber: number;
  readonly printedNumber: bigint | null;
  readonly dateTime: Date;
  readonly receivedAt: Date;
  readonly totalTiyn: Tiyn;
  readonly cashAfterTiyn: Tiyn;
  readonly fiscalSign: string | null;
  readonly offline: boolean;
  readonly operatorName: string | null;
};

export type DocumentAsked = {
  /** Null: of all registers. */
  readonly registerId: number | null;
  readonly kind: DocumentKind | "all";
  /** From 1. */
  readonly page: number;
  readonly pageRows: number;
};

export type ShiftRow = {
  readonly number: number;
  readonly documents: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly salesTiyn: Tiyn;
  readonly returnsTiyn: Tiyn;
};

const listed = {
  ...{ id: true, sequence: true, kind: true, registerId: true, shiftNumber: true, printedNumber: true, dateTime: true },
  ...{ receivedAt: true, totalTiyn: true, cashAfterTiyn: true, fiscalSign: true, offline: true, operatorName: true },
  register: { select: { name: true } },
} as const;
type Listed = Prisma.OperatorDocumentGetPayload<{ select: typeof listed }>;

function kindOf(text: string): DocumentKind {
  invariant(isDocumentKind(text), "a stored kind is in the table");
  return text;
}

const toRow = ({ register, totalTiyn, cashAfterTiyn, kind, ...row }: Listed): DocumentRow => ({
  ...row,
  ...{ kind: kindOf(kind), registerName: register.name },
  ...{ totalTiyn: tiyn(totalTiyn), cashAfterTiyn: tiyn(cashAfterTiyn) },
});

/** What registers of this client sent, newest first. */
export async function documentList(
  tenantId: string,
  asked: DocumentAsked,
): Promise<{ readonly rows: readonly DocumentRow[]; readonly total: number }> {
  const where: Prisma.OperatorDocumentWhereInput = {
    tenantId,
    ...(asked.registerId === null ? {} : { registerId: asked.registerId }),
    ...(asked.kind === "all" ? {} : { kind: asked.kind }),
  };
  const take = Math.min(Math.max(1, asked.pageRows), limits.tablePageRowsMax);
  return withTenant(tenantId, async (tx) => {
    const total = await tx.operatorDocument.count({ where });
    const page = Math.min(Math.max(1, asked.page), Math.max(1, Math.ceil(total / take)));
    const rows = await tx.operatorDocument.findMany({
      where,
      select: listed,
      orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * take,
      take,
    });
    return { rows: rows.map(toRow), total };
  });
}

const SHIFTS_MAX = 200;

/** The shifts of a register, newest first, added up from the documents themselves. */
export async function shiftList(tenantId: string, registerId: number): Promise<readonly ShiftRow[]> {
  return withTenant(tenantId, async (tx) => {
    const rows = await tx.$queryRaw<
      { number: number; documents: number; opened_at: Date; closed_at: Date | null; sales: bigint; returns: bigint }[]
    >`SELECT shift_number AS number, count(*)::int AS documents, min(date_time) AS opened_at,
        max(date_time) FILTER (WHERE kind = 'z_report') AS closed_at,
        coalesce(sum(total_tiyn) FILTER (WHERE kind = 'sell'), 0)::bigint AS sales,
        coalesce(sum(total_tiyn) FILTER (WHERE kind = 'sell_return'), 0)::bigint AS returns
      FROM operator.document WHERE tenant_id = ${tenantId}::uuid AND register_id = ${registerId}
      GROUP BY shift_number ORDER BY shift_number DESC LIMIT ${SHIFTS_MAX}`;
    return rows.map((row) => ({
      ...{ number: row.number, documents: row.documents, openedAt: row.opened_at, closedAt: row.closed_at },
      ...{ salesTiyn: tiyn(row.sales), returnsTiyn: tiyn(row.returns) },
    }));
  });
}

const whole = {
  ...listed,
  wireBody: true,
  offlineNumbers: { select: { number: true }, orderBy: { number: "asc" as const }, take: 1 },
  register: { include: { tradingPoint: true } },
} as const;
export type WholeDocument = Prisma.OperatorDocumentGetPayload<{ select: typeof whole }>;
export const wholeDocument = whole;

type Client = { readonly name: string; readonly xin: string; readonly address: string | null };
type Register = WholeDocument["register"];

const headOf = (client: Client, register: Register): PaperHead => {
  const { locality, street, house, building, room } = register.tradingPoint;
  return {
    ...{ clientName: client.name, xin: client.xin, pointName: `${register.tradingPoint.name}, ${register.name}` },
    address: [locality, street, house, building, room].filter(Boolean).join(", "),
    ...{ registerId: register.id, registrationNumber: register.registrationNumber ?? "" },
    ...{ factoryNumber: register.factoryNumber, operatorTitle: env().OFD_OPERATOR_TITLE },
  };
};

const isTicketKind = (kind: DocumentKind): kind is TicketKind => TICKET_KINDS.some((known) => known === kind);

/** The receipt itself, read from the bytes that came. */
function ticketOf(wireBody: Uint8Array): TicketRequest {
  const read = decodeRequest(wireBody);
  invariant(read.ok, "what was booked can be read");
  return present(read.value.ticket, "a receipt has its block");
}

/** A receipt as paper needs it, or null for a document of another kind. `time` writes a moment as paper has it. */
export function ticketFacts(row: WholeDocument, client: Client, time: (moment: Date) => string): TicketFacts | null {
  const kind = kindOf(row.kind);
  if (!isTicketKind(kind)) return null;
  const head = headOf(client, row.register);
  const sign = present(row.fiscalSign, "a receipt has a sign");
  const offlineNumber = row.offlineNumbers[0]?.number ?? null;
  return {
    ...head,
    ...{ kind, ticket: ticketOf(row.wireBody), shiftNumber: row.shiftNumber, fiscalSign: sign, offlineNumber },
    documentNumber: row.printedNumber ?? row.sequence,
    time: time(row.dateTime),
    checkUrl: checkUrl(env().OFD_CHECK_BASE, {
      ...{ sign, registrationNumber: head.registrationNumber, totalTiyn: tiyn(row.totalTiyn), at: row.dateTime },
    }),
  };
}

export type DocumentView = { readonly row: DocumentRow; readonly ticket: TicketFacts | null };

/** One document of this client, or null. */
export async function documentById(
  tenantId: string,
  id: string,
  time: (moment: Date) => string,
): Promise<DocumentView | null> {
  if (!isId(id)) return null;
  return withTenant(tenantId, async (tx) => {
    const row = await tx.operatorDocument.findUnique({ where: { tenantId_id: { tenantId, id } }, select: whole });
    const client = await tx.operatorClient.findUnique({ where: { tenantId } });
    if (!row || !client) return null;
    return { row: toRow(row), ticket: ticketFacts(row, client, time) };
  });
}

export type ReportView = PaperHead & { readonly report: "x" | "z"; readonly book: Book };

/** The X of the open shift, or the Z of a closed one, from the operator's own book; null where there is none. */
export async function reportView(
  tenantId: string,
  registerId: number,
  asked: "x" | { readonly shiftNumber: number },
): Promise<ReportView | null> {
  return withTenant(tenantId, async (tx) => {
    const where = { tenantId_id: { tenantId, id: registerId } };
    const register = await tx.operatorRegister.findUnique({ where, include: { tradingPoint: true } });
    const client = await tx.operatorClient.findUnique({ where: { tenantId } });
    if (!register || !client) return null;
    const head = headOf(client, register);
    if (asked === "x")
      return register.shiftOpenedAt ? { ...head, report: "x", book: bookFromJson(register.counters) } : null;
    const z = await tx.operatorDocument.findFirst({
      where: { tenantId, registerId, kind: "z_report", shiftNumber: asked.shiftNumber },
      orderBy: { sequence: "desc" },
      select: { report: true },
    });
    return z?.report ? { ...head, report: "z", book: bookFromJson(z.report) } : null;
  });
}
