-- The software fiscalizer: state of registers, shifts, documents, frames, answers, and the functions of the hot path.

CREATE TABLE cabinet.fiscal_register (
  tenant_id           uuid NOT NULL,
  register_id         uuid NOT NULL,
  version             bigint NOT NULL,
  last_number         bigint NOT NULL,
  last_offline_number bigint NOT NULL,
  last_at             timestamptz(3),
  shift_id            uuid,
  shift_number        integer NOT NULL,
  shift_open          boolean NOT NULL,
  shift_opened_at     timestamptz(3),
  shift_documents     integer NOT NULL,
  cash_tiyn           bigint NOT NULL,
  counters            jsonb NOT NULL,
  journal_seq         bigint NOT NULL,
  journal_hash        text NOT NULL,
  sent_number         bigint NOT NULL,
  offline_since       timestamptz(3),
  request_number      integer NOT NULL,
  token_cipher        bytea NOT NULL,
  fresh_token_cipher  bytea,
  pending_seal_id     uuid,
  pending_document_id uuid,
  pending_code        integer,
  info                jsonb,
  CONSTRAINT fiscal_register_pkey PRIMARY KEY (tenant_id, register_id),
  CONSTRAINT fiscal_register_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES cabinet.register (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT fiscal_register_cash CHECK (cash_tiyn >= 0),
  CONSTRAINT fiscal_register_request_number CHECK (request_number BETWEEN 0 AND 65535),
  CONSTRAINT fiscal_register_offline_number CHECK (last_offline_number BETWEEN 1 AND 2147483647),
  CONSTRAINT fiscal_register_queue CHECK (sent_number BETWEEN 0 AND last_number),
  CONSTRAINT fiscal_register_shift CHECK (NOT shift_open OR (shift_id IS NOT NULL AND shift_opened_at IS NOT NULL)),
  CONSTRAINT fiscal_register_pending CHECK ((pending_seal_id IS NULL) = (pending_document_id IS NULL))
);
SELECT common.protect_tenant_table('cabinet.fiscal_register');
GRANT SELECT, INSERT, UPDATE ON cabinet.fiscal_register TO tiyn_app;

CREATE TABLE cabinet.transmission_queue (
  tenant_id    uuid NOT NULL,
  register_id  uuid NOT NULL,
  due_at       timestamptz(3),
  epoch        bigint NOT NULL,
  lease_until  timestamptz(3),
  lease_holder text,
  CONSTRAINT transmission_queue_pkey PRIMARY KEY (tenant_id, register_id),
  CONSTRAINT transmission_queue_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES cabinet.fiscal_register (tenant_id, register_id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX transmission_queue_due_at_idx ON cabinet.transmission_queue (due_at);
SELECT common.protect_tenant_table('cabinet.transmission_queue');
SELECT common.open_to_system('cabinet.transmission_queue', 'select,update');
GRANT SELECT, INSERT, UPDATE ON cabinet.transmission_queue TO tiyn_app;

CREATE TABLE cabinet.fiscal_shift (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  register_id  uuid NOT NULL,
  number       integer NOT NULL,
  opened_at    timestamptz(3) NOT NULL,
  closed_at    timestamptz(3),
  documents    integer NOT NULL,
  revenue_tiyn bigint NOT NULL,
  z_report_id  uuid,
  CONSTRAINT fiscal_shift_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT fiscal_shift_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES cabinet.fiscal_register (tenant_id, register_id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT fiscal_shift_closed CHECK ((closed_at IS NULL) = (z_report_id IS NULL))
);
CREATE UNIQUE INDEX fiscal_shift_tenant_id_register_id_number_key ON cabinet.fiscal_shift (tenant_id, register_id, number);
CREATE UNIQUE INDEX fiscal_shift_open ON cabinet.fiscal_shift (tenant_id, register_id) WHERE closed_at IS NULL;
SELECT common.protect_tenant_table('cabinet.fiscal_shift');
GRANT SELECT, INSERT, UPDATE ON cabinet.fiscal_shift TO tiyn_app;

CREATE TABLE cabinet.fiscal_document (
  tenant_id             uuid NOT NULL,
  id                    uuid NOT NULL,
  register_id           uuid NOT NULL,
  number                bigint NOT NULL,
  shift_number          integer NOT NULL,
  shift_document_number integer NOT NULL,
  kind                  text NOT NULL,
  at                    timestamptz(3) NOT NULL,
  total_tiyn            bigint NOT NULL,
  offline_number        bigint,
  autonomous            boolean NOT NULL,
  basis_id              uuid,
  cashier_id            uuid,
  cashier_name          text NOT NULL,
  body                  jsonb NOT NULL,
  journal_seq           bigint NOT NULL,
  previous_hash         text NOT NULL,
  hash                  text NOT NULL,
  CONSTRAINT fiscal_document_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT fiscal_document_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES cabinet.fiscal_register (tenant_id, register_id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT fiscal_document_tenant_id_basis_id_fkey FOREIGN KEY (tenant_id, basis_id)
    REFERENCES cabinet.fiscal_document (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT fiscal_document_kind CHECK (kind IN
    ('sale', 'sale_return', 'purchase', 'purchase_return', 'deposit', 'withdrawal', 'z_report')),
  CONSTRAINT fiscal_document_basis CHECK ((basis_id IS NOT NULL) = (kind IN ('sale_return', 'purchase_return'))),
  CONSTRAINT fiscal_document_hash CHECK (hash ~ '^[0-9a-f]{64}$' AND previous_hash ~ '^[0-9a-f]{64}$')
);
CREATE UNIQUE INDEX fiscal_document_tenant_id_register_id_number_key ON cabinet.fiscal_document (tenant_id, register_id, number);
CREATE UNIQUE INDEX fiscal_document_tenant_id_register_id_offline_number_key
  ON cabinet.fiscal_document (tenant_id, register_id, offline_number);
CREATE UNIQUE INDEX fiscal_document_chain ON cabinet.fiscal_document (tenant_id, register_id, journal_seq) WHERE journal_seq > 0;
CREATE INDEX fiscal_document_tenant_id_register_id_shift_number_idx ON cabinet.fiscal_document (tenant_id, register_id, shift_number);
CREATE INDEX fiscal_document_tenant_id_basis_id_idx ON cabinet.fiscal_document (tenant_id, basis_id);
CREATE INDEX fiscal_document_tenant_id_at_idx ON cabinet.fiscal_document (tenant_id, at);
SELECT common.protect_tenant_table('cabinet.fiscal_document');
GRANT SELECT, INSERT ON cabinet.fiscal_document TO tiyn_app;

CREATE TABLE cabinet.fiscal_seal (
  tenant_id      uuid NOT NULL,
  id             uuid NOT NULL,
  register_id    uuid NOT NULL,
  document_id    uuid NOT NULL,
  wire_version   integer NOT NULL,
  device_id      bigint NOT NULL,
  request_number integer NOT NULL,
  token_cipher   bytea NOT NULL,
  body           bytea NOT NULL,
  sealed_at      timestamptz(3) NOT NULL,
  epoch          bigint NOT NULL,
  CONSTRAINT fiscal_seal_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT fiscal_seal_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id)
    REFERENCES cabinet.fiscal_document (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX fiscal_seal_tenant_id_document_id_idx ON cabinet.fiscal_seal (tenant_id, document_id);
SELECT common.protect_tenant_table('cabinet.fiscal_seal');
GRANT SELECT, INSERT ON cabinet.fiscal_seal TO tiyn_app;

CREATE TABLE cabinet.fiscal_attempt (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  seal_id    uuid NOT NULL,
  started_at timestamptz(3) NOT NULL,
  epoch      bigint NOT NULL,
  body       bytea,
  CONSTRAINT fiscal_attempt_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT fiscal_attempt_tenant_id_seal_id_fkey FOREIGN KEY (tenant_id, seal_id)
    REFERENCES cabinet.fiscal_seal (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX fiscal_attempt_tenant_id_seal_id_idx ON cabinet.fiscal_attempt (tenant_id, seal_id);
SELECT common.protect_tenant_table('cabinet.fiscal_attempt');
GRANT SELECT, INSERT ON cabinet.fiscal_attempt TO tiyn_app;

CREATE TABLE cabinet.fiscal_settlement (
  tenant_id     uuid NOT NULL,
  id            uuid NOT NULL,
  register_id   uuid NOT NULL,
  document_id   uuid NOT NULL,
  seal_id       uuid,
  kind          text NOT NULL,
  at            timestamptz(3) NOT NULL,
  code          integer,
  answer_text   text,
  fiscal_sign   text,
  qr_text       text,
  answer        bytea,
  journal_seq   bigint NOT NULL,
  previous_hash text NOT NULL,
  hash          text NOT NULL,
  CONSTRAINT fiscal_settlement_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT fiscal_settlement_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id)
    REFERENCES cabinet.fiscal_document (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT fiscal_settlement_kind CHECK (kind IN ('autonomous', 'held', 'accepted', 'rejected')),
  CONSTRAINT fiscal_settlement_hash CHECK (hash ~ '^[0-9a-f]{64}$' AND previous_hash ~ '^[0-9a-f]{64}$')
);
CREATE INDEX fiscal_settlement_tenant_id_document_id_idx ON cabinet.fiscal_settlement (tenant_id, document_id);
-- The word about a document is final once, and the buyer leaves with an autonomous receipt once.
CREATE UNIQUE INDEX fiscal_settlement_final ON cabinet.fiscal_settlement (tenant_id, document_id)
  WHERE kind IN ('accepted', 'rejected');
CREATE UNIQUE INDEX fiscal_settlement_autonomous ON cabinet.fiscal_settlement (tenant_id, document_id) WHERE kind = 'autonomous';
CREATE UNIQUE INDEX fiscal_settlement_chain ON cabinet.fiscal_settlement (tenant_id, register_id, journal_seq) WHERE journal_seq > 0;
SELECT common.protect_tenant_table('cabinet.fiscal_settlement');
GRANT SELECT, INSERT ON cabinet.fiscal_settlement TO tiyn_app;

CREATE TABLE cabinet.idempotency (
  tenant_id   uuid NOT NULL,
  scope       text NOT NULL,
  key         text NOT NULL,
  input_hash  text NOT NULL,
  document_id uuid NOT NULL,
  at          timestamptz(3) NOT NULL,
  CONSTRAINT idempotency_pkey PRIMARY KEY (tenant_id, scope, key)
);
SELECT common.protect_tenant_table('cabinet.idempotency');
GRANT SELECT, INSERT ON cabinet.idempotency TO tiyn_app;

-- Fiscal time: the database's clock, in whole milliseconds as it is stored. The one place to read it, so that tests may set it.
CREATE FUNCTION cabinet.fiscal_now() RETURNS timestamptz LANGUAGE sql VOLATILE SET search_path = pg_catalog
AS $$ SELECT date_trunc('milliseconds', clock_timestamp()) $$;

-- Puts a register into work: its first state and its empty queue. Twice does nothing.
CREATE FUNCTION cabinet.fiscal_enroll(for_tenant uuid, for_register uuid, first_state jsonb) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  PERFORM set_config('tiyn.tenant', for_tenant::text, true);
  INSERT INTO cabinet.fiscal_register
    SELECT * FROM jsonb_populate_record(NULL::cabinet.fiscal_register,
      first_state || jsonb_build_object('tenant_id', for_tenant, 'register_id', for_register, 'version', 1))
    ON CONFLICT DO NOTHING;
  INSERT INTO cabinet.transmission_queue VALUES (for_tenant, for_register, NULL, 0, NULL, NULL) ON CONFLICT DO NOTHING;
  RETURN true;
END $$;

-- Reads a register with the database's clock, who leases it, its oldest unsent document and what a caller's key made before.
CREATE FUNCTION cabinet.fiscal_state(for_tenant uuid, for_register uuid, caller_scope text, caller_key text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  r cabinet.fiscal_register;
  q cabinet.transmission_queue;
  now_at timestamptz := cabinet.fiscal_now();
BEGIN
  PERFORM set_config('tiyn.tenant', for_tenant::text, true);
  SELECT * INTO r FROM cabinet.fiscal_register WHERE tenant_id = for_tenant AND register_id = for_register;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO q FROM cabinet.transmission_queue WHERE tenant_id = for_tenant AND register_id = for_register;
  RETURN jsonb_build_object(
    'now', now_at,
    'register', to_jsonb(r),
    'leased', coalesce(q.lease_until > now_at, false),
    'oldest_unsent_at', (SELECT at FROM cabinet.fiscal_document d
      WHERE d.tenant_id = for_tenant AND d.register_id = for_register AND d.number = r.sent_number + 1),
    'known', (SELECT jsonb_build_object('input_hash', i.input_hash, 'document_id', i.document_id) FROM cabinet.idempotency i
      WHERE i.tenant_id = for_tenant AND i.scope = caller_scope AND i.key = caller_key),
    'holds', (SELECT coalesce(jsonb_agg(b.cause), '[]') FROM cabinet.register_block b
      WHERE b.tenant_id = for_tenant AND b.register_id = for_register));
END $$;

-- Writes everything that one step of a register changes, or nothing: accept, seal, autonomy and settlement are steps of this one
-- kind, told apart by the parts they carry. `lost` means that somebody was quicker: read again and decide again.
CREATE FUNCTION cabinet.fiscal_commit(for_tenant uuid, for_register uuid, change jsonb) RETURNS jsonb
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
    IF q.lease_until > now_at THEN RETURN lost; END IF;
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
     fresh_token_cipher, pending_seal_id, pending_document_id, pending_code, info)
    = (n.version, n.last_number, n.last_offline_number, n.last_at, n.shift_id, n.shift_number, n.shift_open, n.shift_opened_at,
     n.shift_documents, n.cash_tiyn, n.counters, n.journal_seq, n.journal_hash, n.sent_number, n.offline_since,
     n.request_number, n.token_cipher, n.fresh_token_cipher, n.pending_seal_id, n.pending_document_id, n.pending_code, n.info)
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
  FOR part IN SELECT * FROM jsonb_array_elements(coalesce(change -> 'audit', '[]')) LOOP
    PERFORM common.audit_write((part ->> 'id')::uuid, for_tenant, part ->> 'actor_kind', part ->> 'actor_id', part ->> 'act',
      part ->> 'subject', part -> 'facts', part ->> 'request_id');
  END LOOP;
  FOR part IN SELECT * FROM jsonb_array_elements(coalesce(change -> 'jobs', '[]')) LOOP
    PERFORM queue.enqueue_job(part ->> 'identifier', part -> 'payload', part ->> 'key', NULL);
  END LOOP;

  UPDATE cabinet.transmission_queue SET
    epoch = q.epoch, lease_until = q.lease_until, lease_holder = q.lease_holder,
    due_at = CASE due ->> 'do'
      WHEN 'now' THEN now_at
      WHEN 'soon' THEN coalesce(q.due_at, now_at)
      WHEN 'after' THEN now_at + (due ->> 'ms')::int * interval '1 millisecond'
      WHEN 'never' THEN NULL
      ELSE q.due_at END
  WHERE tenant_id = for_tenant AND register_id = for_register;
  RETURN jsonb_build_object('outcome', 'done', 'version', n.version, 'epoch', q.epoch);
END $$;

-- Takes the lease of one register, if nobody holds it. Answers the epoch, or null.
CREATE FUNCTION cabinet.fiscal_take_lease(for_tenant uuid, for_register uuid, holder text, ms integer) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE taken bigint;
BEGIN
  PERFORM set_config('tiyn.tenant', for_tenant::text, true);
  UPDATE cabinet.transmission_queue
    SET epoch = epoch + 1, lease_holder = holder, lease_until = cabinet.fiscal_now() + ms * interval '1 millisecond'
    WHERE tenant_id = for_tenant AND register_id = for_register AND (lease_until IS NULL OR lease_until <= cabinet.fiscal_now())
    RETURNING epoch INTO taken;
  RETURN taken;
END $$;

-- Leases the registers that are due, longest waiting first. Several workers share the work: none waits for another's row.
CREATE FUNCTION cabinet.fiscal_take_due(holder text, ms integer, how_many integer) RETURNS jsonb
LANGUAGE sql SET search_path = pg_catalog AS $$
  WITH due AS (
    SELECT tenant_id, register_id FROM cabinet.transmission_queue
    WHERE due_at <= cabinet.fiscal_now() AND (lease_until IS NULL OR lease_until <= cabinet.fiscal_now())
    ORDER BY due_at FOR UPDATE SKIP LOCKED LIMIT how_many),
  taken AS (
    UPDATE cabinet.transmission_queue q
      SET epoch = q.epoch + 1, lease_holder = holder, lease_until = cabinet.fiscal_now() + ms * interval '1 millisecond'
      FROM due WHERE q.tenant_id = due.tenant_id AND q.register_id = due.register_id
      RETURNING q.tenant_id, q.register_id, q.epoch)
  SELECT coalesce(jsonb_agg(jsonb_build_object('tenant_id', tenant_id, 'register_id', register_id, 'epoch', epoch)), '[]') FROM taken
$$;

-- Gives a lease back and says when the register is due again. Whoever changed the register meanwhile makes it due at once.
CREATE FUNCTION cabinet.fiscal_release(for_tenant uuid, for_register uuid, held_epoch bigint, seen_version bigint, after_ms integer)
RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE current_version bigint;
BEGIN
  PERFORM set_config('tiyn.tenant', for_tenant::text, true);
  SELECT version INTO current_version FROM cabinet.fiscal_register
    WHERE tenant_id = for_tenant AND register_id = for_register FOR UPDATE;
  UPDATE cabinet.transmission_queue SET lease_until = NULL, lease_holder = NULL,
    due_at = CASE WHEN current_version <> seen_version THEN cabinet.fiscal_now()
      ELSE cabinet.fiscal_now() + after_ms * interval '1 millisecond' END
    WHERE tenant_id = for_tenant AND register_id = for_register AND epoch = held_epoch;
  RETURN FOUND;
END $$;

REVOKE ALL ON FUNCTION cabinet.fiscal_now(), cabinet.fiscal_enroll(uuid, uuid, jsonb), cabinet.fiscal_state(uuid, uuid, text, text),
  cabinet.fiscal_commit(uuid, uuid, jsonb), cabinet.fiscal_take_lease(uuid, uuid, text, integer),
  cabinet.fiscal_take_due(text, integer, integer), cabinet.fiscal_release(uuid, uuid, bigint, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.fiscal_enroll(uuid, uuid, jsonb), cabinet.fiscal_state(uuid, uuid, text, text),
  cabinet.fiscal_commit(uuid, uuid, jsonb), cabinet.fiscal_take_lease(uuid, uuid, text, integer),
  cabinet.fiscal_release(uuid, uuid, bigint, bigint, integer) TO tiyn_app;
GRANT EXECUTE ON FUNCTION cabinet.fiscal_now() TO tiyn_app, tiyn_system;
GRANT EXECUTE ON FUNCTION cabinet.fiscal_take_due(text, integer, integer) TO tiyn_system;
