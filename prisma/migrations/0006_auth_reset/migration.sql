-- Links by which an owner who forgot the password chooses a new one. Only the hash of a link's token is kept.
CREATE TABLE common.password_reset (
  token_hash bytea NOT NULL,
  account_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at    timestamptz(3),
  CONSTRAINT password_reset_pkey PRIMARY KEY (token_hash),
  CONSTRAINT password_reset_account_id_fkey FOREIGN KEY (account_id) REFERENCES common.account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT password_reset_hash CHECK (length(token_hash) = 32),
  CONSTRAINT password_reset_life CHECK (expires_at > created_at AND expires_at <= created_at + interval '1 hour')
);
CREATE INDEX password_reset_account_id_idx ON common.password_reset (account_id);
ALTER TABLE common.password_reset ENABLE ROW LEVEL SECURITY;
ALTER TABLE common.password_reset FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON common.password_reset TO tiyn_owner USING (true) WITH CHECK (true);

-- The owner's account behind an address; null where there is none, or where a link went out a moment ago.
CREATE FUNCTION common.reset_account(of_login text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  SELECT (SELECT jsonb_build_object('id', a.id, 'tenantId', a.tenant_id) FROM common.account a
    WHERE a.realm = 'cabinet' AND a.kind = 'owner' AND a.login = of_login AND a.disabled_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM common.password_reset r WHERE r.account_id = a.id AND r.used_at IS NULL AND r.created_at > now() - interval '2 minutes'))
$$;

CREATE FUNCTION common.reset_open(new_token bytea, of_account uuid, life_minutes integer) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  DELETE FROM common.password_reset WHERE account_id = of_account AND expires_at < now() - interval '1 day';
  INSERT INTO common.password_reset (token_hash, account_id, created_at, expires_at)
  VALUES (new_token, of_account, now(), now() + make_interval(mins => life_minutes)) RETURNING true
$$;

-- The login that a link is for, while the link is good.
CREATE FUNCTION common.reset_login(of_token bytea) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  SELECT (SELECT a.login FROM common.password_reset r JOIN common.account a ON a.id = r.account_id
    WHERE r.token_hash = of_token AND r.used_at IS NULL AND r.expires_at > now() AND a.disabled_at IS NULL)
$$;

-- Spends a link: of two at once one gets it. Every session ends, every other link of the account dies, a locked login opens.
CREATE FUNCTION common.reset_use(of_token bytea, new_hash text, entry_id uuid, request text, from_address text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE
  owner uuid;
  a common.account;
BEGIN
  UPDATE common.password_reset SET used_at = now() WHERE token_hash = of_token AND used_at IS NULL AND expires_at > now()
  RETURNING account_id INTO owner;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE common.account SET password_hash = new_hash, must_change_password = false, password_set_at = now()
  WHERE id = owner AND disabled_at IS NULL RETURNING * INTO a;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE common.password_reset SET used_at = now() WHERE account_id = a.id AND used_at IS NULL;
  DELETE FROM common.session WHERE account_id = a.id;
  DELETE FROM common.attempt WHERE realm = a.realm AND login_hash = sha256(convert_to(a.login, 'UTF8'));
  PERFORM common.audit_write(entry_id, a.tenant_id, 'account', a.id::text, 'auth.password_reset', 'account:' || a.id,
    jsonb_build_object('address', from_address), request);
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION
  common.reset_account(text),
  common.reset_open(bytea, uuid, integer),
  common.reset_login(bytea),
  common.reset_use(bytea, text, uuid, text, text)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  common.reset_account(text),
  common.reset_open(bytea, uuid, integer),
  common.reset_login(bytea),
  common.reset_use(bytea, text, uuid, text, text)
TO tiyn_system;
