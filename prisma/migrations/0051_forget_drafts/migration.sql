-- A draft that nobody finished holds a person's numbers and the hash of a password: a handful of long dead ones goes with each
-- new beginning, so none stays for good and no job is needed. What was signed stays.
CREATE OR REPLACE FUNCTION cabinet.forget_registration(browser bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  DELETE FROM cabinet.registration WHERE tenant_id IN (
    SELECT tenant_id FROM cabinet.registration WHERE status <> 'active' AND expires_at < now() - interval '1 day'
    ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED);
  UPDATE cabinet.registration SET browser_hash = sha256(browser_hash || uuid_send(tenant_id)), password_hash = NULL
  WHERE browser_hash = browser
$$;
CREATE INDEX registration_expires_at_idx ON cabinet.registration (expires_at);
