-- The data operator: its clients, their trading points, registers and users, and its own book of what registers sent.
-- Shares no table with the cabinet and refers to none of its rows.

CREATE SEQUENCE operator.account_number_seq AS integer START WITH 58706;
CREATE SEQUENCE operator.user_number_seq AS integer START WITH 17169;
-- The id of a register on the wire; the body repeats it where whole numbers end at 31 bits.
CREATE SEQUENCE operator.register_id_seq AS integer START WITH 200001 MAXVALUE 2147483647;
GRANT USAGE ON SEQUENCE operator.account_number_seq, operator.user_number_seq, operator.register_id_seq TO tiyn_app, tiyn_system;

CREATE TABLE operator.client (
  tenant_id                uuid NOT NULL,
  account_number           integer NOT NULL,
  xin                      text NOT NULL,
  name                     text NOT NULL,
  head_name                text NOT NULL,
  email                    text,
  phone                    text,
  address                  text,
  application_signature_id uuid,
  created_at               timestamptz(3) NOT NULL,
  CONSTRAINT client_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT client_xin CHECK (xin ~ '^[0-9]{12}$')
);
CREATE UNIQUE INDEX client_account_number_key ON operator.client (account_number);
CREATE UNIQUE INDEX client_xin_key ON operator.client (xin);
SELECT common.protect_tenant_table('operator.client');
SELECT common.open_to_system('operator.client', 'select,insert');
GRANT SELECT, UPDATE ON operator.client TO tiyn_app;

CREATE TABLE operator.portal_user (
  tenant_id     uuid NOT NULL,
  number        integer NOT NULL,
  account_id    uuid NOT NULL,
  name          text NOT NULL,
  position      text,
  email         text,
  login         text NOT NULL,
  created_at    timestamptz(3) NOT NULL,
  last_visit_at timestamptz(3),
  CONSTRAINT portal_user_pkey PRIMARY KEY (tenant_id, number),
  CONSTRAINT portal_user_tenant_id_fkey FOREIGN KEY (tenant_id)
    REFERENCES operator.client (tenant_id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX portal_user_number_key ON operator.portal_user (number);
CREATE UNIQUE INDEX portal_user_account_id_key ON operator.portal_user (account_id);
SELECT common.protect_tenant_table('operator.portal_user');
SELECT common.open_to_system('operator.portal_user', 'select,insert,update');
GRANT SELECT, INSERT, UPDATE ON operator.portal_user TO tiyn_app;

CREATE TABLE operator.trading_point (
  tenant_id     uuid NOT NULL,
  id            uuid NOT NULL,
  name          text NOT NULL,
  locality_code text,
  locality      text NOT NULL,
  street        text NOT NULL,
  house         text NOT NULL,
  building      text,
  room          text,
  created_at    timestamptz(3) NOT NULL,
  CONSTRAINT trading_point_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT trading_point_tenant_id_fkey FOREIGN KEY (tenant_id)
    REFERENCES operator.client (tenant_id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX trading_point_tenant_id_name_key ON operator.trading_point (tenant_id, name);
SELECT common.protect_tenant_table('operator.trading_point');
SELECT common.open_to_system('operator.trading_point', 'select');
GRANT SELECT, INSERT, UPDATE, DELETE ON operator.trading_point TO tiyn_app;

CREATE TABLE operator.register (
  tenant_id           uuid NOT NULL,
  id                  integer NOT NULL,
  name                text NOT NULL,
  model               text NOT NULL,
  factory_number      text NOT NULL,
  made_year           integer NOT NULL,
  registration_number text,
  registered_on       date,
  trading_point_id    uuid NOT NULL,
  tariff_code         text,
  tariff_chosen_at    timestamptz(3),
  status              text NOT NULL,
  status_at           timestamptz(3) NOT NULL,
  block_reason        text,
  consent_at          timestamptz(3) NOT NULL,
  created_at          timestamptz(3) NOT NULL,
  -- The chain of tokens. `token` is the one that the next request must carry.
  token_cipher        bytea,
  token_issued_at     timestamptz(3),
  -- What was answered last, so that a repeated request hears the same and is not counted twice.
  last_token_cipher   bytea,
  last_request_number integer,
  last_command        integer,
  last_answer         bytea,
  -- The book's state after the last document.
  documents           bigint NOT NULL DEFAULT 0,
  shift_number        integer NOT NULL DEFAULT 0,
  shift_opened_at     timestamptz(3),
  cash_tiyn           bigint NOT NULL DEFAULT 0,
  counters            jsonb NOT NULL DEFAULT '{}',
  last_document_id    uuid,
  seen_at             timestamptz(3),
  CONSTRAINT register_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT register_tenant_id_trading_point_id_fkey FOREIGN KEY (tenant_id, trading_point_id)
    REFERENCES operator.trading_point (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT register_status CHECK (status IN ('draft', 'registered', 'active', 'blocked', 'deregistered')),
  CONSTRAINT register_registration_number CHECK (registration_number ~ '^[0-9]{12}$'),
  CONSTRAINT register_registered CHECK (status = 'draft' OR registration_number IS NOT NULL),
  CONSTRAINT register_tariff CHECK (status NOT IN ('active', 'blocked') OR tariff_code IS NOT NULL),
  CONSTRAINT register_block_reason CHECK (status <> 'blocked' OR block_reason IS NOT NULL),
  CONSTRAINT register_last CHECK ((last_token_cipher IS NULL) = (last_answer IS NULL)),
  CONSTRAINT register_cash CHECK (cash_tiyn >= 0)
);
CREATE UNIQUE INDEX register_id_key ON operator.register (id);
CREATE INDEX register_tenant_id_trading_point_id_idx ON operator.register (tenant_id, trading_point_id);
-- A РНМ and a factory number work in one place; drafts and what was taken off the books hold neither.
CREATE UNIQUE INDEX register_working_registration_number ON operator.register (registration_number)
  WHERE status IN ('registered', 'active', 'blocked');
CREATE UNIQUE INDEX register_working_factory_number ON operator.register (model, factory_number)
  WHERE status IN ('registered', 'active', 'blocked');
SELECT common.protect_tenant_table('operator.register');
SELECT common.open_to_system('operator.register', 'select,update');
GRANT SELECT, INSERT, UPDATE ON operator.register TO tiyn_app;

-- What registers sent, as it came. Nobody changes or deletes a line.
CREATE TABLE operator.document (
  tenant_id             uuid NOT NULL,
  id                    uuid NOT NULL,
  register_id           integer NOT NULL,
  -- Our own numbering within the register, from 1, without gaps.
  sequence              bigint NOT NULL,
  kind                  text NOT NULL,
  shift_number          integer NOT NULL,
  -- Numbers by which the register itself knows shift and document.
  register_shift_number integer,
  printed_number        bigint,
  request_number        integer NOT NULL,
  date_time             timestamptz(3) NOT NULL,
  total_tiyn            bigint NOT NULL,
  cash_after_tiyn       bigint NOT NULL,
  fiscal_sign           text,
  offline               boolean NOT NULL,
  operator_code         integer,
  operator_name         text,
  body                  jsonb NOT NULL,
  report                jsonb,
  wire_body             bytea NOT NULL,
  received_at           timestamptz(3) NOT NULL,
  CONSTRAINT document_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT document_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES operator.register (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT document_kind CHECK (kind IN ('sell', 'sell_return', 'buy', 'buy_return', 'deposit', 'withdrawal', 'z_report')),
  CONSTRAINT document_signed CHECK ((fiscal_sign IS NOT NULL) = (kind IN ('sell', 'sell_return', 'buy', 'buy_return'))),
  CONSTRAINT document_report CHECK ((report IS NOT NULL) = (kind = 'z_report')),
  CONSTRAINT document_total CHECK (total_tiyn >= 0)
);
CREATE UNIQUE INDEX document_tenant_id_register_id_sequence_key ON operator.document (tenant_id, register_id, sequence);
CREATE UNIQUE INDEX document_fiscal_sign_key ON operator.document (fiscal_sign);
CREATE INDEX document_tenant_id_register_id_shift_number_idx ON operator.document (tenant_id, register_id, shift_number);
CREATE INDEX document_tenant_id_received_at_idx ON operator.document (tenant_id, received_at);
SELECT common.protect_tenant_table('operator.document');
SELECT common.open_to_system('operator.document', 'select,insert');
GRANT SELECT ON operator.document TO tiyn_app;

-- Autonomous numbers by which buyers hold a receipt. A receipt that was booked online and then repeated as autonomous, because
-- the answer was lost, gets its number here afterwards.
CREATE TABLE operator.offline_number (
  tenant_id   uuid NOT NULL,
  register_id integer NOT NULL,
  number      bigint NOT NULL,
  document_id uuid NOT NULL,
  told_at     timestamptz(3) NOT NULL,
  CONSTRAINT offline_number_pkey PRIMARY KEY (tenant_id, register_id, number, document_id),
  CONSTRAINT offline_number_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id)
    REFERENCES operator.document (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE
);
SELECT common.protect_tenant_table('operator.offline_number');
SELECT common.open_to_system('operator.offline_number', 'select,insert');
GRANT SELECT ON operator.offline_number TO tiyn_app;

-- The personal account: charges and payments, corrected by further lines only.
CREATE TABLE operator.account_entry (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  key         text NOT NULL,
  kind        text NOT NULL,
  amount_tiyn bigint NOT NULL,
  period      text NOT NULL,
  comment     text NOT NULL,
  register_id integer,
  due_on      date,
  at          timestamptz(3) NOT NULL,
  CONSTRAINT account_entry_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT account_entry_tenant_id_fkey FOREIGN KEY (tenant_id)
    REFERENCES operator.client (tenant_id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT account_entry_kind CHECK (kind IN ('charge', 'payment')),
  CONSTRAINT account_entry_amount CHECK (amount_tiyn > 0),
  CONSTRAINT account_entry_period CHECK (period ~ '^[0-9]{6}$')
);
CREATE UNIQUE INDEX account_entry_tenant_id_key_key ON operator.account_entry (tenant_id, key);
SELECT common.protect_tenant_table('operator.account_entry');
GRANT SELECT, INSERT ON operator.account_entry TO tiyn_app;

-- Says which of a new register's numbers works elsewhere, without saying whose it is. Runs as owner because the answer looks
-- across clients.
CREATE FUNCTION operator.number_taken(wanted_registration text, wanted_model text, wanted_factory text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT CASE WHEN r.registration_number = wanted_registration THEN 'registration_number' ELSE 'factory_number' END
  FROM operator.register r
  WHERE r.status IN ('registered', 'active', 'blocked')
    AND (r.registration_number = wanted_registration OR (r.model = wanted_model AND r.factory_number = wanted_factory))
  ORDER BY (r.registration_number = wanted_registration) DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION operator.number_taken(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operator.number_taken(text, text, text) TO tiyn_app;

-- How often an address asked the public check page in a minute; all web processes share the count.
CREATE TABLE operator.check_visit (
  address_hash bytea NOT NULL,
  minute       timestamptz(3) NOT NULL,
  visits       integer NOT NULL,
  CONSTRAINT check_visit_pkey PRIMARY KEY (address_hash, minute)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON operator.check_visit TO tiyn_system;

-- Counts a visit and says whether it is still within the bound. Minutes that are over are swept away with it.
CREATE FUNCTION operator.check_admitted(address bytea, visits_max integer) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE counted integer;
BEGIN
  INSERT INTO operator.check_visit AS v VALUES (address, date_trunc('minute', now()), 1)
  ON CONFLICT (address_hash, minute) DO UPDATE SET visits = v.visits + 1 RETURNING visits INTO counted;
  IF counted = 1 THEN
    DELETE FROM operator.check_visit WHERE minute < now() - interval '10 minutes';
  END IF;
  RETURN counted <= visits_max;
END $$;
REVOKE ALL ON FUNCTION operator.check_admitted(bytea, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operator.check_admitted(bytea, integer) TO tiyn_system;
