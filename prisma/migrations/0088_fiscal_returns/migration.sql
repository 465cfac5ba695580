-- Partial returns, also across registers and of receipts known from paper; settings of a register; the control tape's filters.

-- What the basis of a return is called, and the how-manyth return of it this is. Two registers that take the same receipt back at
-- once both claim the same turn: one of them loses and decides again.
ALTER TABLE cabinet.fiscal_document
  ADD COLUMN basis_key  text,
  ADD COLUMN basis_turn integer,
  ADD COLUMN payments   text[];

-- Until now a second return of one receipt stood only after the first was refused.
UPDATE cabinet.fiscal_document d SET basis_key = basis_id::text, basis_turn = 1 + (SELECT count(*) FROM cabinet.fiscal_document e
  WHERE e.tenant_id = d.tenant_id AND e.basis_id = d.basis_id AND (e.at, e.id) < (d.at, d.id))
WHERE basis_id IS NOT NULL;
UPDATE cabinet.fiscal_document SET payments =
  ARRAY(SELECT p ->> 'type' FROM jsonb_array_elements(body -> 'payments') AS p ORDER BY 1)
WHERE body ? 'payments';

ALTER TABLE cabinet.fiscal_document DROP CONSTRAINT fiscal_document_basis;
ALTER TABLE cabinet.fiscal_document
  ADD CONSTRAINT fiscal_document_basis CHECK ((basis_key IS NOT NULL) = (kind IN ('sale_return', 'purchase_return'))
    AND (basis_key IS NULL) = (basis_turn IS NULL) AND (basis_id IS NULL OR basis_key = basis_id::text));
CREATE UNIQUE INDEX fiscal_document_basis_turn ON cabinet.fiscal_document (tenant_id, basis_key, basis_turn)
  WHERE basis_key IS NOT NULL;

-- The control tape walks numbers downwards. A span of time becomes a span of numbers; kinds may be rare.
CREATE INDEX fiscal_document_tape_at ON cabinet.fiscal_document (tenant_id, register_id, at, number);
CREATE INDEX fiscal_document_tape_kind ON cabinet.fiscal_document (tenant_id, register_id, kind, number);
-- A receipt is found by the sign on its paper.
CREATE INDEX fiscal_settlement_sign ON cabinet.fiscal_settlement (tenant_id, fiscal_sign) WHERE fiscal_sign IS NOT NULL;

-- What the owner sets for a register; lib/registers reads it with its defaults.
ALTER TABLE cabinet.register ADD COLUMN settings jsonb NOT NULL DEFAULT '{}';

-- The worker closes shifts by the clock: it looks which are open, of every organisation.
SELECT common.open_to_system('cabinet.fiscal_shift', 'select');
