import type { Tx } from "@/lib/db";
import { present } from "@/lib/kernel";

/** РНМ as observed: the office's four digits, then a serial of eight. */
export async function drawRegistrationNumber(tx: Tx, officeCode: string): Promise<string> {
  const rows = await tx.$queryRaw<{ serial: bigint }[]>`SELECT nextval('cabinet.demo_tax_serial_seq') AS serial`;
  return `${officeCode}${present(rows[0], "a sequence answers one row").serial.toString().padStart(8, "0")}`;
}

const at = ({ tenantId, id }: { tenantId: string; id: string }) => ({
  tenantId_registerId: { tenantId, registerId: id },
});

/** What the demo's tax office gave out for a register, or null. */
export const findDemoCard = (tx: Tx, register: { tenantId: string; id: string }) =>
  tx.demoTaxCard.findUnique({ where: at(register), select: { registrationNumber: true, issuedAt: true } });

/** The files of a card that was given out, or null. */
export const findDemoCardFiles = (tx: Tx, register: { tenantId: string; id: string }) =>
  tx.demoTaxCard.findUnique({ where: at(register), select: { pdfFileId: true, pngFileId: true } });

type NewDemoCard = Parameters<Tx["demoTaxCard"]["create"]>[0]["data"];

export async function insertDemoCard(tx: Tx, card: NewDemoCard): Promise<void> {
  await tx.demoTaxCard.create({ data: card });
}
