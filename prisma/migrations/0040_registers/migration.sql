-- Registers, their cards and decisions, blocks, cashiers and who may sell where.

CREATE SEQUENCE cabinet.factory_number_seq AS bigint START WITH 700000001 MAXVALUE 999999999;
GRANT USAGE ON SEQUENCE cabinet.factory_number_seq TO tiyn_app;

CREATE TABLE cabinet.register (
  tenant_id                uuid NOT NULL,
  id                       uuid NOT NULL,
  factory_number           text NOT NULL,
  name                     text NOT NULL,
  status                   text NOT NULL,
  tariff_code              text NOT NULL,
  model                    text NOT NULL,
  made_year                integer NOT NULL,
  tax_office_code          text NOT NULL,
  locality_code            text,
  locality                 text NOT NULL,
  street                   text NOT NULL,
  house                    text NOT NULL,
  flat                     text,
  created_at               timestamptz(3) NOT NULL,
  created_by               uuid NOT NULL,
  application_file_id      uuid NOT NULL,
  application_signature_id uuid,
  application_signed_at    timestamptz(3),
  card_id                  uuid,
  registration_number      text,
  registered_on            date,
  ofd_register_id          bigint,
  ofd_cashier_id           text,
  ofd_token_cipher         bytea,
  activated_at             timestamptz(3),
  paid_until               timestamptz(3),
  CONSTRAINT register_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT register_status CHECK (status IN
    ('awaiting_signature', 'awaiting_rnm', 'in_moderation', 'rejected', 'active', 'deregistered')),
  CONSTRAINT register_factory_number CHECK (factory_number ~ '^[0-9]{9}$'),
  CONSTRAINT register_registration_number CHECK (registration_number ~ '^[0-9]{12}$'),
  CONSTRAINT register_ofd_register_id CHECK (ofd_register_id BETWEEN 1 AND 2147483647),
  CONSTRAINT register_signed CHECK ((application_signature_id IS NULL) = (status = 'awaiting_signature')),
  CONSTRAINT register_carded CHECK (status IN ('awaiting_signature', 'awaiting_rnm') OR
    (card_id IS NOT NULL AND registration_number IS NOT NULL AND ofd_register_id IS NOT NULL AND ofd_token_cipher IS NOT NULL)),
  CONSTRAINT register_paid CHECK (status <> 'active' OR paid_until IS NOT NULL)
);
CREATE UNIQUE INDEX register_factory_number_key ON cabinet.register (factory_number);
CREATE INDEX register_tenant_id_status_idx ON cabinet.register (tenant_id, status);
CREATE INDEX register_status_id_idx ON cabinet.register (status, id);
-- A РНМ works in one place. Refused and waiting cards hold no lock on it.
CREATE UNIQUE INDEX register_active_registration_number ON cabinet.register (registration_number) WHERE status = 'active';
-- The data operator's id of a register likewise: two registers under one id would tear one token chain apart.
CREATE UNIQUE INDEX register_active_ofd_register_id ON cabinet.register (ofd_register_id) WHERE status = 'active';
SELECT common.protect_tenant_table('cabinet.register');
SELECT common.open_to_system('cabinet.register', 'select,update');
GRANT SELECT, INSERT, UPDATE ON cabinet.register TO tiyn_app;

CREATE TABLE cabinet.register_card (
  tenant_id           uuid NOT NULL,
  id                  uuid NOT NULL,
  register_id         uuid NOT NULL,
  attempt             integer NOT NULL,
  registration_number text NOT NULL,
  registered_on       date NOT NULL,
  tax_office_code     text NOT NULL,
  ofd_register_id     bigint NOT NULL,
  ofd_cashier_id      text NOT NULL,
  ofd_token_cipher    bytea NOT NULL,
  token_tail          text NOT NULL,
  scan_file_id        uuid NOT NULL,
  submitted_at        timestamptz(3) NOT NULL,
  submitted_by        uuid NOT NULL,
  submitted_by_name   text NOT NULL,
  CONSTRAINT register_card_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT register_card_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES cabinet.register (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX register_card_tenant_id_register_id_attempt_key ON cabinet.register_card (tenant_id, register_id, attempt);
SELECT common.protect_tenant_table('cabinet.register_card');
SELECT common.open_to_system('cabinet.register_card', 'select');
GRANT SELECT, INSERT ON cabinet.register_card TO tiyn_app;

CREATE TABLE cabinet.register_decision (
  tenant_id       uuid NOT NULL,
  card_id         uuid NOT NULL,
  verdict         text NOT NULL,
  reason          text,
  decided_at      timestamptz(3) NOT NULL,
  decided_by      uuid NOT NULL,
  decided_by_name text NOT NULL,
  CONSTRAINT register_decision_pkey PRIMARY KEY (tenant_id, card_id),
  CONSTRAINT register_decision_tenant_id_card_id_fkey FOREIGN KEY (tenant_id, card_id)
    REFERENCES cabinet.register_card (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT register_decision_verdict CHECK (verdict IN ('approved', 'rejected')),
  CONSTRAINT register_decision_reason CHECK ((verdict = 'rejected') = (reason IS NOT NULL))
);
SELECT common.protect_tenant_table('cabinet.register_decision');
SELECT common.open_to_system('cabinet.register_decision', 'select,insert');
GRANT SELECT ON cabinet.register_decision TO tiyn_app;

CREATE TABLE cabinet.register_block (
  tenant_id   uuid NOT NULL,
  register_id uuid NOT NULL,
  cause       text NOT NULL,
  since       timestamptz(3) NOT NULL,
  detail      text,
  CONSTRAINT register_block_pkey PRIMARY KEY (tenant_id, register_id, cause),
  CONSTRAINT register_block_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES cabinet.register (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT register_block_cause CHECK (cause IN
    ('token', 'ofd', 'protocol', 'tax', 'billing', 'email', 'offline_limit', 'data'))
);
SELECT common.protect_tenant_table('cabinet.register_block');
SELECT common.open_to_system('cabinet.register_block', 'select,insert,delete');
GRANT SELECT, INSERT, DELETE ON cabinet.register_block TO tiyn_app;

CREATE TABLE cabinet.cashier (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  login       text NOT NULL,
  name        text NOT NULL,
  created_at  timestamptz(3) NOT NULL,
  disabled_at timestamptz(3),
  CONSTRAINT cashier_pkey PRIMARY KEY (tenant_id, id)
);
SELECT common.protect_tenant_table('cabinet.cashier');
GRANT SELECT, INSERT, UPDATE ON cabinet.cashier TO tiyn_app;

CREATE TABLE cabinet.cashier_register (
  tenant_id   uuid NOT NULL,
  cashier_id  uuid NOT NULL,
  register_id uuid NOT NULL,
  CONSTRAINT cashier_register_pkey PRIMARY KEY (tenant_id, cashier_id, register_id),
  CONSTRAINT cashier_register_tenant_id_cashier_id_fkey FOREIGN KEY (tenant_id, cashier_id)
    REFERENCES cabinet.cashier (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT cashier_register_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES cabinet.register (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX cashier_register_tenant_id_register_id_idx ON cabinet.cashier_register (tenant_id, register_id);
SELECT common.protect_tenant_table('cabinet.cashier_register');
GRANT SELECT, INSERT, DELETE ON cabinet.cashier_register TO tiyn_app;

-- Demo mode only. The serial goes on where the seed's example number ends.
CREATE SEQUENCE cabinet.demo_tax_serial_seq AS bigint START WITH 131197 MAXVALUE 99999999;
GRANT USAGE ON SEQUENCE cabinet.demo_tax_serial_seq TO tiyn_system;

CREATE TABLE cabinet.demo_tax_card (
  tenant_id           uuid NOT NULL,
  register_id         uuid NOT NULL,
  registration_number text NOT NULL,
  office_code         text NOT NULL,
  issued_at           timestamptz(3) NOT NULL,
  CONSTRAINT demo_tax_card_pkey PRIMARY KEY (tenant_id, register_id)
);
CREATE UNIQUE INDEX demo_tax_card_registration_number_key ON cabinet.demo_tax_card (registration_number);
SELECT common.protect_tenant_table('cabinet.demo_tax_card');
SELECT common.open_to_system('cabinet.demo_tax_card', 'select,insert');

-- Says whether a РНМ is taken for this register without saying whose it is: active anywhere else, or waiting in the same
-- tenant's own other register. Runs as owner because the answer looks across tenants.
CREATE FUNCTION cabinet.registration_number_taken(wanted text, asking_tenant uuid, asking_register uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (
    SELECT FROM cabinet.register r
    WHERE r.registration_number = wanted AND (r.tenant_id, r.id) <> (asking_tenant, asking_register)
      AND (r.status = 'active' OR (r.status = 'in_moderation' AND r.tenant_id = asking_tenant)))
$$;
REVOKE ALL ON FUNCTION cabinet.registration_number_taken(text, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.registration_number_taken(text, uuid, uuid) TO tiyn_app, tiyn_system;

-- Adds a cause, keeping the first moment and detail of a cause already there. For the fiscalizer's own functions too.
CREATE FUNCTION cabinet.add_register_block(for_tenant uuid, for_register uuid, new_cause text, new_detail text) RETURNS boolean
LANGUAGE sql SET search_path = pg_catalog AS $$
  WITH added AS (
    INSERT INTO cabinet.register_block VALUES (for_tenant, for_register, new_cause, now(), new_detail)
    ON CONFLICT DO NOTHING RETURNING 1)
  SELECT EXISTS (SELECT FROM added)
$$;
-- Lifts one cause and no other. Answers whether it was there.
CREATE FUNCTION cabinet.lift_register_block(for_tenant uuid, for_register uuid, old_cause text) RETURNS boolean
LANGUAGE sql SET search_path = pg_catalog AS $$
  WITH lifted AS (
    DELETE FROM cabinet.register_block WHERE tenant_id = for_tenant AND register_id = for_register AND cause = old_cause RETURNING 1)
  SELECT EXISTS (SELECT FROM lifted)
$$;
REVOKE ALL ON FUNCTION cabinet.add_register_block(uuid, uuid, text, text), cabinet.lift_register_block(uuid, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.add_register_block(uuid, uuid, text, text), cabinet.lift_register_block(uuid, uuid, text)
  TO tiyn_app, tiyn_system;
