import type { Prisma, Tx } from "@/lib/db";
import { type FiscalDocument, isReceiptBody } from "../core/document";
import { paperKey } from "../core/returned";
import type { BasisReading, BasisReference } from "./port";
import { statusOf } from "./stored-document";

const RECEIPTS = ["sale", "purchase"];
const withSettlements = { settlements: true } satisfies Prisma.FiscalDocumentInclude;

type Paper = Exclude<BasisReference, { documentId: string }>;

/**
 * A receipt of any register of the organisation, by the register's РНМ and the sign on its paper: as the cashier took it, fiscal or
 * autonomous, else as the other.
 */
async function findNamed(tx: Tx, tenantId: string, { sign, registrationNumber, isOffline }: Paper) {
  if (!/^\d{1,18}$/.test(sign)) return null;
  const fiscal = { settlements: { some: { kind: "accepted", fiscalSign: sign } } };
  const autonomous = { offlineNumber: BigInt(sign) };
  const register = { register: { registrationNumber } };
  for (const signed of isOffline ? [autonomous, fiscal] : [fiscal, autonomous]) {
    const where: Prisma.FiscalDocumentWhereInput = { tenantId, kind: { in: RECEIPTS }, register, ...signed };
    const found = await tx.fiscalDocument.findFirst({ where, include: withSettlements });
    if (found) return found;
  }
  return null;
}

const isOurs = async (tx: Tx, tenantId: string, { registrationNumber }: Paper): Promise<boolean> =>
  (await tx.fiscalRegister.findFirst({
    ...{ where: { tenantId, register: { registrationNumber } }, select: { registerId: true } },
  })) !== null;

/**
 * Reads the basis of a return. The turn is counted over all returns of it, refused ones too, and two that claim the same one cannot
 * both be written; so whoever decides by this reading and wins has seen every return before his.
 */
export async function readBasis(tx: Tx, tenantId: string, reference: BasisReference): Promise<BasisReading> {
  const found =
    "documentId" in reference
      ? await tx.fiscalDocument.findFirst({ where: { tenantId, id: reference.documentId }, include: withSettlements })
      : await findNamed(tx, tenantId, reference);
  const key = found?.id ?? ("documentId" in reference ? reference.documentId : paperKey(reference));
  const returns = await tx.fiscalDocument.findMany({
    ...{ where: { tenantId, basisKey: key }, include: withSettlements, orderBy: { basisTurn: "asc" } },
  });
  const standing = returns.map(statusOf).filter(({ outcome }) => outcome !== "rejected");
  return {
    ...{ key, turn: (returns.at(-1)?.basisTurn ?? 0) + 1 },
    receipt: found && statusOf(found),
    ours: found !== null || ("sign" in reference && (await isOurs(tx, tenantId, reference))),
    returns: standing.map(({ document: { body } }: { document: FiscalDocument }) => body).filter(isReceiptBody),
  };
}

const UNIQUE_VIOLATION = "23505";

/** Whether a commit failed because another return of the same receipt was quicker. */
export const isTurnTaken = (error: unknown): boolean =>
  error instanceof Error &&
  Reflect.get(error, "code") === UNIQUE_VIOLATION &&
  Reflect.get(error, "constraint") === "fiscal_document_basis_turn";
