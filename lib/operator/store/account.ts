import type { Tx } from "@/lib/db";
import type { Tiyn } from "@/lib/kernel";

export type NewCharge = {
  readonly tenantId: string;
  readonly id: string;
  /** What is charged, once and for all: a second line under the same key is not written. */
  readonly key: string;
  readonly amountTiyn: Tiyn;
  /** `202611`. */
  readonly period: string;
  readonly comment: string;
  readonly registerId: number;
  readonly dueOn: Date;
  readonly at: Date;
};

/** Puts a charge on the personal account, unless its key is there. */
export async function insertCharge(tx: Tx, charge: NewCharge): Promise<void> {
  await tx.operatorAccountEntry.createMany({ data: [{ ...charge, kind: "charge" }], skipDuplicates: true });
}
