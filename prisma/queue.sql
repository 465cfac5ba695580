-- Run as tiyn_system after graphile-worker's own migrations; replaces itself.
-- The one way to put a job into the queue, from the business transaction that wants it done.
CREATE OR REPLACE FUNCTION queue.enqueue_job(identifier text, payload jsonb, job_key text, run_at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT graphile_worker.add_job(
    identifier, payload::json, NULL::text, coalesce(run_at, now()), 25, job_key, 0, NULL::text[],
    CASE WHEN job_key IS NULL THEN NULL ELSE 'preserve_run_at' END)
$$;
REVOKE ALL ON FUNCTION queue.enqueue_job(text, jsonb, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION queue.enqueue_job(text, jsonb, text, timestamptz) TO tiyn_app, tiyn_owner;
