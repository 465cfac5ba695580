-- The exchange with a register as two functions: one reads it, one books. What is read without holding the register is booked only
-- if nobody moved its chain meanwhile: a token is encrypted anew with every move, so its bytes name the place in the chain.

-- A register with its client, its trading point and the clock. `hold`: kept from others until the transaction ends.
CREATE FUNCTION operator.exchange_register(wanted integer, hold boolean) RETURNS json
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF hold THEN
    PERFORM 1 FROM operator.register WHERE id = wanted FOR UPDATE;
  END IF;
  RETURN (
    SELECT row_to_json(x) FROM (
      SELECT r.tenant_id, r.id, r.status, r.block_reason, r.block_cause, r.registration_number, r.factory_number, r.token_cipher,
        r.last_token_cipher, r.last_request_number, r.last_command, r.last_answer, r.last_result, r.documents, r.last_document_id,
        r.counters, c.xin, c.name AS client_name, c.address AS client_address, p.name AS point_name, p.locality, p.street, p.house,
        p.building, p.room, date_trunc('milliseconds', clock_timestamp()) AS now
      FROM operator.register r
      JOIN operator.client c ON c.tenant_id = r.tenant_id
      JOIN operator.trading_point p ON p.tenant_id = r.tenant_id AND p.id = r.trading_point_id
      WHERE r.id = wanted) x);
END $$;

-- Books one document and moves the chain on, both or neither. False: the register was moved or put out of service since it was read.
CREATE FUNCTION operator.book_document(for_tenant uuid, for_register integer, seen_token bytea, booking jsonb) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  n operator.register := jsonb_populate_record(NULL::operator.register, booking -> 'register');
  own jsonb := jsonb_build_object('tenant_id', for_tenant, 'register_id', for_register);
BEGIN
  UPDATE operator.register SET
    (documents, last_document_id, shift_number, shift_opened_at, cash_tiyn, counters, seen_at, token_cipher, last_token_cipher,
     last_request_number, last_command, last_answer, last_result)
    = (n.documents, n.last_document_id, n.shift_number, n.shift_opened_at, n.cash_tiyn, n.counters, n.seen_at, n.token_cipher,
     n.last_token_cipher, n.last_request_number, n.last_command, n.last_answer, 0)
  WHERE tenant_id = for_tenant AND id = for_register AND token_cipher = seen_token AND status = 'active';
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO operator.document
    SELECT * FROM jsonb_populate_record(NULL::operator.document, booking -> 'document' || own);
  IF booking ? 'offline_number' THEN
    INSERT INTO operator.offline_number VALUES (for_tenant, for_register, (booking ->> 'offline_number')::bigint,
      n.last_document_id, n.seen_at) ON CONFLICT DO NOTHING;
  END IF;
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION operator.exchange_register(integer, boolean), operator.book_document(uuid, integer, bytea, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operator.exchange_register(integer, boolean), operator.book_document(uuid, integer, bytea, jsonb)
  TO tiyn_system;
