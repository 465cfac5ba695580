import type { Shop } from "./fiscal";
import { look } from "./look";

/**
 * Fills a register with copies of its first document by plain SQL, an hour's hundred at a time, closed shifts of two days
 * included: rows to read, not a journal that would stand an audit. Answers the time of the newest.
 */
export async function multiplied(
  { tenantId, registerId, cashierId }: Pick<Shop, "tenantId" | "registerId" | "cashierId">,
  count: number,
): Promise<Date> {
  const copy = `INSERT INTO cabinet.fiscal_document (tenant_id, id, register_id, number, shift_number, shift_document_number, kind, at,
      total_tiyn, offline_number, autonomous, cashier_id, cashier_name, body, journal_seq, previous_hash, hash, payments)
    SELECT d.tenant_id, gen_random_uuid(), d.register_id, d.number + n, 1 + n / 20, n % 20, 'sale',
      d.at + n * interval '36 seconds', 10000 + n % 5000, d.offline_number + n, false, $3, d.cashier_name,
      d.body - 'buyer', 0, d.previous_hash, d.hash, CASE WHEN n % 3 = 0 THEN 'card' ELSE 'cash' END
    FROM cabinet.fiscal_document d CROSS JOIN generate_series(1, $4::int) AS n
    WHERE d.tenant_id = $1 AND d.register_id = $2 AND d.number = 1`;
  await look(copy, [tenantId, registerId, cashierId, count]);
  await look(
    `INSERT INTO cabinet.fiscal_settlement (tenant_id, id, register_id, document_id, kind, at, fiscal_sign, journal_seq, previous_hash, hash)
     SELECT d.tenant_id, gen_random_uuid(), d.register_id, d.id, 'accepted', d.at, (100000000 + d.number)::text, -d.number, d.previous_hash, d.hash
     FROM cabinet.fiscal_document d WHERE d.tenant_id = $1 AND d.register_id = $2 AND d.number > 1`,
    [tenantId, registerId],
  );
  await look(
    `INSERT INTO cabinet.fiscal_shift (tenant_id, id, register_id, number, opened_at, closed_at, documents, revenue_tiyn, z_report_id)
     SELECT tenant_id, gen_random_uuid(), register_id, shift_number + 1000000, min(at), max(at), count(*), sum(total_tiyn), gen_random_uuid()
     FROM cabinet.fiscal_document WHERE tenant_id = $1 AND register_id = $2 GROUP BY 1, 3, 4`,
    [tenantId, registerId],
  );
  await look(
    `INSERT INTO cabinet.fiscal_buyer SELECT tenant_id, id, (600000000000 + number)::text, at FROM cabinet.fiscal_document
     WHERE tenant_id = $1 AND register_id = $2 AND number > 1 AND number % 10 = 0`,
    [tenantId, registerId],
  );
  await look(
    "UPDATE cabinet.fiscal_register SET last_number = $3, sent_number = $3 WHERE tenant_id = $1 AND register_id = $2",
    [tenantId, registerId, count + 1],
  );
  for (const table of ["document", "settlement", "shift", "buyer"]) await look(`ANALYZE cabinet.fiscal_${table}`);
  const [row] = await look<{ at: Date }>("SELECT max(at) AS at FROM cabinet.fiscal_document WHERE register_id = $1", [
    registerId,
  ]);
  return row?.at ?? new Date(0);
}
