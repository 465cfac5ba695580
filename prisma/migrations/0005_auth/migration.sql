-- Accounts, sessions and tries to sign in. No role reads these tables: each function below answers one question.

CREATE TABLE common.account (
  id                   uuid NOT NULL,
  realm                text NOT NULL,
  kind                 text NOT NULL,
  tenant_id            uuid,
  login                text NOT NULL,
  name                 text NOT NULL,
  iin                  text,
  xin                  text,
  password_hash        text,
  must_change_password boolean NOT NULL,
  created_at           timestamptz(3) NOT NULL,
  password_set_at      timestamptz(3),
  disabled_at          timestamptz(3),
  CONSTRAINT account_pkey PRIMARY KEY (id),
  CONSTRAINT account_kind CHECK ((realm, kind) IN (('cabinet', 'owner'), ('cabinet', 'admin'), ('pos', 'cashier'), ('ofd', 'ofd_admin'))),
  CONSTRAINT account_tenant CHECK ((tenant_id IS NULL) = (kind = 'admin')),
  CONSTRAINT account_login CHECK (length(login) BETWEEN 1 AND 254 AND login = btrim(login)),
  CONSTRAINT account_numbers CHECK (iin ~ '^[0-9]{12}$' AND xin ~ '^[0-9]{12}$'),
  CONSTRAINT account_password CHECK (starts_with(password_hash, '$argon2id$') AND (password_hash IS NULL) = (password_set_at IS NULL))
);
CREATE UNIQUE INDEX account_realm_login_key ON common.account (realm, login);
CREATE INDEX account_realm_xin_iin_idx ON common.account (realm, xin, iin);
CREATE INDEX account_tenant_id_idx ON common.account (tenant_id);

CREATE TABLE common.session (
  id           uuid NOT NULL,
  sid_hash     bytea NOT NULL,
  account_id   uuid NOT NULL,
  realm        text NOT NULL,
  created_at   timestamptz(3) NOT NULL,
  last_seen_at timestamptz(3) NOT NULL,
  expires_at   timestamptz(3) NOT NULL,
  idle_seconds integer NOT NULL,
  user_agent   text NOT NULL,
  address      text NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (id),
  CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES common.account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT session_sid CHECK (length(sid_hash) = 32),
  CONSTRAINT session_life CHECK (expires_at > created_at AND expires_at <= created_at + interval '12 hours' AND idle_seconds > 0)
);
CREATE UNIQUE INDEX session_sid_hash_key ON common.session (sid_hash);
CREATE INDEX session_account_id_idx ON common.session (account_id);
CREATE INDEX session_expires_at_idx ON common.session (expires_at);

CREATE TABLE common.attempt (
  id         uuid NOT NULL,
  realm      text NOT NULL,
  login_hash bytea NOT NULL,
  address    text NOT NULL,
  at         timestamptz(3) NOT NULL,
  outcome    text NOT NULL,
  CONSTRAINT attempt_pkey PRIMARY KEY (id),
  CONSTRAINT attempt_outcome CHECK (outcome IN ('pending', 'accepted', 'refused')),
  CONSTRAINT attempt_hash CHECK (length(login_hash) = 32)
);
CREATE INDEX attempt_realm_login_hash_at_idx ON common.attempt (realm, login_hash, at);
CREATE INDEX attempt_address_at_idx ON common.attempt (address, at);
CREATE INDEX attempt_at_idx ON common.attempt (at);

DO $$
DECLARE target text;
BEGIN
  FOREACH target IN ARRAY ARRAY['common.account', 'common.session', 'common.attempt'] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY owner_all ON %s TO tiyn_owner USING (true) WITH CHECK (true)', target);
  END LOOP;
END $$;

-- Whose account may the caller touch? The system role: anyone's. The app role: those of the tenant of its transaction.
-- Inside a function that runs as its owner, the setting `role` still names the caller.
CREATE FUNCTION common.may_touch_tenant(of_tenant uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, common AS $$
  SELECT pg_has_role(CASE current_setting('role') WHEN 'none' THEN session_user::text ELSE current_setting('role') END, 'tiyn_system', 'USAGE')
    OR coalesce(of_tenant = common.current_tenant(), false)
$$;

CREATE FUNCTION common.account_create(
  new_id uuid, new_realm text, new_kind text, new_tenant uuid, new_login text, new_name text, new_iin text, new_xin text,
  new_hash text, must_change boolean
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
BEGIN
  IF NOT common.may_touch_tenant(new_tenant) THEN
    RAISE EXCEPTION 'an account of another tenant' USING ERRCODE = '42501';
  END IF;
  INSERT INTO common.account (id, realm, kind, tenant_id, login, name, iin, xin, password_hash, must_change_password, created_at, password_set_at)
  VALUES (new_id, new_realm, new_kind, new_tenant, new_login, new_name, new_iin, new_xin, new_hash, must_change, now(),
          CASE WHEN new_hash IS NOT NULL THEN now() END)
  ON CONFLICT (realm, login) DO NOTHING;
  RETURN FOUND;
END $$;

-- A password that its owner did not choose: every session ends, and the tries that locked the login are forgiven.
CREATE FUNCTION common.account_set_password(of_id uuid, new_hash text, must_change boolean, of_login_hash bytea)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE of_realm text;
BEGIN
  UPDATE common.account SET password_hash = new_hash, must_change_password = must_change, password_set_at = now()
  WHERE id = of_id AND common.may_touch_tenant(tenant_id) RETURNING realm INTO of_realm;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM common.session WHERE account_id = of_id;
  DELETE FROM common.attempt WHERE realm = of_realm AND login_hash = of_login_hash;
  RETURN true;
END $$;

CREATE FUNCTION common.account_disable(of_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
BEGIN
  UPDATE common.account SET disabled_at = coalesce(disabled_at, now()) WHERE id = of_id AND common.may_touch_tenant(tenant_id);
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM common.session WHERE account_id = of_id;
  RETURN true;
END $$;

CREATE FUNCTION common.account_enable(of_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
BEGIN
  UPDATE common.account SET disabled_at = NULL WHERE id = of_id AND common.may_touch_tenant(tenant_id);
  RETURN FOUND;
END $$;

CREATE FUNCTION common.account_login(of_id uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  SELECT login FROM common.account WHERE id = of_id AND common.may_touch_tenant(tenant_id)
$$;

-- The account behind a session that still lives; marks it as seen, at most twice a minute.
CREATE FUNCTION common.session_use(of_sid bytea, of_realm text) RETURNS jsonb
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  WITH alive AS (
    SELECT s.id, s.last_seen_at, a.id AS account_id, a.tenant_id, a.kind, a.name, a.login, a.must_change_password
    FROM common.session s JOIN common.account a ON a.id = s.account_id
    WHERE s.sid_hash = of_sid AND s.realm = of_realm AND a.realm = of_realm AND a.disabled_at IS NULL
      AND s.expires_at > now() AND s.last_seen_at + make_interval(secs => s.idle_seconds) > now()
  ), seen AS (
    UPDATE common.session s SET last_seen_at = now() FROM alive
    WHERE s.id = alive.id AND alive.last_seen_at < now() - interval '30 seconds'
  )
  SELECT (SELECT jsonb_build_object('id', id, 'accountId', account_id, 'tenantId', tenant_id, 'kind', kind, 'name', name,
    'login', login, 'mustChangePassword', must_change_password) FROM alive)
$$;

CREATE FUNCTION common.session_end(of_sid bytea, of_realm text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
BEGIN
  DELETE FROM common.session WHERE sid_hash = of_sid AND realm = of_realm;
  RETURN FOUND;
END $$;

-- What the bearer of a session may see and end: the sessions of the same account.
CREATE FUNCTION common.session_list(of_sid bytea) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'createdAt', (extract(epoch FROM s.created_at) * 1000)::bigint,
    'lastSeenAt', (extract(epoch FROM s.last_seen_at) * 1000)::bigint, 'userAgent', s.user_agent, 'address', s.address,
    'current', s.sid_hash = of_sid) ORDER BY s.sid_hash = of_sid DESC, s.last_seen_at DESC), '[]'::jsonb)
  FROM common.session s
  WHERE s.account_id = (SELECT account_id FROM common.session WHERE sid_hash = of_sid)
    AND s.expires_at > now() AND s.last_seen_at + make_interval(secs => s.idle_seconds) > now()
$$;

CREATE FUNCTION common.session_end_others(of_sid bytea, only_id uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE ended integer;
BEGIN
  DELETE FROM common.session s WHERE s.account_id = (SELECT account_id FROM common.session WHERE sid_hash = of_sid)
    AND s.sid_hash <> of_sid AND (only_id IS NULL OR s.id = only_id);
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END $$;

-- Opens a session, ends the one it replaces in the same browser, and forgets a handful of dead ones.
CREATE FUNCTION common.session_open(
  new_id uuid, new_sid bytea, of_account uuid, of_realm text, life_seconds integer, idle integer, agent text, from_address text,
  replaced_sid bytea, method text, entry_id uuid, request text
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE of_tenant uuid;
BEGIN
  DELETE FROM common.session WHERE sid_hash = replaced_sid AND realm = of_realm;
  DELETE FROM common.session WHERE id IN (
    SELECT id FROM common.session WHERE expires_at < now() ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED);
  -- The lock makes a sign-in and a disabling of the same account take turns.
  SELECT tenant_id INTO of_tenant FROM common.account WHERE id = of_account AND realm = of_realm AND disabled_at IS NULL FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO common.session (id, sid_hash, account_id, realm, created_at, last_seen_at, expires_at, idle_seconds, user_agent, address)
  VALUES (new_id, new_sid, of_account, of_realm, now(), now(), now() + make_interval(secs => life_seconds), idle, left(agent, 200), from_address);
  PERFORM common.audit_write(entry_id, of_tenant, 'account', of_account::text, 'auth.signed_in', 'account:' || of_account,
    jsonb_build_object('realm', of_realm, 'method', method, 'address', from_address), request);
  RETURN true;
END $$;

-- Counts a try before the password is looked at, so that a hundred tries at once are still a hundred. Answers how long to wait,
-- or the account to check. Tries at one login or from one address take turns; the order of the two locks is always the same.
CREATE FUNCTION common.sign_in_begin(
  new_id uuid, of_realm text, of_login text, of_login_hash bytea, from_address text, login_max integer, address_max integer,
  window_seconds integer
) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE
  since timestamptz;
  nth timestamptz;
  found_account jsonb;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(of_realm || encode(of_login_hash, 'hex'), 5));
  PERFORM pg_advisory_xact_lock(hashtextextended(from_address, 6));
  since := clock_timestamp() - make_interval(secs => window_seconds);
  DELETE FROM common.attempt WHERE id IN (
    SELECT id FROM common.attempt WHERE at < since - interval '1 day' ORDER BY at LIMIT 20 FOR UPDATE SKIP LOCKED);
  SELECT min(at) INTO nth FROM (
    SELECT at FROM common.attempt WHERE realm = of_realm AND login_hash = of_login_hash AND outcome <> 'accepted' AND at > greatest(since, (
      SELECT max(at) FROM common.attempt WHERE realm = of_realm AND login_hash = of_login_hash AND outcome = 'accepted'))
    ORDER BY at DESC LIMIT login_max) tries HAVING count(*) >= login_max;
  IF nth IS NULL THEN
    SELECT min(at) INTO nth FROM (
      SELECT at FROM common.attempt WHERE address = from_address AND outcome <> 'accepted' AND at > since
      ORDER BY at DESC LIMIT address_max) tries HAVING count(*) >= address_max;
  END IF;
  IF nth IS NOT NULL THEN
    RETURN jsonb_build_object('waitSeconds', greatest(1, ceil(extract(epoch FROM nth - since)))::integer);
  END IF;
  INSERT INTO common.attempt (id, realm, login_hash, address, at, outcome)
  VALUES (new_id, of_realm, of_login_hash, from_address, clock_timestamp(), 'pending');
  SELECT jsonb_build_object('id', id, 'hash', password_hash) INTO found_account
  FROM common.account WHERE realm = of_realm AND login = of_login AND disabled_at IS NULL;
  RETURN jsonb_build_object('account', found_account);
END $$;

-- Closes a try. A refused one at an account is written down for its tenant; one at a login that nobody has is only counted.
CREATE FUNCTION common.sign_in_end(of_attempt uuid, accepted boolean, of_account uuid, entry_id uuid, request text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE
  a common.account;
  tried common.attempt;
BEGIN
  UPDATE common.attempt SET outcome = CASE WHEN accepted THEN 'accepted' ELSE 'refused' END WHERE id = of_attempt RETURNING * INTO tried;
  SELECT * INTO a FROM common.account WHERE id = of_account;
  IF a.id IS NOT NULL AND NOT accepted THEN
    PERFORM common.audit_write(entry_id, a.tenant_id, 'visitor', NULL, 'auth.sign_in_refused', 'account:' || a.id,
      jsonb_build_object('realm', a.realm, 'address', tried.address), request);
  END IF;
  RETURN a.must_change_password;
END $$;

CREATE FUNCTION common.account_by_eds(of_realm text, of_iin text, of_xin text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  SELECT (SELECT id FROM common.account WHERE realm = of_realm AND iin = of_iin AND xin = of_xin AND disabled_at IS NULL
    ORDER BY created_at, id LIMIT 1)
$$;

-- The bearer of a session chooses a password: it counts only while the session and the hash it was checked against stand.
CREATE FUNCTION common.account_change_password(of_sid bytea, old_hash text, new_hash text, entry_id uuid, request text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE a common.account;
BEGIN
  UPDATE common.account SET password_hash = new_hash, must_change_password = false, password_set_at = now()
  WHERE id = (SELECT account_id FROM common.session WHERE sid_hash = of_sid) AND password_hash IS NOT DISTINCT FROM old_hash
    AND disabled_at IS NULL
  RETURNING * INTO a;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM common.session WHERE account_id = a.id AND sid_hash <> of_sid;
  PERFORM common.audit_write(entry_id, a.tenant_id, 'account', a.id::text, 'auth.password_changed', 'account:' || a.id, '{}'::jsonb, request);
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION
  common.may_touch_tenant(uuid),
  common.account_create(uuid, text, text, uuid, text, text, text, text, text, boolean),
  common.account_set_password(uuid, text, boolean, bytea),
  common.account_disable(uuid),
  common.account_enable(uuid),
  common.account_login(uuid),
  common.session_use(bytea, text),
  common.session_end(bytea, text),
  common.session_list(bytea),
  common.session_end_others(bytea, uuid),
  common.session_open(uuid, bytea, uuid, text, integer, integer, text, text, bytea, text, uuid, text),
  common.sign_in_begin(uuid, text, text, bytea, text, integer, integer, integer),
  common.sign_in_end(uuid, boolean, uuid, uuid, text),
  common.account_by_eds(text, text, text),
  common.account_change_password(bytea, text, text, uuid, text)
FROM PUBLIC;
-- Within a tenant, or by the bearer of a session: every request may.
GRANT EXECUTE ON FUNCTION
  common.account_create(uuid, text, text, uuid, text, text, text, text, text, boolean),
  common.account_set_password(uuid, text, boolean, bytea),
  common.account_disable(uuid),
  common.account_enable(uuid),
  common.account_login(uuid)
TO tiyn_app, tiyn_system;
GRANT EXECUTE ON FUNCTION
  common.session_use(bytea, text),
  common.session_end(bytea, text),
  common.session_list(bytea),
  common.session_end_others(bytea, uuid)
TO tiyn_app;
-- What proves who somebody is stays with the system role.
GRANT EXECUTE ON FUNCTION
  common.session_open(uuid, bytea, uuid, text, integer, integer, text, text, bytea, text, uuid, text),
  common.sign_in_begin(uuid, text, text, bytea, text, integer, integer, integer),
  common.sign_in_end(uuid, boolean, uuid, uuid, text),
  common.account_by_eds(text, text, text),
  common.account_change_password(bytea, text, text, uuid, text)
TO tiyn_system;
