-- What the owner reads: the tape by cashier and by sum, receipts by buyer, shifts of a period, and takings.

CREATE INDEX fiscal_document_tape_cashier ON cabinet.fiscal_document (tenant_id, register_id, cashier_id, number);
CREATE INDEX fiscal_document_tape_sum ON cabinet.fiscal_document (tenant_id, register_id, total_tiyn, number);
CREATE INDEX fiscal_shift_tenant_id_opened_at_idx ON cabinet.fiscal_shift (tenant_id, opened_at);

-- Whose receipts name a buyer. A row only where there is one, so other sales pay nothing for it. Beside the document and not in
-- it: what JSON holds may not be looked up in an index before row security has its say.
CREATE TABLE cabinet.fiscal_buyer (
  tenant_id   uuid NOT NULL,
  document_id uuid NOT NULL,
  xin         text NOT NULL,
  at          timestamptz(3) NOT NULL,
  CONSTRAINT fiscal_buyer_pkey PRIMARY KEY (tenant_id, document_id),
  CONSTRAINT fiscal_buyer_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id)
    REFERENCES cabinet.fiscal_document (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX fiscal_buyer_tenant_id_xin_at_idx ON cabinet.fiscal_buyer (tenant_id, xin, at);
SELECT common.protect_tenant_table('cabinet.fiscal_buyer');
GRANT SELECT, INSERT ON cabinet.fiscal_buyer TO tiyn_app;

CREATE FUNCTION cabinet.fiscal_note_buyer() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO cabinet.fiscal_buyer VALUES (NEW.tenant_id, NEW.id, NEW.body #>> '{buyer,xin}', NEW.at);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION cabinet.fiscal_note_buyer() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.fiscal_note_buyer() TO tiyn_app;
CREATE TRIGGER fiscal_document_buyer AFTER INSERT ON cabinet.fiscal_document
  FOR EACH ROW WHEN (NEW.body #>> '{buyer,xin}' IS NOT NULL) EXECUTE FUNCTION cabinet.fiscal_note_buyer();
INSERT INTO cabinet.fiscal_buyer
  SELECT tenant_id, id, body #>> '{buyer,xin}', at FROM cabinet.fiscal_document WHERE body #>> '{buyer,xin}' IS NOT NULL;

-- Takings of days that are over and wholly answered, folded at night; younger days are folded when they are asked for. A sale
-- pays nothing for reports. `key` is the hour, the way of payment, the kind of VAT, the cashier or the good.
CREATE TABLE cabinet.takings (
  tenant_id      uuid NOT NULL,
  register_id    uuid NOT NULL,
  day            date NOT NULL,
  dimension      text NOT NULL,
  kind           text NOT NULL,
  key            text NOT NULL,
  label          text NOT NULL,
  documents      bigint NOT NULL,
  quantity_milli bigint NOT NULL,
  total_tiyn     bigint NOT NULL,
  vat_tiyn       bigint NOT NULL,
  CONSTRAINT takings_pkey PRIMARY KEY (tenant_id, register_id, day, dimension, kind, key),
  CONSTRAINT takings_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES cabinet.fiscal_register (tenant_id, register_id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT takings_dimension CHECK (dimension IN ('hour', 'payment', 'vat', 'cashier', 'good'))
);
SELECT common.protect_tenant_table('cabinet.takings');
GRANT SELECT, INSERT ON cabinet.takings TO tiyn_app;

-- The last day of a register that is folded.
CREATE TABLE cabinet.takings_mark (
  tenant_id   uuid NOT NULL,
  register_id uuid NOT NULL,
  day         date NOT NULL,
  CONSTRAINT takings_mark_pkey PRIMARY KEY (tenant_id, register_id),
  CONSTRAINT takings_mark_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES cabinet.fiscal_register (tenant_id, register_id) ON DELETE RESTRICT ON UPDATE CASCADE
);
SELECT common.protect_tenant_table('cabinet.takings_mark');
GRANT SELECT, INSERT, UPDATE ON cabinet.takings_mark TO tiyn_app;

-- Days of the wall, five hours ahead of UTC.
CREATE FUNCTION cabinet.wall_day(moment timestamptz) RETURNS date LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT ((moment AT TIME ZONE 'UTC') + interval '5 hours')::date
$$;
CREATE FUNCTION cabinet.wall_start(day date) RETURNS timestamptz LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT (day::timestamp - interval '5 hours') AT TIME ZONE 'UTC'
$$;

-- The receipts of a register from one day to another, both included, less what was refused: VAT is the sum of what was stored.
CREATE FUNCTION cabinet.takings_fold(for_tenant uuid, for_register uuid, from_day date, to_day date)
RETURNS TABLE (day date, dimension text, kind text, key text, label text, documents bigint, quantity_milli bigint, total_tiyn bigint,
  vat_tiyn bigint)
LANGUAGE plpgsql STABLE ROWS 1000 SET search_path = pg_catalog AS $$
DECLARE
  since timestamptz := cabinet.wall_start(from_day);
  until timestamptz := cabinet.wall_start(to_day + 1);
BEGIN
  RETURN QUERY
  WITH receipt AS MATERIALIZED (
    SELECT d.id, d.kind, (d.at AT TIME ZONE 'UTC') + interval '5 hours' AS wall, d.total_tiyn AS total, d.cashier_id, d.cashier_name,
      d.body -> 'payments' AS payments, d.body -> 'lines' AS lines,
      coalesce((SELECT sum((t ->> 'vatTiyn')::bigint) FROM jsonb_array_elements(d.body -> 'taxes') t), 0)::bigint AS vat
    FROM cabinet.fiscal_document d
    WHERE d.tenant_id = for_tenant AND d.register_id = for_register AND d.at >= since AND d.at < until
      AND d.kind IN ('sale', 'sale_return', 'purchase', 'purchase_return')
      AND NOT EXISTS (SELECT 1 FROM cabinet.fiscal_settlement s
        WHERE s.tenant_id = for_tenant AND s.document_id = d.id AND s.kind = 'rejected')
  ), line AS MATERIALIZED (
    SELECT r.id, r.kind, r.wall, l ->> 'name' AS name, l ->> 'vatKind' AS vat_kind, (l ->> 'netTiyn')::bigint AS net,
      (l ->> 'vatTiyn')::bigint AS vat, (l ->> 'quantityMilli')::bigint AS quantity,
      (l ->> 'unitCode') || ':' || coalesce(l ->> 'goodId', l ->> 'name') AS good
    FROM receipt r CROSS JOIN LATERAL jsonb_array_elements(r.lines) l WHERE NOT coalesce((l ->> 'storno')::boolean, false)
  )
  SELECT r.wall::date, 'hour', r.kind, to_char(r.wall, 'HH24'), '', count(*), 0::bigint, sum(r.total)::bigint, sum(r.vat)::bigint
    FROM receipt r GROUP BY 1, 3, 4
  UNION ALL
  SELECT r.wall::date, 'payment', r.kind, p ->> 'type', '', count(*), 0, sum((p ->> 'sumTiyn')::bigint)::bigint, 0
    FROM receipt r CROSS JOIN LATERAL jsonb_array_elements(r.payments) p GROUP BY 1, 3, 4
  UNION ALL
  SELECT r.wall::date, 'cashier', r.kind, coalesce(r.cashier_id::text, r.cashier_name), max(r.cashier_name), count(*), 0,
      sum(r.total)::bigint, sum(r.vat)::bigint
    FROM receipt r GROUP BY 1, 3, 4
  UNION ALL
  SELECT l.wall::date, 'vat', l.kind, l.vat_kind, '', count(DISTINCT l.id), 0, sum(l.net)::bigint, sum(l.vat)::bigint
    FROM line l GROUP BY 1, 3, 4
  UNION ALL
  SELECT l.wall::date, 'good', l.kind, l.good, max(l.name), count(DISTINCT l.id), sum(l.quantity)::bigint, sum(l.net)::bigint,
      sum(l.vat)::bigint
    FROM line l GROUP BY 1, 3, 4;
END $$;

-- Folds the next days of a register, a month at most; says whether more of them wait. A day is ripe when it is over for an hour
-- and all its documents are answered: nothing can enter or leave it any more.
CREATE FUNCTION cabinet.takings_advance(for_tenant uuid, for_register uuid) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  ripe date := cabinet.wall_day(cabinet.fiscal_now() - interval '1 hour') - 1;
  first_day date;
  last_day date;
BEGIN
  PERFORM set_config('tiyn.tenant', for_tenant::text, true);
  SELECT cabinet.wall_day(d.at) INTO first_day FROM cabinet.fiscal_document d
    WHERE d.tenant_id = for_tenant AND d.register_id = for_register ORDER BY d.number LIMIT 1;
  IF first_day IS NULL THEN RETURN false; END IF;
  INSERT INTO cabinet.takings_mark VALUES (for_tenant, for_register, first_day - 1) ON CONFLICT DO NOTHING;
  -- Of two that fold at once one waits here, and finds the work done.
  SELECT m.day + 1 INTO first_day FROM cabinet.takings_mark m
    WHERE m.tenant_id = for_tenant AND m.register_id = for_register FOR UPDATE;
  ripe := least(ripe, (SELECT cabinet.wall_day(d.at) - 1 FROM cabinet.fiscal_document d
    JOIN cabinet.fiscal_register r ON r.tenant_id = d.tenant_id AND r.register_id = d.register_id
    WHERE d.tenant_id = for_tenant AND d.register_id = for_register AND d.number > r.sent_number ORDER BY d.number LIMIT 1));
  last_day := least(ripe, first_day + 30);
  IF last_day < first_day THEN RETURN false; END IF;
  INSERT INTO cabinet.takings SELECT for_tenant, for_register, f.*
    FROM cabinet.takings_fold(for_tenant, for_register, first_day, last_day) f;
  UPDATE cabinet.takings_mark m SET day = last_day WHERE m.tenant_id = for_tenant AND m.register_id = for_register;
  RETURN last_day < ripe;
END $$;

REVOKE ALL ON FUNCTION cabinet.wall_day(timestamptz), cabinet.wall_start(date), cabinet.takings_fold(uuid, uuid, date, date),
  cabinet.takings_advance(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.wall_day(timestamptz), cabinet.wall_start(date), cabinet.takings_fold(uuid, uuid, date, date),
  cabinet.takings_advance(uuid, uuid) TO tiyn_app;
