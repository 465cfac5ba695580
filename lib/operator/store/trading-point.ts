import type { Tx } from "@/lib/db";

export type NewPoint = {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly localityCode: string | null;
  readonly locality: string;
  readonly street: string;
  readonly house: string;
  readonly building: string | null;
  readonly room: string | null;
  readonly createdAt: Date;
};

/** Whether this client has a trading point under that id. */
export const hasPoint = async (tx: Tx, tenantId: string, id: string): Promise<boolean> =>
  (await tx.tradingPoint.count({ where: { tenantId, id } })) > 0;

/** Writes a trading point; a name that the client uses already breaks a unique constraint. */
export async function insertPoint(tx: Tx, point: NewPoint): Promise<void> {
  await tx.tradingPoint.create({ data: { ...point } });
}
