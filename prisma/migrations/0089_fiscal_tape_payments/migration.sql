-- How a receipt was paid becomes one text, `card,cash`: equality of texts may be looked up in an index before row security has its
-- say, what an array holds may not. So a way of paying that is rare is found as fast as one that is not.
ALTER TABLE cabinet.fiscal_document ALTER COLUMN payments TYPE text USING nullif(array_to_string(payments, ','), '');
CREATE INDEX fiscal_document_tape_payments ON cabinet.fiscal_document (tenant_id, register_id, payments, number);
