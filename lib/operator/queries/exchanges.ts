import { type Tx, withTenant } from "@/lib/db";
import { invariant } from "@/lib/kernel";
import { type DocumentKind, isDocumentKind } from "../core/book";
import type { RefusalReason } from "../core/refusal";

/** One message of a register and what it heard: a document that was booked, or a refusal. */
export type ExchangeRow = {
  readonly id: string;
  readonly at: Date;
  readonly requestNumber: number;
  readonly resultCode: number;
  readonly outcome:
    | { readonly booked: DocumentKind; readonly documentId: string }
    | { readonly refused: RefusalReason; readonly command: number };
};

const ROWS = 50;

/** The latest exchanges of a register, newest first. */
export async function latestExchanges(tx: Tx, tenantId: string, registerId: number): Promise<readonly ExchangeRow[]> {
  const documents = await tx.operatorDocument.findMany({
    where: { tenantId, registerId },
    orderBy: { sequence: "desc" },
    take: ROWS,
    select: { id: true, receivedAt: true, requestNumber: true, kind: true },
  });
  const refusals = await tx.operatorRefusal.findMany({
    where: { tenantId, registerId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: ROWS,
  });
  const booked = documents.map(({ id, receivedAt: at, requestNumber, kind }): ExchangeRow => {
    invariant(isDocumentKind(kind), "a stored kind is in the table");
    return { id, at, requestNumber, resultCode: 0, outcome: { booked: kind, documentId: id } };
  });
  const refused = refusals.map(({ id, at, requestNumber, resultCode, reason, command }): ExchangeRow => {
    const why = reason as RefusalReason; // cast: the server writes no other
    return { id, at, requestNumber, resultCode, outcome: { refused: why, command } };
  });
  return [...booked, ...refused].sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, ROWS);
}

/** The same for the owner of the register. */
export const exchangeList = (tenantId: string, registerId: number): Promise<readonly ExchangeRow[]> =>
  withTenant(tenantId, (tx) => latestExchanges(tx, tenantId, registerId));
