-- How often something open to the street was asked for, by address and window of time. One count for all processes.
CREATE TABLE common.throttle (
  kind      text NOT NULL,
  who_hash  bytea NOT NULL,
  began_at  timestamptz(3) NOT NULL,
  ends_at   timestamptz(3) NOT NULL,
  uses      integer NOT NULL,
  CONSTRAINT throttle_pkey PRIMARY KEY (kind, who_hash),
  CONSTRAINT throttle_hash CHECK (length(who_hash) = 32),
  CONSTRAINT throttle_window CHECK (ends_at > began_at AND uses >= 1)
);
CREATE INDEX throttle_ends_at_idx ON common.throttle (ends_at);
ALTER TABLE common.throttle ENABLE ROW LEVEL SECURITY;
ALTER TABLE common.throttle FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON common.throttle TO tiyn_owner USING (true) WITH CHECK (true);

-- Counts one use and answers how many seconds to wait before the next; 0 when this one may go on. The count and the look at it are one
-- statement, so a hundred at once are a hundred. Forgets a handful of windows that are over.
CREATE FUNCTION common.throttle_use(of_kind text, of_who bytea, uses_max integer, window_seconds integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, common AS $$
DECLARE used common.throttle;
BEGIN
  DELETE FROM common.throttle WHERE (kind, who_hash) IN (
    SELECT kind, who_hash FROM common.throttle WHERE ends_at < now() - interval '1 hour' ORDER BY ends_at LIMIT 20
    FOR UPDATE SKIP LOCKED);
  INSERT INTO common.throttle AS t (kind, who_hash, began_at, ends_at, uses)
  VALUES (of_kind, of_who, clock_timestamp(), clock_timestamp() + make_interval(secs => window_seconds), 1)
  ON CONFLICT (kind, who_hash) DO UPDATE SET
    began_at = CASE WHEN t.ends_at <= clock_timestamp() THEN excluded.began_at ELSE t.began_at END,
    ends_at = CASE WHEN t.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE t.ends_at END,
    uses = CASE WHEN t.ends_at <= clock_timestamp() THEN 1 ELSE least(t.uses, uses_max) + 1 END
  RETURNING * INTO used;
  IF used.uses <= uses_max THEN RETURN 0; END IF;
  RETURN greatest(1, ceil(extract(epoch FROM used.ends_at - clock_timestamp())))::integer;
END $$;
REVOKE ALL ON FUNCTION common.throttle_use(text, bytea, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION common.throttle_use(text, bytea, integer, integer) TO tiyn_app;
