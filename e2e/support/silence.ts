import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Running } from "./test";

const fileOf = (dataDir: string, ofdRegisterId: number): string => join(dataDir, `silent-${ofdRegisterId}`);

/** Whether the operator does not answer this register just now. Asked by the process that stands between the two. */
export const isSilentTo = (dataDir: string, ofdRegisterId: number): boolean =>
  existsSync(fileOf(dataDir, ofdRegisterId));

/** The operator falls silent to one register; what this answers makes it speak again. Journeys beside it notice nothing. */
export async function silenceOperator(product: Running, registerId: string): Promise<() => void> {
  const rows = await product.look<{ id: string }>("SELECT ofd_register_id AS id FROM cabinet.register WHERE id = $1", [
    registerId,
  ]);
  const file = fileOf(process.env.TIYN_PRODUCT ?? "", Number(rows[0]?.id));
  writeFileSync(file, "");
  return () => rmSync(file, { force: true });
}
