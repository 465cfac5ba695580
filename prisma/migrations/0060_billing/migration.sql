-- Money of tenants: a double ledger with accounts of its own per tenant, invoices, and the bank's payments.

-- Sum of credits less sum of debits of an account; over the accounts of a tenant these add up to zero.
CREATE TABLE cabinet.ledger_account (
  tenant_id    uuid NOT NULL,
  code         text NOT NULL,
  balance_tiyn bigint NOT NULL DEFAULT 0,
  CONSTRAINT ledger_account_pkey PRIMARY KEY (tenant_id, code),
  CONSTRAINT ledger_account_code CHECK (code IN ('bank', 'client', 'income')),
  -- The last line of defence: nobody spends what is not there.
  CONSTRAINT ledger_account_client CHECK (code <> 'client' OR balance_tiyn >= 0)
);
SELECT common.protect_tenant_table('cabinet.ledger_account');
SELECT common.open_to_system('cabinet.ledger_account', 'select,insert,update');
GRANT SELECT, INSERT, UPDATE ON cabinet.ledger_account TO tiyn_app;

CREATE TABLE cabinet.ledger_entry (
  tenant_id     uuid NOT NULL,
  id            uuid NOT NULL,
  -- What people call it: 1, 2, 3… within the tenant, without gaps.
  number        bigint NOT NULL,
  kind          text NOT NULL,
  key           text NOT NULL,
  -- What it does to the client's balance.
  effect_tiyn   bigint NOT NULL,
  balance_tiyn  bigint NOT NULL,
  comment       jsonb NOT NULL,
  -- The same comment in words of the law, for search and for papers.
  comment_text  text NOT NULL,
  reverses_id   uuid,
  at            timestamptz(3) NOT NULL,
  CONSTRAINT ledger_entry_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT ledger_entry_kind CHECK (kind IN ('top_up', 'subscription', 'reversal')),
  CONSTRAINT ledger_entry_way CHECK (CASE kind WHEN 'top_up' THEN effect_tiyn > 0 WHEN 'subscription' THEN effect_tiyn < 0
    ELSE effect_tiyn <> 0 END),
  CONSTRAINT ledger_entry_reverses CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
  CONSTRAINT ledger_entry_tenant_id_reverses_id_fkey FOREIGN KEY (tenant_id, reverses_id)
    REFERENCES cabinet.ledger_entry (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX ledger_entry_tenant_id_key_key ON cabinet.ledger_entry (tenant_id, key);
CREATE UNIQUE INDEX ledger_entry_tenant_id_number_key ON cabinet.ledger_entry (tenant_id, number);
CREATE UNIQUE INDEX ledger_entry_tenant_id_reverses_id_key ON cabinet.ledger_entry (tenant_id, reverses_id);
SELECT common.protect_tenant_table('cabinet.ledger_entry');
SELECT common.open_to_system('cabinet.ledger_entry', 'select,insert');
GRANT SELECT, INSERT ON cabinet.ledger_entry TO tiyn_app;
-- A tenant may spend its money, never make it.
CREATE POLICY app_spends ON cabinet.ledger_entry AS RESTRICTIVE FOR INSERT TO tiyn_app
  WITH CHECK (tenant_id = common.current_tenant() AND kind = 'subscription');

CREATE TABLE cabinet.ledger_posting (
  tenant_id   uuid NOT NULL,
  entry_id    uuid NOT NULL,
  line        integer NOT NULL,
  debit       text NOT NULL,
  credit      text NOT NULL,
  amount_tiyn bigint NOT NULL,
  CONSTRAINT ledger_posting_pkey PRIMARY KEY (tenant_id, entry_id, line),
  CONSTRAINT ledger_posting_amount CHECK (amount_tiyn > 0),
  CONSTRAINT ledger_posting_accounts CHECK (debit <> credit),
  CONSTRAINT ledger_posting_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id)
    REFERENCES cabinet.ledger_entry (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT ledger_posting_tenant_id_debit_fkey FOREIGN KEY (tenant_id, debit)
    REFERENCES cabinet.ledger_account (tenant_id, code) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT ledger_posting_tenant_id_credit_fkey FOREIGN KEY (tenant_id, credit)
    REFERENCES cabinet.ledger_account (tenant_id, code) ON DELETE RESTRICT ON UPDATE CASCADE
);
SELECT common.protect_tenant_table('cabinet.ledger_posting');
SELECT common.open_to_system('cabinet.ledger_posting', 'select,insert');
GRANT SELECT, INSERT ON cabinet.ledger_posting TO tiyn_app;

-- The one way into the ledger. Locks the tenant's accounts in order of code, so two writers never wait for each other in a
-- circle; a key already written answers the entry it made; a balance that would go below zero writes nothing.
-- Runs with the caller's rights: row security and the restrictive policy decide who may write what.
CREATE FUNCTION cabinet.ledger_write(
  for_tenant uuid, entry_id uuid, entry_kind text, entry_key text, debit_code text, credit_code text, amount bigint,
  entry_comment jsonb, entry_text text, reversed_id uuid, at_moment timestamptz
) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  earlier cabinet.ledger_entry%ROWTYPE;
  balance bigint;
  effect bigint := CASE WHEN credit_code = 'client' THEN amount WHEN debit_code = 'client' THEN -amount ELSE 0 END;
  next_number bigint;
BEGIN
  INSERT INTO cabinet.ledger_account (tenant_id, code)
  SELECT for_tenant, code FROM unnest(ARRAY['bank', 'client', 'income']) AS code ON CONFLICT DO NOTHING;
  PERFORM 1 FROM cabinet.ledger_account WHERE tenant_id = for_tenant ORDER BY code FOR UPDATE;
  SELECT * INTO earlier FROM cabinet.ledger_entry WHERE tenant_id = for_tenant AND key = entry_key;
  IF FOUND THEN
    IF earlier.kind <> entry_kind OR earlier.effect_tiyn <> effect THEN
      RAISE EXCEPTION 'ledger key % was written with another meaning', entry_key;
    END IF;
    RETURN jsonb_build_object('outcome', 'repeated', 'id', earlier.id);
  END IF;
  SELECT balance_tiyn INTO balance FROM cabinet.ledger_account WHERE tenant_id = for_tenant AND code = 'client';
  IF balance + effect < 0 THEN
    RETURN jsonb_build_object('outcome', 'not_enough', 'available', balance::text);
  END IF;
  SELECT coalesce(max(number), 0) + 1 INTO next_number FROM cabinet.ledger_entry WHERE tenant_id = for_tenant;
  INSERT INTO cabinet.ledger_entry (tenant_id, id, number, kind, key, effect_tiyn, balance_tiyn, comment, comment_text, reverses_id, at)
  VALUES (for_tenant, entry_id, next_number, entry_kind, entry_key, effect, balance + effect, entry_comment, entry_text, reversed_id,
    at_moment);
  INSERT INTO cabinet.ledger_posting VALUES (for_tenant, entry_id, 1, debit_code, credit_code, amount);
  UPDATE cabinet.ledger_account SET balance_tiyn = balance_tiyn + CASE code WHEN credit_code THEN amount ELSE -amount END
  WHERE tenant_id = for_tenant AND code IN (debit_code, credit_code);
  RETURN jsonb_build_object('outcome', 'written', 'id', entry_id);
END $$;
REVOKE ALL ON FUNCTION cabinet.ledger_write(uuid, uuid, text, text, text, text, bigint, jsonb, text, uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.ledger_write(uuid, uuid, text, text, text, text, bigint, jsonb, text, uuid, timestamptz)
  TO tiyn_app, tiyn_system;

CREATE SEQUENCE cabinet.invoice_number_seq AS bigint START WITH 1001;
GRANT USAGE ON SEQUENCE cabinet.invoice_number_seq TO tiyn_app;

-- The payer stands as it was on that day: a paper does not change when the organisation does.
CREATE TABLE cabinet.invoice (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  number          bigint NOT NULL,
  key             text NOT NULL,
  amount_tiyn     bigint NOT NULL,
  status          text NOT NULL,
  payer_xin       text NOT NULL,
  payer_name      text NOT NULL,
  contract_number text NOT NULL,
  contract_day    date NOT NULL,
  file_id         uuid NOT NULL,
  issued_at       timestamptz(3) NOT NULL,
  paid_at         timestamptz(3),
  CONSTRAINT invoice_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT invoice_amount CHECK (amount_tiyn > 0),
  CONSTRAINT invoice_status CHECK (status IN ('issued', 'paid')),
  CONSTRAINT invoice_paid CHECK ((status = 'paid') = (paid_at IS NOT NULL))
);
CREATE UNIQUE INDEX invoice_number_key ON cabinet.invoice (number);
CREATE UNIQUE INDEX invoice_tenant_id_key_key ON cabinet.invoice (tenant_id, key);
CREATE INDEX invoice_tenant_id_issued_at_idx ON cabinet.invoice (tenant_id, issued_at);
CREATE INDEX invoice_status_issued_at_idx ON cabinet.invoice (status, issued_at);
SELECT common.protect_tenant_table('cabinet.invoice');
SELECT common.open_to_system('cabinet.invoice', 'select,update');
GRANT SELECT, INSERT ON cabinet.invoice TO tiyn_app;
CREATE POLICY app_issues ON cabinet.invoice AS RESTRICTIVE FOR INSERT TO tiyn_app
  WITH CHECK (tenant_id = common.current_tenant() AND status = 'issued');

-- What the bank credited, as an admin recorded it. One per invoice.
CREATE TABLE cabinet.bank_payment (
  tenant_id        uuid NOT NULL,
  id               uuid NOT NULL,
  invoice_id       uuid NOT NULL,
  key              text NOT NULL,
  amount_tiyn      bigint NOT NULL,
  bank_document    text NOT NULL,
  paid_on          date NOT NULL,
  entry_id         uuid NOT NULL,
  recorded_at      timestamptz(3) NOT NULL,
  recorded_by      uuid NOT NULL,
  recorded_by_name text NOT NULL,
  CONSTRAINT bank_payment_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT bank_payment_amount CHECK (amount_tiyn > 0),
  CONSTRAINT bank_payment_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id)
    REFERENCES cabinet.invoice (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT bank_payment_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id)
    REFERENCES cabinet.ledger_entry (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX bank_payment_tenant_id_invoice_id_key ON cabinet.bank_payment (tenant_id, invoice_id);
SELECT common.protect_tenant_table('cabinet.bank_payment');
SELECT common.open_to_system('cabinet.bank_payment', 'select,insert');
GRANT SELECT ON cabinet.bank_payment TO tiyn_app;
