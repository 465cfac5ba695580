-- What the operator refused and why, what a block says on the wire, and what a return takes back.

-- The code that a blocked register hears: 15, or 19 (disconnected) where it speaks 2.0.4; and why it was blocked.
ALTER TABLE operator.register
  ADD COLUMN block_code smallint,
  ADD COLUMN block_cause text,
  -- The code in `last_answer`: 0, or a refusal that this operator is set to remember.
  ADD COLUMN last_result smallint NOT NULL DEFAULT 0,
  ADD CONSTRAINT register_block_code CHECK (block_code IN (15, 19)),
  ADD CONSTRAINT register_block_cause CHECK (block_cause IN ('violation', 'unpaid', 'token', 'disconnected', 'other'));

-- Receipts that take back another one of our book are added up against it.
ALTER TABLE operator.document ADD COLUMN parent_document_id uuid;
CREATE INDEX document_tenant_id_parent_document_id_idx ON operator.document (tenant_id, parent_document_id);

-- Refused messages of a register, the latest two hundred; what was taken stands in the book.
CREATE TABLE operator.refusal (
  tenant_id      uuid NOT NULL,
  id             uuid NOT NULL,
  register_id    integer NOT NULL,
  version        integer NOT NULL,
  command        integer NOT NULL,
  request_number integer NOT NULL,
  result_code    integer NOT NULL,
  reason         text NOT NULL,
  at             timestamptz(3) NOT NULL,
  CONSTRAINT refusal_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT refusal_tenant_id_register_id_fkey FOREIGN KEY (tenant_id, register_id)
    REFERENCES operator.register (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX refusal_tenant_id_register_id_at_idx ON operator.refusal (tenant_id, register_id, at);
SELECT common.protect_tenant_table('operator.refusal');
SELECT common.open_to_system('operator.refusal', 'select,insert,delete');
GRANT SELECT ON operator.refusal TO tiyn_app;
