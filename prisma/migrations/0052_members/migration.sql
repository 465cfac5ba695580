-- People of an organisation beside its owner. They sign in with a key of the organisation's БИН; what each may do follows from the role.
ALTER TABLE common.account DROP CONSTRAINT account_kind;
ALTER TABLE common.account ADD CONSTRAINT account_kind CHECK ((realm, kind) IN (
  ('cabinet', 'owner'), ('cabinet', 'admin'), ('cabinet', 'manager'), ('cabinet', 'accountant'), ('pos', 'cashier'), ('ofd', 'ofd_admin')));

-- Another role for an account of the same tenant; only between roles of members, so nobody becomes an owner this way. Sessions stay:
-- the role is read anew with each request.
CREATE FUNCTION common.account_set_member_kind(of_id uuid, new_kind text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
BEGIN
  UPDATE common.account SET kind = new_kind
  WHERE id = of_id AND kind IN ('manager', 'accountant') AND new_kind IN ('manager', 'accountant')
    AND common.may_touch_tenant(tenant_id);
  RETURN FOUND;
END $$;

-- Whose key may sign for the tenant in the name of this account.
CREATE FUNCTION common.account_iin(of_id uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  SELECT iin FROM common.account WHERE id = of_id AND common.may_touch_tenant(tenant_id)
$$;
REVOKE ALL ON FUNCTION common.account_set_member_kind(uuid, text), common.account_iin(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION common.account_set_member_kind(uuid, text), common.account_iin(uuid) TO tiyn_app, tiyn_system;

-- Beside the account of the same id, which no request may read.
CREATE TABLE cabinet.member (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  iin         text NOT NULL,
  name        text NOT NULL,
  role        text NOT NULL,
  admitted_at timestamptz(3) NOT NULL,
  disabled_at timestamptz(3),
  CONSTRAINT member_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT member_iin CHECK (iin ~ '^\d{12}$'),
  CONSTRAINT member_role CHECK (role IN ('manager', 'accountant')),
  CONSTRAINT member_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES cabinet.organization (tenant_id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX member_tenant_id_iin_key ON cabinet.member (tenant_id, iin);
SELECT common.protect_tenant_table('cabinet.member');
GRANT SELECT, INSERT, UPDATE ON cabinet.member TO tiyn_app;
