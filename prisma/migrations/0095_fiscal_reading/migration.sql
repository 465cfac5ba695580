-- All that is asked before a step of a register, in one round trip: its state, and the versions of the rows that other rooms' facts
-- about it were read from. Answers json rather than jsonb: nothing is built that is only written out again. `fiscal_state` and
-- `fiscal_facts_stamp` stay: the latter is asked here and alone, the former by an older release.
CREATE FUNCTION cabinet.fiscal_reading(
  for_tenant uuid, for_register uuid, caller_scope text, caller_key text, with_facts boolean, for_account uuid
) RETURNS json LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  r cabinet.fiscal_register;
  lease timestamptz;
  now_at timestamptz := cabinet.fiscal_now();
BEGIN
  PERFORM set_config('tiyn.tenant', for_tenant::text, true);
  SELECT * INTO r FROM cabinet.fiscal_register WHERE tenant_id = for_tenant AND register_id = for_register;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT lease_until INTO lease FROM cabinet.transmission_queue WHERE tenant_id = for_tenant AND register_id = for_register;
  RETURN json_build_object(
    'now', now_at,
    'register', row_to_json(r),
    'leased', cabinet.fiscal_lease_holds(lease, now_at),
    'oldest_unsent_at', (SELECT at FROM cabinet.fiscal_document d
      WHERE d.tenant_id = for_tenant AND d.register_id = for_register AND d.number = r.sent_number + 1),
    'known', (SELECT json_build_object('input_hash', i.input_hash, 'document_id', i.document_id) FROM cabinet.idempotency i
      WHERE i.tenant_id = for_tenant AND i.scope = caller_scope AND i.key = caller_key),
    'holds', (SELECT coalesce(json_agg(b.cause), '[]') FROM cabinet.register_block b
      WHERE b.tenant_id = for_tenant AND b.register_id = for_register),
    'facts_stamp', CASE WHEN with_facts THEN cabinet.fiscal_facts_stamp(for_tenant, for_register, for_account) END);
END $$;
REVOKE ALL ON FUNCTION cabinet.fiscal_reading(uuid, uuid, text, text, boolean, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.fiscal_reading(uuid, uuid, text, text, boolean, uuid) TO tiyn_app;
