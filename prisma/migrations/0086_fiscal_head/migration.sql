-- The heads of the journals, one record per register and day, each hanging on the one before: who keeps a copy of one (the log, an
-- export, the page of the register) sees that a journal was written anew, even if every hash in it was.

CREATE TABLE cabinet.fiscal_head (
  tenant_id   uuid NOT NULL,
  register_id uuid NOT NULL,
  day         date NOT NULL,
  at          timestamptz(3) NOT NULL,
  seq         bigint NOT NULL,
  hash        text NOT NULL,
  state_hash  text NOT NULL,
  mark        text NOT NULL,
  CONSTRAINT fiscal_head_pkey PRIMARY KEY (tenant_id, register_id, day),
  CONSTRAINT fiscal_head_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES cabinet.fiscal_register (tenant_id, register_id) ON DELETE RESTRICT ON UPDATE CASCADE
);
SELECT common.protect_tenant_table('cabinet.fiscal_head');
GRANT SELECT, INSERT ON cabinet.fiscal_head TO tiyn_app;
