import { join } from "node:path";
import { expect, test } from "vitest";
import { connectionOf, link, withTenant } from "@/lib/db";
import { schemaDrift } from "@/lib/db/drift";
import { look } from "../support/db";

const OURS = "('common', 'cabinet', 'operator')";

/** What is written once and never changed: papers, signatures, decisions, the book of the register, money, the audit log. */
const INSERT_ONLY: readonly string[] = [
  "common.audit_entry",
  "common.stored_file",
  "common.signature",
  "cabinet.register_card",
  "cabinet.register_decision",
  "cabinet.ledger_entry",
  "cabinet.ledger_posting",
  "cabinet.bank_payment",
  "cabinet.idempotency",
  "cabinet.fiscal_document",
  "cabinet.fiscal_seal",
  "cabinet.fiscal_attempt",
  "cabinet.fiscal_settlement",
  "cabinet.fiscal_head",
  "cabinet.fiscal_buyer",
  "cabinet.takings",
  "operator.document",
  "operator.offline_number",
  "operator.account_entry",
];

/** Tenant tables whose key does not begin with the tenant, and why. */
const OTHER_KEYS: Readonly<Record<string, string>> = {
  "common.audit_entry": "an entry may concern no tenant",
  "common.account": "an account signs in before its tenant is known",
};

type Named = { readonly name: string };
const names = (rows: readonly Named[]): string[] => rows.map(({ name }) => name).sort();

const TENANT_TABLES = `
  SELECT c.oid, c.oid::regclass::text AS name, c.relrowsecurity, c.relforcerowsecurity
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p') AND n.nspname IN ${OURS}`;

test("migrations equal the schema files", async () => {
  const drift = () => schemaDrift(join(process.cwd(), "prisma"), connectionOf("owner"));
  expect(await drift()).toBe("");
  await look("ALTER TABLE cabinet.register ADD COLUMN forgotten int");
  expect(await drift()).toContain("forgotten");
  await look("ALTER TABLE cabinet.register DROP COLUMN forgotten");
});

test("row security is forced on every table that knows a tenant", async () => {
  const tables = await look<Named & { relrowsecurity: boolean; relforcerowsecurity: boolean }>(TENANT_TABLES);
  expect(tables.length).toBeGreaterThan(5);
  expect(names(tables.filter((table) => !table.relrowsecurity || !table.relforcerowsecurity))).toEqual([]);
});

test("no tenant table can be read without a tenant: each policy of the app role asks for it", async () => {
  const open = await look<Named>(`
    SELECT t.name || ': ' || p.polname AS name
    FROM (${TENANT_TABLES}) t JOIN pg_policy p ON p.polrelid = t.oid
    WHERE (0 = ANY(p.polroles) OR 'tiyn_app'::regrole = ANY(p.polroles))
      AND (p.polcmd IN ('r', '*', 'w', 'd') AND coalesce(pg_get_expr(p.polqual, p.polrelid), '') NOT LIKE '%tenant_id = common.current_tenant()%'
        OR p.polcmd = 'a' AND coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') NOT LIKE '%tenant_id = common.current_tenant()%')`);
  expect(names(open)).toEqual([]);
});

test("without a tenant a tenant table with rows reads as empty; with one, only its rows show", async () => {
  const [mine, other] = ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"];
  const act =
    "SELECT common.audit_write(gen_random_uuid(), $1::uuid, 'system', NULL, 'test.act', 'test:1', '{}'::jsonb, NULL)";
  for (const tenant of [mine, other]) await look(act, [tenant]);
  const entries = "SELECT tenant_id AS tenant FROM common.audit_entry";
  expect((await link("app").pool.query(entries)).rows).toEqual([]);
  const seen = await withTenant(mine ?? "", (tx) => tx.$queryRawUnsafe<{ tenant: string }[]>(entries));
  expect(seen).toEqual([{ tenant: mine }]);
});

test("every key of a tenant table begins with the tenant", async () => {
  const keys = await look<Named>(`
    SELECT t.name FROM (${TENANT_TABLES}) t
    JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.conkey[1]
    WHERE a.attname <> 'tenant_id'`);
  expect(names(keys).filter((name) => !(name in OTHER_KEYS))).toEqual([]);
});

test("what is written once can be neither changed nor removed by the roles that serve", async () => {
  const verbs = await look<Named>(
    `SELECT r || ' ' || v || ' ' || t AS name
     FROM unnest($1::text[]) t, unnest(ARRAY['tiyn_app', 'tiyn_system']) r, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) v
     WHERE has_table_privilege(r, t, v) OR (v = 'UPDATE' AND has_any_column_privilege(r, t, v))`,
    [INSERT_ONLY],
  );
  expect(names(verbs)).toEqual([]);
});

test("no role of the service may empty a table, own one, or stand above row security", async () => {
  const powers = await look<Named>(`
    SELECT c.oid::regclass::text || ' ' || r.rolname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ${OURS}, pg_roles r
    WHERE c.relkind IN ('r', 'p') AND r.rolname IN ('tiyn_app', 'tiyn_system')
      AND (has_table_privilege(r.oid, c.oid, 'TRUNCATE') OR c.relowner = r.oid)
    UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE 'tiyn\\_%' AND (rolsuper OR rolbypassrls OR rolcreaterole)
    UNION ALL SELECT nspname || ' can be built in by ' || r.rolname FROM pg_namespace, pg_roles r
    WHERE nspname IN ${OURS} AND r.rolname IN ('tiyn_app', 'tiyn_system') AND has_schema_privilege(r.oid, nspname, 'CREATE')`);
  expect(names(powers)).toEqual([]);
});

test("functions that run as their owner name their search path and are not open to everyone", async () => {
  const loose = await look<Named>(`
    SELECT p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND n.nspname IN ('common', 'cabinet', 'operator', 'queue')
      AND (NOT EXISTS (SELECT FROM unnest(p.proconfig) s WHERE s LIKE 'search_path=%')
        OR EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                   WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE'))`);
  expect(names(loose)).toEqual([]);
});

test("no foreign key crosses schemas", async () => {
  const crossing = await look<Named>(`
    SELECT k.conname AS name FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid
    WHERE k.contype = 'f' AND a.relnamespace <> b.relnamespace`);
  expect(names(crossing)).toEqual([]);
});

test("money is bigint, moments know their zone, nothing is a float", async () => {
  const odd = await look<Named>(`
    SELECT table_schema || '.' || table_name || '.' || column_name || ' ' || data_type AS name FROM information_schema.columns
    WHERE table_schema IN ${OURS} AND (
      (column_name LIKE '%\\_tiyn' OR column_name LIKE '%\\_milli') AND data_type <> 'bigint'
      OR data_type IN ('timestamp without time zone', 'real', 'double precision', 'money'))`);
  expect(names(odd)).toEqual([]);
});
