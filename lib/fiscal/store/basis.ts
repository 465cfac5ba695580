import type { Prisma, Tx } from "@/lib/db";
import { type FiscalDocument, isReceiptBody } from "../core/document";
import { paperKey } from "../core/returned";
import type { BasisReading, BasisReference } from "./port";
import { statusOf } from "./stored-document";

const RECEIPTS = ["sale", "purchase"];
const withSettlements = { settlements: true } satisfies Prisma.FiscalDocumentInclude;

/** A receipt of any register of the organisation, by the register's РНМ and the sign on its paper. */
function whereNamed(tenantId: string, named: Exclude<BasisReference, { documentId: string }>) {
  if (!/^\d{1,18}$/.test(named.sign)) return null;
  const sign = named.isOffline
    ? { offlineNumber: BigInt(named.sign) }
    : { settlements: { some: { kind: "accepted", fiscalSign: named.sign } } };
  const register = { register: { registrationNumber: named.registrationNumber } };
  return { tenantId, kind: { in: RECEIPTS }, register, ...sign } satisfies Prisma.FiscalDocumentWhereInput;
}

/**
 * Reads the basis of a return. The turn is counted over all returns of it, refused ones too, and two that claim the same one cannot
 * both be written; so whoever decides by this reading and wins has seen every return before his.
 */
export async function readBasis(tx: Tx, tenantId: string, reference: BasisReference): Promise<BasisReading> {
  const where = "documentId" in reference ? { tenantId, id: reference.documentId } : whereNamed(tenantId, reference);
  const found = where && (await tx.fiscalDocument.findFirst({ where, include: withSettlements }));
  const key = found?.id ?? ("documentId" in reference ? reference.documentId : paperKey(reference));
  const returns = await tx.fiscalDocument.findMany({
    ...{ where: { tenantId, basisKey: key }, include: withSettlements, orderBy: { basisTurn: "asc" } },
  });
  const standing = returns.map(statusOf).filter(({ outcome }) => outcome !== "rejected");
  return {
    ...{ key, turn: (returns.at(-1)?.basisTurn ?? 0) + 1 },
    receipt: found && statusOf(found),
    returns: standing.map(({ document: { body } }: { document: FiscalDocument }) => body).filter(isReceiptBody),
  };
}

const UNIQUE_VIOLATION = "23505";

/** Whether a commit failed because another return of the same receipt was quicker. */
export const isTurnTaken = (error: unknown): boolean =>
  error instanceof Error &&
  Reflect.get(error, "code") === UNIQUE_VIOLATION &&
  Reflect.get(error, "constraint") === "fiscal_document_basis_turn";
