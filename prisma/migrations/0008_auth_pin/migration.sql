-- A till left alone locks itself and opens by a PIN. The lock stands in the session's row, so it holds in every process and tab.
ALTER TABLE common.account ADD COLUMN pin_hash text;
ALTER TABLE common.account ADD CONSTRAINT account_pin CHECK (pin_hash IS NULL OR (realm = 'pos' AND starts_with(pin_hash, '$argon2id$')));
ALTER TABLE common.session ADD COLUMN locked_at timestamptz(3);
ALTER TABLE common.session ADD COLUMN pin_tries integer NOT NULL DEFAULT 0;
ALTER TABLE common.session ADD CONSTRAINT session_lock CHECK (pin_tries >= 0 AND (locked_at IS NULL OR realm = 'pos'));

CREATE OR REPLACE FUNCTION common.session_use(of_sid bytea, of_realm text) RETURNS jsonb
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  WITH alive AS (
    SELECT s.id, s.last_seen_at, s.locked_at IS NOT NULL AS locked, a.id AS account_id, a.tenant_id, a.kind, a.name, a.login,
      a.must_change_password, a.pin_hash IS NOT NULL AS has_pin
    FROM common.session s JOIN common.account a ON a.id = s.account_id
    WHERE s.sid_hash = of_sid AND s.realm = of_realm AND a.realm = of_realm AND a.disabled_at IS NULL
      AND s.expires_at > now() AND s.last_seen_at + make_interval(secs => s.idle_seconds) > now()
  ), seen AS (
    UPDATE common.session s SET last_seen_at = now() FROM alive
    WHERE s.id = alive.id AND alive.last_seen_at < now() - interval '30 seconds'
  )
  SELECT (SELECT jsonb_build_object('id', id, 'accountId', account_id, 'tenantId', tenant_id, 'kind', kind, 'name', name,
    'login', login, 'mustChangePassword', must_change_password, 'locked', locked, 'hasPin', has_pin) FROM alive)
$$;

-- A password that its owner did not choose takes the PIN away too: whoever forgot the one may have given away the other.
CREATE OR REPLACE FUNCTION common.account_set_password(of_id uuid, new_hash text, must_change boolean, of_login_hash bytea)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE of_realm text;
BEGIN
  UPDATE common.account SET password_hash = new_hash, must_change_password = must_change, password_set_at = now(), pin_hash = NULL
  WHERE id = of_id AND common.may_touch_tenant(tenant_id) RETURNING realm INTO of_realm;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM common.session WHERE account_id = of_id;
  DELETE FROM common.attempt WHERE realm = of_realm AND login_hash = of_login_hash;
  RETURN true;
END $$;

-- Locks the bearer's session. False where the account has no PIN to open it with.
CREATE FUNCTION common.session_lock(of_sid bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
BEGIN
  UPDATE common.session s SET locked_at = coalesce(s.locked_at, now()) FROM common.account a
  WHERE s.sid_hash = of_sid AND s.realm = 'pos' AND a.id = s.account_id AND a.pin_hash IS NOT NULL;
  RETURN FOUND;
END $$;

-- Counts a try before the PIN is looked at, so that a hundred tries at once are still a hundred. Answers the hash to check; nothing
-- where the session is not locked, is over, or has no try left.
CREATE FUNCTION common.pin_begin(of_sid bytea, tries_max integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE hash text;
BEGIN
  UPDATE common.session s SET pin_tries = s.pin_tries + 1 FROM common.account a
  WHERE s.sid_hash = of_sid AND s.locked_at IS NOT NULL AND s.pin_tries < tries_max AND a.id = s.account_id AND a.disabled_at IS NULL
  RETURNING a.pin_hash INTO hash;
  RETURN hash;
END $$;

-- Closes a try. A right one opens the lock, a wrong one is written down, and the last wrong one ends the session. Answers how many
-- tries are left; nothing where the session is over, or the PIN was replaced meanwhile.
CREATE FUNCTION common.pin_end(of_sid bytea, of_hash text, accepted boolean, tries_max integer, entry_id uuid, request text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE
  tried common.session;
  a common.account;
BEGIN
  SELECT * INTO tried FROM common.session WHERE sid_hash = of_sid FOR UPDATE;
  SELECT * INTO a FROM common.account WHERE id = tried.account_id AND pin_hash = of_hash AND disabled_at IS NULL;
  IF a.id IS NULL THEN RETURN NULL; END IF;
  IF accepted THEN
    UPDATE common.session SET locked_at = NULL, pin_tries = 0 WHERE id = tried.id;
    RETURN tries_max;
  END IF;
  PERFORM common.audit_write(entry_id, a.tenant_id, 'visitor', NULL, 'auth.pin_refused', 'account:' || a.id,
    jsonb_build_object('tries', tried.pin_tries, 'address', tried.address), request);
  IF tried.pin_tries >= tries_max THEN DELETE FROM common.session WHERE id = tried.id; END IF;
  RETURN greatest(0, tries_max - tried.pin_tries);
END $$;

-- The bearer of an open session chooses a PIN: it counts only while the session and the password it was asked with stand.
CREATE FUNCTION common.account_set_pin(of_sid bytea, password text, new_pin text, entry_id uuid, request text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE a common.account;
BEGIN
  UPDATE common.account SET pin_hash = new_pin
  WHERE id = (SELECT account_id FROM common.session WHERE sid_hash = of_sid AND locked_at IS NULL)
    AND realm = 'pos' AND password_hash = password AND disabled_at IS NULL
  RETURNING * INTO a;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM common.audit_write(entry_id, a.tenant_id, 'account', a.id::text, 'auth.pin_set', 'account:' || a.id, '{}'::jsonb, request);
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION
  common.session_lock(bytea),
  common.pin_begin(bytea, integer),
  common.pin_end(bytea, text, boolean, integer, uuid, text),
  common.account_set_pin(bytea, text, text, uuid, text)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION common.session_lock(bytea) TO tiyn_app;
GRANT EXECUTE ON FUNCTION
  common.pin_begin(bytea, integer),
  common.pin_end(bytea, text, boolean, integer, uuid, text),
  common.account_set_pin(bytea, text, text, uuid, text)
TO tiyn_system;
