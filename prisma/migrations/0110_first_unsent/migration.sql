-- A document by its number is asked for as the first from a number on. The order leaves one index only: a plan that was made while the
-- tables were empty, and is kept, would else walk all documents of the tenant by whichever index came first.

-- As before.
CREATE OR REPLACE FUNCTION cabinet.fiscal_document_found(for_tenant uuid, for_register uuid, by_id uuid, by_number bigint)
RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE d cabinet.fiscal_document;
BEGIN
  PERFORM set_config('tiyn.tenant', for_tenant::text, true);
  IF by_id IS NOT NULL THEN
    SELECT * INTO d FROM cabinet.fiscal_document WHERE tenant_id = for_tenant AND id = by_id;
  ELSE
    SELECT * INTO d FROM cabinet.fiscal_document
      WHERE tenant_id = for_tenant AND register_id = for_register AND number BETWEEN by_number AND by_number
      ORDER BY number LIMIT 1;
  END IF;
  IF NOT FOUND OR d.register_id <> for_register THEN RETURN NULL; END IF;
  RETURN jsonb_build_object(
    'document', to_jsonb(d) || jsonb_build_object('total_tiyn', d.total_tiyn::text),
    'settlements', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'code', s.code, 'answerText', s.answer_text,
        'fiscalSign', s.fiscal_sign, 'qrText', s.qr_text)), '[]')
      FROM cabinet.fiscal_settlement s WHERE s.tenant_id = for_tenant AND s.document_id = d.id));
END $$;

-- As before; where everything is sent, nobody looks for what is not.
CREATE OR REPLACE FUNCTION cabinet.fiscal_reading(
  for_tenant uuid, for_register uuid, caller_scope text, caller_key text, with_facts boolean, for_account uuid
) RETURNS json LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  r cabinet.fiscal_register;
  lease timestamptz;
  unsent_at timestamptz;
  now_at timestamptz := cabinet.fiscal_now();
BEGIN
  PERFORM set_config('tiyn.tenant', for_tenant::text, true);
  SELECT * INTO r FROM cabinet.fiscal_register WHERE tenant_id = for_tenant AND register_id = for_register;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT lease_until INTO lease FROM cabinet.transmission_queue WHERE tenant_id = for_tenant AND register_id = for_register;
  IF r.sent_number < r.last_number THEN
    SELECT d.at INTO unsent_at FROM cabinet.fiscal_document d
      WHERE d.tenant_id = for_tenant AND d.register_id = for_register AND d.number > r.sent_number ORDER BY d.number LIMIT 1;
  END IF;
  RETURN json_build_object(
    'now', now_at,
    'register', row_to_json(r),
    'leased', cabinet.fiscal_lease_holds(lease, now_at),
    'oldest_unsent_at', unsent_at,
    'known', (SELECT json_build_object('input_hash', i.input_hash, 'document_id', i.document_id) FROM cabinet.idempotency i
      WHERE i.tenant_id = for_tenant AND i.scope = caller_scope AND i.key = caller_key),
    'holds', (SELECT coalesce(json_agg(b.cause), '[]') FROM cabinet.register_block b
      WHERE b.tenant_id = for_tenant AND b.register_id = for_register),
    'facts_stamp', CASE WHEN with_facts THEN cabinet.fiscal_facts_stamp(for_tenant, for_register, for_account) END);
END $$;

-- As before; a row is made of its part of the change as a value rather than by a query, and a list that is not there is not walked.
CREATE OR REPLACE FUNCTION cabinet.fiscal_commit(for_tenant uuid, for_register uuid, change jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  r cabinet.fiscal_register;
  q cabinet.transmission_queue;
  n cabinet.fiscal_register;
  s cabinet.fiscal_shift;
  d cabinet.fiscal_document;
  i cabinet.idempotency;
  seal cabinet.fiscal_seal;
  attempt cabinet.fiscal_attempt;
  settlement cabinet.fiscal_settlement;
  lease jsonb := change -> 'lease';
  due jsonb := change -> 'due';
  part jsonb;
  now_at timestamptz;
  lost jsonb := jsonb_build_object('outcome', 'lost');
BEGIN
  PERFORM set_config('tiyn.tenant', for_tenant::text, true);
  SELECT * INTO r FROM cabinet.fiscal_register WHERE tenant_id = for_tenant AND register_id = for_register FOR UPDATE;
  IF NOT FOUND OR r.version <> (change ->> 'version')::bigint THEN RETURN lost; END IF;
  SELECT * INTO q FROM cabinet.transmission_queue WHERE tenant_id = for_tenant AND register_id = for_register FOR UPDATE;
  now_at := cabinet.fiscal_now();

  IF lease ->> 'do' = 'take' THEN
    IF cabinet.fiscal_lease_holds(q.lease_until, now_at) THEN RETURN lost; END IF;
    q.epoch := q.epoch + 1;
    q.lease_holder := lease ->> 'holder';
    q.lease_until := now_at + (lease ->> 'ms')::int * interval '1 millisecond';
  ELSIF lease IS NOT NULL THEN
    IF q.epoch <> (lease ->> 'epoch')::bigint OR q.lease_until IS NULL THEN RETURN lost; END IF;
    IF lease ->> 'do' = 'hold' THEN
      q.lease_until := now_at + (lease ->> 'ms')::int * interval '1 millisecond';
    ELSE
      q.lease_until := NULL;
      q.lease_holder := NULL;
    END IF;
  END IF;

  n := jsonb_populate_record(r, change -> 'register');
  n.version := r.version + 1;
  IF n.last_number NOT IN (r.last_number, r.last_number + 1)
     OR (n.last_number > r.last_number) <> (change ? 'document')
     OR n.sent_number NOT IN (r.sent_number, r.sent_number + 1) THEN
    RAISE EXCEPTION 'fiscal_commit: numbers move by one';
  END IF;
  UPDATE cabinet.fiscal_register SET
    (version, last_number, last_offline_number, last_at, shift_id, shift_number, shift_open, shift_opened_at, shift_documents,
     cash_tiyn, counters, journal_seq, journal_hash, sent_number, offline_since, request_number, token_cipher,
     fresh_token_cipher, pending_seal_id, pending_document_id, pending_code, info,
     booked_number, reconcile, ads)
    = (n.version, n.last_number, n.last_offline_number, n.last_at, n.shift_id, n.shift_number, n.shift_open, n.shift_opened_at,
     n.shift_documents, n.cash_tiyn, n.counters, n.journal_seq, n.journal_hash, n.sent_number, n.offline_since,
     n.request_number, n.token_cipher, n.fresh_token_cipher, n.pending_seal_id, n.pending_document_id, n.pending_code, n.info,
     n.booked_number, n.reconcile, n.ads)
  WHERE tenant_id = for_tenant AND register_id = for_register;

  IF change ? 'shift' THEN
    s := jsonb_populate_record(NULL::cabinet.fiscal_shift, change -> 'shift');
    s.tenant_id := for_tenant;
    s.register_id := for_register;
    INSERT INTO cabinet.fiscal_shift VALUES (s.*)
    ON CONFLICT (tenant_id, id) DO UPDATE
      SET (closed_at, documents, revenue_tiyn, z_report_id)
        = (EXCLUDED.closed_at, EXCLUDED.documents, EXCLUDED.revenue_tiyn, EXCLUDED.z_report_id);
  END IF;
  IF change ? 'document' THEN
    d := jsonb_populate_record(NULL::cabinet.fiscal_document, change -> 'document');
    d.tenant_id := for_tenant;
    d.register_id := for_register;
    INSERT INTO cabinet.fiscal_document VALUES (d.*);
  END IF;
  IF change ? 'idempotency' THEN
    i := jsonb_populate_record(NULL::cabinet.idempotency, change -> 'idempotency');
    i.tenant_id := for_tenant;
    i.at := now_at;
    INSERT INTO cabinet.idempotency VALUES (i.*);
  END IF;
  IF change ? 'seal' THEN
    seal := jsonb_populate_record(NULL::cabinet.fiscal_seal, change -> 'seal');
    seal.tenant_id := for_tenant;
    seal.register_id := for_register;
    seal.epoch := q.epoch;
    INSERT INTO cabinet.fiscal_seal VALUES (seal.*);
  END IF;
  IF change ? 'attempt' THEN
    attempt := jsonb_populate_record(NULL::cabinet.fiscal_attempt, change -> 'attempt');
    attempt.tenant_id := for_tenant;
    attempt.epoch := q.epoch;
    INSERT INTO cabinet.fiscal_attempt VALUES (attempt.*);
  END IF;
  IF change ? 'settlement' THEN
    settlement := jsonb_populate_record(NULL::cabinet.fiscal_settlement, change -> 'settlement');
    settlement.tenant_id := for_tenant;
    settlement.register_id := for_register;
    INSERT INTO cabinet.fiscal_settlement VALUES (settlement.*);
  END IF;
  IF change ? 'lift' THEN
    FOR part IN SELECT * FROM jsonb_array_elements(change -> 'lift') LOOP
      PERFORM cabinet.lift_register_block(for_tenant, for_register, part #>> '{}');
    END LOOP;
  END IF;
  IF change ? 'block' THEN
    FOR part IN SELECT * FROM jsonb_array_elements(change -> 'block') LOOP
      PERFORM cabinet.add_register_block(for_tenant, for_register, part ->> 'cause', part ->> 'detail');
    END LOOP;
  END IF;
  IF change ? 'calm' THEN
    FOR part IN SELECT * FROM jsonb_array_elements(change -> 'calm') LOOP
      UPDATE cabinet.fiscal_alarm SET closed_at = now_at WHERE tenant_id = for_tenant AND register_id = for_register
        AND kind = part #>> '{}' AND closed_at IS NULL;
    END LOOP;
  END IF;
  IF change ? 'alarms' THEN
    FOR part IN SELECT * FROM jsonb_array_elements(change -> 'alarms') LOOP
      INSERT INTO cabinet.fiscal_alarm AS a
        VALUES (for_tenant, for_register, part ->> 'kind', part ->> 'subject', now_at, part -> 'facts', NULL)
      ON CONFLICT (tenant_id, register_id, kind, subject) DO UPDATE
        SET (at, facts, closed_at) = (CASE WHEN a.closed_at IS NULL THEN a.at ELSE now_at END, EXCLUDED.facts, NULL);
    END LOOP;
  END IF;
  IF change ? 'audit' THEN
    FOR part IN SELECT * FROM jsonb_array_elements(change -> 'audit') LOOP
      PERFORM common.audit_write((part ->> 'id')::uuid, for_tenant, part ->> 'actor_kind', part ->> 'actor_id', part ->> 'act',
        part ->> 'subject', part -> 'facts', part ->> 'request_id');
    END LOOP;
  END IF;
  IF change ? 'jobs' THEN
    FOR part IN SELECT * FROM jsonb_array_elements(change -> 'jobs') LOOP
      PERFORM queue.enqueue_job(part ->> 'identifier', part -> 'payload', part ->> 'key', NULL);
    END LOOP;
  END IF;

  UPDATE cabinet.transmission_queue SET
    epoch = q.epoch, lease_until = q.lease_until, lease_holder = q.lease_holder,
    operator = coalesce(change ->> 'operator', operator),
    due_at = CASE due ->> 'do'
      WHEN 'now' THEN now_at
      WHEN 'soon' THEN coalesce(q.due_at, now_at)
      WHEN 'after' THEN now_at + (due ->> 'ms')::int * interval '1 millisecond'
      WHEN 'never' THEN NULL
      ELSE q.due_at END
  WHERE tenant_id = for_tenant AND register_id = for_register;
  RETURN jsonb_build_object('outcome', 'done', 'version', n.version, 'epoch', q.epoch);
END $$;
