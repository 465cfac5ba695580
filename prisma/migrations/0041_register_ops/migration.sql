-- What the acts around a register need beside its tables.

-- The first moment of the unbroken paid run: months are counted from it, so that a month that is shorter costs nobody a day.
ALTER TABLE cabinet.register ADD COLUMN paid_since timestamptz(3);

-- The administration knows a card by its id alone.
CREATE UNIQUE INDEX register_card_id_key ON cabinet.register_card (id);

-- The card that the demo tax office drew, kept as it was given out.
ALTER TABLE cabinet.demo_tax_card ADD COLUMN pdf_file_id uuid NOT NULL, ADD COLUMN png_file_id uuid NOT NULL;

-- Says whether the data operator's id works for another register, without saying whose it is. Runs as owner because the answer
-- looks across tenants.
CREATE FUNCTION cabinet.ofd_register_id_taken(wanted bigint, asking_tenant uuid, asking_register uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (
    SELECT FROM cabinet.register r
    WHERE r.ofd_register_id = wanted AND r.status = 'active' AND (r.tenant_id, r.id) <> (asking_tenant, asking_register))
$$;
REVOKE ALL ON FUNCTION cabinet.ofd_register_id_taken(bigint, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.ofd_register_id_taken(bigint, uuid, uuid) TO tiyn_app, tiyn_system;
