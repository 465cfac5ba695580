import { withClient } from "../database";

/**
 * Marks every active register for reconciliation: since the backup was made it may have sold, and its operator may have booked what
 * the backup does not hold. Before anything is sent or sold the worker asks INFO; where the operator's last document is ours the
 * register goes on by itself, else a person decides. Leases and frames of the time of the backup hold nobody.
 */
export async function markForReconciliation(url: string): Promise<number> {
  return withClient(url, async (client) => {
    await client.query("BEGIN");
    await client.query("SET LOCAL ROLE tiyn_owner");
    // The version moves, so that whatever was decided upon the state before is lost.
    const { rowCount } = await client.query(
      `UPDATE cabinet.fiscal_register f SET reconcile = true, version = version + 1
       FROM cabinet.register r WHERE r.tenant_id = f.tenant_id AND r.id = f.register_id AND r.status = 'active'`,
    );
    await client.query(
      `UPDATE cabinet.transmission_queue q SET due_at = cabinet.fiscal_now(), epoch = epoch + 1, lease_until = NULL, lease_holder = NULL
       FROM cabinet.fiscal_register f WHERE f.tenant_id = q.tenant_id AND f.register_id = q.register_id AND f.reconcile`,
    );
    await client.query("COMMIT");
    return rowCount ?? 0;
  });
}
