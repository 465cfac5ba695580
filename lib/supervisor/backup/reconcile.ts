import { withClient } from "../database";

/**
 * Blocks the active registers whose data operator is not in the restored database: it may have booked documents that the backup
 * does not know. The way out is the one of a lost token: the owner takes a new one, the register asks the operator for its last
 * document, and only then sells on. Registers of our own operator were restored together with its book and agree with it.
 */
export async function blockForeignRegisters(url: string, madeAt: string): Promise<number> {
  return withClient(url, async (client) => {
    await client.query("SET ROLE tiyn_owner");
    const { rows } = await client.query<{ added: boolean }>(
      `WITH others AS MATERIALIZED (
         SELECT r.tenant_id, r.id FROM cabinet.register r
         WHERE r.status = 'active' AND NOT EXISTS (SELECT FROM operator.register o WHERE o.id = r.ofd_register_id))
       SELECT cabinet.add_register_block(tenant_id, id, 'token', 'backup of ' || $1) AS added FROM others`,
      [madeAt],
    );
    return rows.filter(({ added }) => added).length;
  });
}
