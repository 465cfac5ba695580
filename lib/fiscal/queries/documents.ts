import { type Prisma, withTenant } from "@/lib/db";
import { isId, limits, tiyn } from "@/lib/kernel";
import type { ReceiptBody } from "../core/document";
import { fromJson, type Json } from "../core/json";
import { type DocumentKind, isReceiptKind } from "../core/kinds";
import { sqlStore } from "../store/sql-store";
import { toStatus } from "../store/stored-document";
import { type StandingReturn, toDocumentView, toReceiptView, type ViewOptions } from "./to-view";
import type { DocumentRow, DocumentView, ReceiptView, ShiftRow } from "./views";

/** A receipt with its lines and paper. Null where this register has none under that id. */
export async function receiptView(
  tenantId: string,
  registerId: string,
  documentId: string,
  options: ViewOptions = {},
): Promise<ReceiptView | null> {
  if (!isId(registerId) || !isId(documentId)) return null;
  const status = await sqlStore.document(tenantId, registerId, documentId);
  if (!status || !isReceiptKind(status.document.kind)) return null;
  return toReceiptView(registerId, status, await standingReturns(tenantId, documentId), options);
}

/** Returns of a receipt that were not refused, of any register of the organisation, in their order. */
async function standingReturns(tenantId: string, documentId: string): Promise<StandingReturn[]> {
  const rows = await withTenant(tenantId, (tx) =>
    tx.fiscalDocument.findMany({
      where: { tenantId, basisKey: documentId, settlements: { none: { kind: "rejected" } } },
      select: { id: true, registerId: true, number: true, at: true, totalTiyn: true, body: true },
      orderBy: { basisTurn: "asc" },
    }),
  );
  return rows.map((row) => ({
    ...{ id: row.id, registerId: row.registerId, number: Number(row.number), at: row.at },
    ...{ totalTiyn: tiyn(row.totalTiyn), body: fromJson<ReceiptBody>(row.body as Json) }, // cast: jsonb
  }));
}

/** Any document with its paper: a Z-report, a slip of cash, a receipt. */
export async function reportView(
  tenantId: string,
  registerId: string,
  documentId: string,
  options: ViewOptions = {},
): Promise<DocumentView | null> {
  if (!isId(registerId) || !isId(documentId)) return null;
  const status = await sqlStore.document(tenantId, registerId, documentId);
  return status && toDocumentView(registerId, status, options);
}

/** What a row of a list or a tape is made of. */
export const SELECT_ROW = {
  ...{ id: true, kind: true, number: true, shiftNumber: true, shiftDocumentNumber: true, at: true },
  ...{ cashierName: true, totalTiyn: true, offlineNumber: true, autonomous: true, settlements: true },
} satisfies Prisma.FiscalDocumentSelect;

type Selected = Prisma.FiscalDocumentGetPayload<{ select: typeof SELECT_ROW }>;

/** Turns a stored document into a row. */
export function toRow(row: Selected): DocumentRow {
  const { outcome, issuedAutonomous, fiscalSign, refusal } = toStatus(row, row.settlements);
  return {
    id: row.id,
    kind: row.kind as DocumentKind, // cast: the table's check
    number: Number(row.number),
    shiftNumber: row.shiftNumber,
    shiftDocumentNumber: row.shiftDocumentNumber,
    at: row.at,
    cashierName: row.cashierName,
    totalTiyn: tiyn(row.totalTiyn),
    outcome,
    issuedAutonomous,
    fiscalSign,
    offlineSign: issuedAutonomous ? (row.offlineNumber?.toString() ?? null) : null,
    refusal,
  };
}

const rowsOf = (asked: number | undefined): number => Math.min(Math.max(1, asked ?? 20), limits.tablePageRowsMax);

/** Shifts of a register, newest first. */
export async function shifts(
  tenantId: string,
  registerId: string,
  { page, pageRows }: { readonly page: number; readonly pageRows?: number },
): Promise<{ readonly rows: readonly ShiftRow[]; readonly total: number }> {
  if (!isId(registerId)) return { rows: [], total: 0 };
  const take = rowsOf(pageRows);
  return withTenant(tenantId, async (tx) => {
    const wanted = { tenantId, registerId };
    const total = await tx.fiscalShift.count({ where: wanted });
    const skip = (Math.max(1, page) - 1) * take;
    const rows = await tx.fiscalShift.findMany({ where: wanted, orderBy: { number: "desc" }, skip, take });
    return {
      total,
      rows: rows.map(({ number, openedAt, closedAt, documents: made, revenueTiyn, zReportId }) => ({
        ...{ number, openedAt, closedAt, documents: made, revenueTiyn: tiyn(revenueTiyn), zReportId },
      })),
    };
  });
}
