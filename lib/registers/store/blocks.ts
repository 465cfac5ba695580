import type { Tx } from "@/lib/db";
import { type BlockCause, isBlockCause } from "../core/blocks";

const only = (rows: { changed: boolean }[]): boolean => rows[0]?.changed === true;

/** Adds a cause to a register's blocks; one already there keeps its moment and detail. Answers whether it is new. */
export async function addBlock(
  tx: Tx,
  tenantId: string,
  registerId: string,
  cause: BlockCause,
  detail: string | null = null,
): Promise<boolean> {
  return only(
    await tx.$queryRaw`SELECT cabinet.add_register_block(${tenantId}::uuid, ${registerId}::uuid, ${cause}, ${detail}) AS changed`,
  );
}

/** Lifts one cause and no other. Answers whether it was there. */
export async function liftBlock(tx: Tx, tenantId: string, registerId: string, cause: BlockCause): Promise<boolean> {
  return only(
    await tx.$queryRaw`SELECT cabinet.lift_register_block(${tenantId}::uuid, ${registerId}::uuid, ${cause}) AS changed`,
  );
}

/** Turns stored rows into the set that the guards read. */
export const blockSet = (rows: readonly { cause: string }[]): ReadonlySet<BlockCause> =>
  new Set(rows.map((row) => row.cause).filter(isBlockCause));
