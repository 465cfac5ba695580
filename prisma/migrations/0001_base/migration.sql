-- The floor of the database: schemas, what a tenant table is, the audit log, and the queue's door.
-- Runs as tiyn_owner. Roles and schemas are made before by prisma/bootstrap.sql.

-- The tenant of this transaction, or null. Set by withTenant() and by each fiscal function.
CREATE FUNCTION common.current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('tiyn.tenant', true), '')::uuid $$;

-- Makes a table a tenant table: row security forced on everyone, the owner included (backup and migrations have their own
-- policy), the app role bound to its tenant, nothing for system unless opened.
CREATE FUNCTION common.protect_tenant_table(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY owner_all ON %s TO tiyn_owner USING (true) WITH CHECK (true)', target);
  EXECUTE format('CREATE POLICY app_tenant ON %s TO tiyn_app
    USING (tenant_id = common.current_tenant()) WITH CHECK (tenant_id = common.current_tenant())', target);
END $$;

-- Opens a tenant table to the system role (worker, admin area, named look-ups) for the named verbs: 'select,insert,update'.
CREATE FUNCTION common.open_to_system(target regclass, verbs text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE verb text;
BEGIN
  EXECUTE format('CREATE POLICY system_all ON %s TO tiyn_system USING (true) WITH CHECK (true)', target);
  FOREACH verb IN ARRAY string_to_array(verbs, ',') LOOP
    IF trim(verb) NOT IN ('select', 'insert', 'update', 'delete') THEN
      RAISE EXCEPTION 'open_to_system: unknown verb %', verb;
    END IF;
    EXECUTE format('GRANT %s ON %s TO tiyn_system', trim(verb), target);
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION common.protect_tenant_table(regclass), common.open_to_system(regclass, text) FROM PUBLIC;

CREATE TABLE common.audit_entry (
  id         uuid PRIMARY KEY,
  tenant_id  uuid,
  at         timestamptz(3) NOT NULL,
  actor_kind text NOT NULL,
  actor_id   text,
  act        text NOT NULL,
  subject    text NOT NULL,
  facts      jsonb NOT NULL,
  request_id text,
  CONSTRAINT audit_actor_kind CHECK (actor_kind IN ('account', 'system', 'visitor', 'register'))
);
CREATE INDEX audit_entry_tenant_id_at_idx ON common.audit_entry (tenant_id, at);
CREATE INDEX audit_entry_at_idx ON common.audit_entry (at);

ALTER TABLE common.audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE common.audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON common.audit_entry TO tiyn_owner USING (true) WITH CHECK (true);
CREATE POLICY app_tenant ON common.audit_entry FOR SELECT TO tiyn_app USING (tenant_id = common.current_tenant());
CREATE POLICY system_read ON common.audit_entry FOR SELECT TO tiyn_system USING (true);
GRANT SELECT ON common.audit_entry TO tiyn_app, tiyn_system;

-- The one way into the audit log, whoever writes, in the writer's own transaction.
CREATE FUNCTION common.audit_write(
  entry_id uuid, entry_tenant uuid, actor_kind text, actor_id text, act text, subject text, facts jsonb, request_id text
) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  INSERT INTO common.audit_entry VALUES (entry_id, entry_tenant, clock_timestamp(), actor_kind, actor_id, act, subject, facts, request_id)
$$;
REVOKE ALL ON FUNCTION common.audit_write(uuid, uuid, text, text, text, text, jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION common.audit_write(uuid, uuid, text, text, text, text, jsonb, text) TO tiyn_app, tiyn_system;
GRANT EXECUTE ON FUNCTION common.current_tenant() TO tiyn_app, tiyn_system;
