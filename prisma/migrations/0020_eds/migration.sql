-- Texts that visitors sign to prove who they are. Nobody reads the table: opening and taking are the only two acts.
CREATE TABLE common.eds_challenge (
  id           uuid NOT NULL,
  purpose      text NOT NULL,
  realm        text,
  browser_hash bytea NOT NULL,
  text_hash    bytea NOT NULL,
  issued_at    timestamptz(3) NOT NULL,
  expires_at   timestamptz(3) NOT NULL,
  taken_at     timestamptz(3),
  CONSTRAINT eds_challenge_pkey PRIMARY KEY (id),
  CONSTRAINT eds_challenge_purpose CHECK (purpose IN ('sign_in', 'register')),
  CONSTRAINT eds_challenge_hashes CHECK (length(browser_hash) = 32 AND length(text_hash) = 32),
  CONSTRAINT eds_challenge_life CHECK (expires_at > issued_at AND expires_at <= issued_at + interval '5 minutes')
);
CREATE INDEX eds_challenge_expires_at_idx ON common.eds_challenge (expires_at);
ALTER TABLE common.eds_challenge ENABLE ROW LEVEL SECURITY;
ALTER TABLE common.eds_challenge FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON common.eds_challenge TO tiyn_owner USING (true) WITH CHECK (true);

-- Keeps a new challenge and forgets a handful of long dead ones, so the table stays small without a job.
CREATE FUNCTION common.eds_challenge_open(
  new_id uuid, new_purpose text, new_realm text, new_browser bytea, new_text bytea, now_at timestamptz, until_at timestamptz
) RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  DELETE FROM common.eds_challenge WHERE id IN (
    SELECT id FROM common.eds_challenge WHERE expires_at < now_at - interval '1 day' ORDER BY expires_at LIMIT 20
    FOR UPDATE SKIP LOCKED);
  INSERT INTO common.eds_challenge (id, purpose, realm, browser_hash, text_hash, issued_at, expires_at)
  VALUES (new_id, new_purpose, new_realm, new_browser, new_text, now_at, until_at)
  RETURNING true
$$;

-- Takes a challenge for good: of two callers at once one gets it. Answers null to a wrong browser, purpose or time, and then
-- takes nothing, so a stranger who learned an id cannot spend it.
CREATE FUNCTION common.eds_challenge_take(of_id uuid, of_purpose text, of_browser bytea, now_at timestamptz)
RETURNS jsonb LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
  WITH taken AS (
    UPDATE common.eds_challenge SET taken_at = now_at
    WHERE id = of_id AND purpose = of_purpose AND browser_hash = of_browser AND taken_at IS NULL
      AND issued_at <= now_at + interval '1 minute' AND expires_at > now_at
    RETURNING *)
  SELECT (SELECT jsonb_build_object(
    'realm', realm, 'textHash', encode(text_hash, 'hex'), 'issuedAtMs', (extract(epoch FROM issued_at) * 1000)::bigint)
  FROM taken)
$$;
REVOKE ALL ON FUNCTION common.eds_challenge_open(uuid, text, text, bytea, bytea, timestamptz, timestamptz) FROM PUBLIC;
REVOKE ALL ON FUNCTION common.eds_challenge_take(uuid, text, bytea, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION common.eds_challenge_open(uuid, text, text, bytea, bytea, timestamptz, timestamptz) TO tiyn_app;
GRANT EXECUTE ON FUNCTION common.eds_challenge_take(uuid, text, bytea, timestamptz) TO tiyn_app;

CREATE TABLE common.signature (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  subject     text NOT NULL,
  file_id     uuid NOT NULL,
  sha256      bytea NOT NULL,
  cms         bytea NOT NULL,
  chain       bytea[] NOT NULL,
  crls        bytea[] NOT NULL,
  signer_kind text NOT NULL,
  signer_xin  text NOT NULL,
  signer_iin  text NOT NULL,
  signer_name text NOT NULL,
  signer_role text NOT NULL,
  report      jsonb NOT NULL,
  signed_at   timestamptz(3) NOT NULL,
  CONSTRAINT signature_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT signature_subject CHECK (subject IN ('contract', 'tax_application', 'ofd_application')),
  CONSTRAINT signature_signer CHECK (signer_kind IN ('legal', 'individual') AND signer_xin ~ '^\d{12}$' AND signer_iin ~ '^\d{12}$'),
  CONSTRAINT signature_sizes CHECK (length(sha256) = 32 AND length(cms) BETWEEN 1 AND 5242880)
);
CREATE INDEX signature_tenant_id_file_id_idx ON common.signature (tenant_id, file_id);
SELECT common.protect_tenant_table('common.signature');
SELECT common.open_to_system('common.signature', 'select,insert');
GRANT SELECT, INSERT ON common.signature TO tiyn_app;

CREATE TABLE common.eds_crl (
  sha256      bytea NOT NULL,
  address     text NOT NULL,
  this_update timestamptz(3) NOT NULL,
  next_update timestamptz(3) NOT NULL,
  bytes       bytea NOT NULL,
  first_seen  timestamptz(3) NOT NULL,
  CONSTRAINT eds_crl_pkey PRIMARY KEY (sha256),
  CONSTRAINT eds_crl_hash CHECK (length(sha256) = 32)
);
ALTER TABLE common.eds_crl ENABLE ROW LEVEL SECURITY;
ALTER TABLE common.eds_crl FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON common.eds_crl TO tiyn_owner USING (true) WITH CHECK (true);
CREATE POLICY anyone_reads ON common.eds_crl FOR SELECT TO tiyn_app, tiyn_system USING (true);
CREATE POLICY anyone_adds ON common.eds_crl FOR INSERT TO tiyn_app, tiyn_system WITH CHECK (true);
GRANT SELECT, INSERT ON common.eds_crl TO tiyn_app, tiyn_system;
