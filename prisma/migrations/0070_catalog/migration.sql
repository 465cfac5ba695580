-- What is sold.

CREATE TABLE cabinet.good (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  name         text NOT NULL,
  barcode      text,
  unit_code    text NOT NULL,
  vat_kind     text NOT NULL,
  price_tiyn   bigint,
  section_code text NOT NULL,
  version      integer NOT NULL,
  created_at   timestamptz(3) NOT NULL,
  updated_at   timestamptz(3) NOT NULL,
  archived_at  timestamptz(3),
  CONSTRAINT good_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT good_vat_kind CHECK (vat_kind IN ('none', '0', '5', '10', '12', '16')),
  CONSTRAINT good_price CHECK (price_tiyn > 0)
);
CREATE INDEX good_tenant_id_name_idx ON cabinet.good (tenant_id, name);
-- A scanned code means one good. What lies in the archive holds no code back.
CREATE UNIQUE INDEX good_barcode ON cabinet.good (tenant_id, barcode) WHERE archived_at IS NULL;
SELECT common.protect_tenant_table('cabinet.good');
GRANT SELECT, INSERT, UPDATE ON cabinet.good TO tiyn_app;
