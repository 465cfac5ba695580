-- What a signature was accepted on besides lists: answers about single certificates, and the path of the time stamp that decided.
ALTER TABLE common.signature ADD COLUMN ocsp bytea[] NOT NULL DEFAULT '{}', ADD COLUMN timestamp_chain bytea[] NOT NULL DEFAULT '{}';
ALTER TABLE common.signature ALTER COLUMN ocsp DROP DEFAULT, ALTER COLUMN timestamp_chain DROP DEFAULT;

-- The newest revocation list of each address: public, shared by all processes, brought up to date by the worker.
CREATE TABLE common.eds_list (
  address     text NOT NULL,
  issuer      bytea NOT NULL,
  this_update timestamptz(3) NOT NULL,
  fetched_at  timestamptz(3) NOT NULL,
  bytes       bytea NOT NULL,
  CONSTRAINT eds_list_pkey PRIMARY KEY (address),
  CONSTRAINT eds_list_sizes CHECK (length(address) <= 500 AND length(issuer) = 32 AND length(bytes) BETWEEN 1 AND 25165824)
);
ALTER TABLE common.eds_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE common.eds_list FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON common.eds_list TO tiyn_owner USING (true) WITH CHECK (true);
CREATE POLICY system_all ON common.eds_list TO tiyn_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON common.eds_list TO tiyn_system;
