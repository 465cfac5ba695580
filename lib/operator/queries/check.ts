import type { CheckFacts } from "@/lib/cpcr";
import { withSystem } from "@/lib/db";
import type { TicketFacts } from "../print/ticket-paper";
import { ticketFacts, wholeDocument } from "./documents";

const BIGINT_MAX = 9_223_372_036_854_775_807n;

/**
 * What a QR opens: the receipt with exactly these four facts, whoever sold it, by its fiscal sign or by the autonomous number that
 * the buyer holds. One fact wrong and there is none, so nobody reads receipts by counting up.
 */
export async function receiptByCheck(
  facts: CheckFacts,
  time: (moment: Date) => string,
): Promise<{ readonly ticket: TicketFacts; readonly receivedAt: Date } | null> {
  return withSystem(async (tx) => {
    const offline =
      BigInt(facts.sign) <= BIGINT_MAX ? [{ offlineNumbers: { some: { number: BigInt(facts.sign) } } }] : [];
    const row = await tx.operatorDocument.findFirst({
      where: {
        OR: [{ fiscalSign: facts.sign }, ...offline],
        register: { registrationNumber: facts.registrationNumber },
        ...{ totalTiyn: facts.totalTiyn, dateTime: facts.at },
      },
      select: { ...wholeDocument, tenantId: true },
    });
    if (!row) return null;
    const client = await tx.operatorClient.findUnique({ where: { tenantId: row.tenantId } });
    const ticket = client && ticketFacts(row, client, time);
    return ticket && { ticket, receivedAt: row.receivedAt };
  });
}
