-- Reads of the hot path, each one statement and one round trip.

-- A document with what became known of it, by its id or by its number.
CREATE FUNCTION cabinet.fiscal_document_found(for_tenant uuid, for_register uuid, by_id uuid, by_number bigint) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE d cabinet.fiscal_document;
BEGIN
  PERFORM set_config('tiyn.tenant', for_tenant::text, true);
  IF by_id IS NOT NULL THEN
    SELECT * INTO d FROM cabinet.fiscal_document WHERE tenant_id = for_tenant AND id = by_id AND register_id = for_register;
  ELSE
    SELECT * INTO d FROM cabinet.fiscal_document
      WHERE tenant_id = for_tenant AND register_id = for_register AND number = by_number;
  END IF;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN jsonb_build_object(
    'document', to_jsonb(d) || jsonb_build_object('total_tiyn', d.total_tiyn::text),
    'settlements', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'code', s.code, 'answerText', s.answer_text,
        'fiscalSign', s.fiscal_sign, 'qrText', s.qr_text)), '[]')
      FROM cabinet.fiscal_settlement s WHERE s.tenant_id = for_tenant AND s.document_id = d.id));
END $$;

-- Which versions of rows the facts about a register were read from. While it stays the same, they are the same.
CREATE FUNCTION cabinet.fiscal_facts_stamp(for_tenant uuid, for_register uuid, for_account uuid) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  PERFORM set_config('tiyn.tenant', for_tenant::text, true);
  RETURN (
    SELECT concat_ws(' ', r.xmin, r.ctid, o.xmin, o.ctid,
      (SELECT string_agg(b.xmin || ' ' || b.ctid, ' ' ORDER BY b.ctid) FROM cabinet.register_block b
        WHERE b.tenant_id = for_tenant AND b.register_id = for_register),
      (SELECT concat_ws(' ', 'cashier', c.xmin, c.ctid, a.xmin, a.ctid) FROM cabinet.cashier_register a
        JOIN cabinet.cashier c ON c.tenant_id = a.tenant_id AND c.id = a.cashier_id
        WHERE a.tenant_id = for_tenant AND a.cashier_id = for_account AND a.register_id = for_register))
    FROM cabinet.register r JOIN cabinet.organization o ON o.tenant_id = r.tenant_id
    WHERE r.tenant_id = for_tenant AND r.id = for_register);
END $$;

REVOKE ALL ON FUNCTION cabinet.fiscal_document_found(uuid, uuid, uuid, bigint), cabinet.fiscal_facts_stamp(uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.fiscal_document_found(uuid, uuid, uuid, bigint), cabinet.fiscal_facts_stamp(uuid, uuid, uuid)
  TO tiyn_app;
