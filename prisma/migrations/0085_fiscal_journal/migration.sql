-- The journal covers everything a register ever wrote: frames and their resends hang on the chain like documents and answers, a
-- document carries the hash of the request that made it, and the state of a register carries the hash of its own row.

ALTER TABLE cabinet.fiscal_document ADD COLUMN request_hash text;
-- Rows from before are not chained and stay without a place.
ALTER TABLE cabinet.fiscal_seal ADD COLUMN journal_seq bigint, ADD COLUMN previous_hash text, ADD COLUMN hash text;
ALTER TABLE cabinet.fiscal_attempt ADD COLUMN journal_seq bigint, ADD COLUMN previous_hash text, ADD COLUMN hash text;

ALTER TABLE cabinet.fiscal_register ADD COLUMN state_hash text;

-- What a register's row says, as one hash: whatever column is added later is covered, without this function being changed. Empty
-- columns do not count, so a new one may arrive empty; a migration that fills one of all rows writes this hash anew.
CREATE FUNCTION cabinet.fiscal_state_hash(r cabinet.fiscal_register) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog SET timezone = 'UTC' AS $$
  SELECT encode(sha256(convert_to(jsonb_strip_nulls(to_jsonb(r) - 'state_hash')::text, 'UTF8')), 'hex')
$$;
REVOKE ALL ON FUNCTION cabinet.fiscal_state_hash(cabinet.fiscal_register) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cabinet.fiscal_state_hash(cabinet.fiscal_register) TO tiyn_app, tiyn_system;

UPDATE cabinet.fiscal_register r SET state_hash = cabinet.fiscal_state_hash(r);
ALTER TABLE cabinet.fiscal_register ALTER COLUMN state_hash SET NOT NULL;

-- Only a step of the register, which moves its version by one, is hashed: what is written past that shows.
CREATE FUNCTION cabinet.hash_fiscal_state() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  NEW.state_hash := cabinet.fiscal_state_hash(NEW);
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION cabinet.hash_fiscal_state() FROM PUBLIC;
CREATE TRIGGER hash_first_state BEFORE INSERT ON cabinet.fiscal_register FOR EACH ROW EXECUTE FUNCTION cabinet.hash_fiscal_state();
CREATE TRIGGER hash_next_state BEFORE UPDATE ON cabinet.fiscal_register FOR EACH ROW
  WHEN (NEW.version = OLD.version + 1) EXECUTE FUNCTION cabinet.hash_fiscal_state();
