-- Organisations: the draft that a visitor carries through the wizard, the organisation it becomes, letters that confirm an address.

-- Numbers of sublicence agreements go on where the seed's examples begin.
CREATE SEQUENCE cabinet.contract_number_seq AS bigint START WITH 70001;
GRANT USAGE ON SEQUENCE cabinet.contract_number_seq TO tiyn_app;

-- A draft has the id of the tenant it will become, so its contract is stored under that tenant from the first byte.
CREATE TABLE cabinet.registration (
  tenant_id        uuid NOT NULL,
  browser_hash     bytea NOT NULL,
  status           text NOT NULL,
  signer           jsonb NOT NULL,
  typed            jsonb NOT NULL,
  details          jsonb,
  password_hash    text,
  contract_number  bigint,
  contract_day     date,
  contract_file_id uuid,
  started_at       timestamptz(3) NOT NULL,
  saved_at         timestamptz(3) NOT NULL,
  expires_at       timestamptz(3) NOT NULL,
  CONSTRAINT registration_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT registration_status CHECK (status IN ('key_verified', 'details_given', 'active')),
  CONSTRAINT registration_browser CHECK (length(browser_hash) = 32),
  CONSTRAINT registration_contract CHECK (status = 'key_verified' OR
    (details IS NOT NULL AND contract_number IS NOT NULL AND contract_day IS NOT NULL AND contract_file_id IS NOT NULL)),
  CONSTRAINT registration_password CHECK (status <> 'active' OR password_hash IS NULL)
);
CREATE UNIQUE INDEX registration_browser_hash_key ON cabinet.registration (browser_hash);
SELECT common.protect_tenant_table('cabinet.registration');
GRANT SELECT, INSERT, UPDATE ON cabinet.registration TO tiyn_app;

-- Whose draft this browser carries. Runs as owner because the visitor has no tenant yet; it answers an id and nothing else.
CREATE FUNCTION cabinet.registration_of(browser bytea, now_at timestamptz) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT tenant_id FROM cabinet.registration WHERE browser_hash = browser AND expires_at > now_at
$$;
-- Frees a browser for another draft: the old one stays as it is and belongs to nobody.
CREATE FUNCTION cabinet.forget_registration(browser bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  UPDATE cabinet.registration SET browser_hash = sha256(browser_hash || uuid_send(tenant_id)), password_hash = NULL
  WHERE browser_hash = browser
$$;

CREATE TABLE cabinet.organization (
  tenant_id             uuid NOT NULL,
  xin                   text NOT NULL,
  xin_kind              text NOT NULL,
  name                  text NOT NULL,
  trade_name            text,
  head_name             text NOT NULL,
  head_iin              text NOT NULL,
  legal_address         text NOT NULL,
  city                  text,
  email                 text NOT NULL,
  email_confirmed_at    timestamptz(3),
  locale                text NOT NULL,
  vat_series            text,
  vat_number            text,
  vat_issued_on         date,
  divisions             boolean NOT NULL DEFAULT false,
  contract_number       bigint NOT NULL,
  contract_day          date NOT NULL,
  contract_file_id      uuid NOT NULL,
  contract_signature_id uuid NOT NULL,
  contract_signed_at    timestamptz(3) NOT NULL,
  status                text NOT NULL,
  suspended_reason      text,
  created_at            timestamptz(3) NOT NULL,
  CONSTRAINT organization_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT organization_status CHECK (status IN ('active', 'suspended', 'closed')),
  CONSTRAINT organization_suspended CHECK ((status = 'suspended') = (suspended_reason IS NOT NULL)),
  CONSTRAINT organization_xin CHECK (xin ~ '^[0-9]{12}$' AND head_iin ~ '^[0-9]{12}$' AND xin_kind IN ('bin', 'iin')),
  CONSTRAINT organization_vat CHECK ((vat_series IS NULL) = (vat_number IS NULL) AND (vat_series IS NULL) = (vat_issued_on IS NULL)
    AND vat_series ~ '^[0-9]{5}$' AND vat_number ~ '^[0-9]{7}$'),
  CONSTRAINT organization_locale CHECK (locale IN ('ru', 'kk', 'en'))
);
CREATE UNIQUE INDEX organization_xin_key ON cabinet.organization (xin);
CREATE UNIQUE INDEX organization_email_key ON cabinet.organization (email);
CREATE UNIQUE INDEX organization_contract_number_key ON cabinet.organization (contract_number);
SELECT common.protect_tenant_table('cabinet.organization');
SELECT common.open_to_system('cabinet.organization', 'select,update');
GRANT SELECT, INSERT ON cabinet.organization TO tiyn_app;
-- Status is the administration's word: the app role cannot lift a suspension.
GRANT UPDATE (email_confirmed_at, vat_series, vat_number, vat_issued_on, divisions, locale) ON cabinet.organization TO tiyn_app;

-- Says whether a number is registered without saying whose it is; asked only after its key was verified.
CREATE FUNCTION cabinet.xin_registered(wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM cabinet.organization WHERE xin = wanted)
$$;

-- The same of an address, which is the owner's login.
CREATE FUNCTION cabinet.email_registered(wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM cabinet.organization WHERE email = wanted)
$$;

-- Letters that confirm an address. Only the hash of the link is kept.
CREATE TABLE cabinet.email_confirmation (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  token_hash bytea NOT NULL,
  email      text NOT NULL,
  sent_at    timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at    timestamptz(3),
  CONSTRAINT email_confirmation_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT email_confirmation_hash CHECK (length(token_hash) = 32),
  CONSTRAINT email_confirmation_tenant_id_fkey FOREIGN KEY (tenant_id)
    REFERENCES cabinet.organization (tenant_id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX email_confirmation_token_hash_key ON cabinet.email_confirmation (token_hash);
CREATE INDEX email_confirmation_tenant_id_sent_at_idx ON cabinet.email_confirmation (tenant_id, sent_at);
SELECT common.protect_tenant_table('cabinet.email_confirmation');
GRANT SELECT, INSERT, UPDATE ON cabinet.email_confirmation TO tiyn_app;

-- Whose letter this link came from: whoever opens it need not be signed in.
CREATE FUNCTION cabinet.email_confirmation_of(hash bytea) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT tenant_id FROM cabinet.email_confirmation WHERE token_hash = hash
$$;
REVOKE ALL ON FUNCTION cabinet.registration_of(bytea, timestamptz), cabinet.forget_registration(bytea), cabinet.xin_registered(text),
  cabinet.email_registered(text), cabinet.email_confirmation_of(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.registration_of(bytea, timestamptz), cabinet.forget_registration(bytea),
  cabinet.xin_registered(text), cabinet.email_registered(text), cabinet.email_confirmation_of(bytea) TO tiyn_app;
