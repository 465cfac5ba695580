-- A data operator that is slow or dead must not take every place of a worker: the queue knows where each register sends, and the
-- worker passes over operators that have their share.

ALTER TABLE cabinet.transmission_queue ADD COLUMN operator text;

-- As before; the queue learns where the register sends.
CREATE OR REPLACE FUNCTION cabinet.fiscal_commit(for_tenant uuid, for_register uuid, change jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  r cabinet.fiscal_register;
  q cabinet.transmission_queue;
  n cabinet.fiscal_register;
  own jsonb := jsonb_build_object('tenant_id', for_tenant, 'register_id', for_register);
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
    INSERT INTO cabinet.fiscal_shift SELECT * FROM jsonb_populate_record(NULL::cabinet.fiscal_shift, change -> 'shift' || own)
    ON CONFLICT (tenant_id, id) DO UPDATE
      SET (closed_at, documents, revenue_tiyn, z_report_id)
        = (EXCLUDED.closed_at, EXCLUDED.documents, EXCLUDED.revenue_tiyn, EXCLUDED.z_report_id);
  END IF;
  IF change ? 'document' THEN
    INSERT INTO cabinet.fiscal_document
      SELECT * FROM jsonb_populate_record(NULL::cabinet.fiscal_document, change -> 'document' || own);
  END IF;
  IF change ? 'idempotency' THEN
    INSERT INTO cabinet.idempotency SELECT * FROM jsonb_populate_record(NULL::cabinet.idempotency,
      change -> 'idempotency' || own || jsonb_build_object('at', now_at));
  END IF;
  own := own || jsonb_build_object('epoch', q.epoch);
  IF change ? 'seal' THEN
    INSERT INTO cabinet.fiscal_seal SELECT * FROM jsonb_populate_record(NULL::cabinet.fiscal_seal, change -> 'seal' || own);
  END IF;
  IF change ? 'attempt' THEN
    INSERT INTO cabinet.fiscal_attempt SELECT * FROM jsonb_populate_record(NULL::cabinet.fiscal_attempt, change -> 'attempt' || own);
  END IF;
  IF change ? 'settlement' THEN
    INSERT INTO cabinet.fiscal_settlement
      SELECT * FROM jsonb_populate_record(NULL::cabinet.fiscal_settlement, change -> 'settlement' || own);
  END IF;
  FOR part IN SELECT * FROM jsonb_array_elements(coalesce(change -> 'lift', '[]')) LOOP
    PERFORM cabinet.lift_register_block(for_tenant, for_register, part #>> '{}');
  END LOOP;
  FOR part IN SELECT * FROM jsonb_array_elements(coalesce(change -> 'block', '[]')) LOOP
    PERFORM cabinet.add_register_block(for_tenant, for_register, part ->> 'cause', part ->> 'detail');
  END LOOP;
  FOR part IN SELECT * FROM jsonb_array_elements(coalesce(change -> 'calm', '[]')) LOOP
    UPDATE cabinet.fiscal_alarm SET closed_at = now_at WHERE tenant_id = for_tenant AND register_id = for_register
      AND kind = part #>> '{}' AND closed_at IS NULL;
  END LOOP;
  FOR part IN SELECT * FROM jsonb_array_elements(coalesce(change -> 'alarms', '[]')) LOOP
    INSERT INTO cabinet.fiscal_alarm AS a
      VALUES (for_tenant, for_register, part ->> 'kind', part ->> 'subject', now_at, part -> 'facts', NULL)
    ON CONFLICT (tenant_id, register_id, kind, subject) DO UPDATE
      SET (at, facts, closed_at) = (CASE WHEN a.closed_at IS NULL THEN a.at ELSE now_at END, EXCLUDED.facts, NULL);
  END LOOP;
  FOR part IN SELECT * FROM jsonb_array_elements(coalesce(change -> 'audit', '[]')) LOOP
    PERFORM common.audit_write((part ->> 'id')::uuid, for_tenant, part ->> 'actor_kind', part ->> 'actor_id', part ->> 'act',
      part ->> 'subject', part -> 'facts', part ->> 'request_id');
  END LOOP;
  FOR part IN SELECT * FROM jsonb_array_elements(coalesce(change -> 'jobs', '[]')) LOOP
    PERFORM queue.enqueue_job(part ->> 'identifier', part -> 'payload', part ->> 'key', NULL);
  END LOOP;

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

-- As before, without the registers of operators that are busy. The older one stays while an older release may run beside.
CREATE FUNCTION cabinet.fiscal_take_due(holder text, ms integer, how_many integer, busy text[]) RETURNS jsonb
LANGUAGE sql SET search_path = pg_catalog AS $$
  WITH due AS (
    SELECT tenant_id, register_id FROM cabinet.transmission_queue
    WHERE (due_at <= cabinet.fiscal_now() OR due_at > cabinet.fiscal_now() + interval '15 minutes')
      AND NOT cabinet.fiscal_lease_holds(lease_until, cabinet.fiscal_now())
      AND (operator IS NULL OR operator <> ALL (busy))
    ORDER BY due_at FOR UPDATE SKIP LOCKED LIMIT how_many),
  taken AS (
    UPDATE cabinet.transmission_queue q
      SET epoch = q.epoch + 1, lease_holder = holder, lease_until = cabinet.fiscal_now() + ms * interval '1 millisecond'
      FROM due WHERE q.tenant_id = due.tenant_id AND q.register_id = due.register_id
      RETURNING q.tenant_id, q.register_id, q.epoch, q.operator)
  SELECT coalesce(jsonb_agg(jsonb_build_object('tenant_id', tenant_id, 'register_id', register_id, 'epoch', epoch, 'operator', operator)), '[]') FROM taken
$$;

REVOKE ALL ON FUNCTION cabinet.fiscal_take_due(text, integer, integer, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.fiscal_take_due(text, integer, integer, text[]) TO tiyn_system;
