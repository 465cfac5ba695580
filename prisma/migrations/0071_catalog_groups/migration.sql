-- Goods in groups, favourites, codes of scales and of the national catalogue; lists of goods that wait for a yes.

ALTER TABLE cabinet.good
  ADD COLUMN group_name text,
  ADD COLUMN favourite  boolean NOT NULL DEFAULT false,
  ADD COLUMN article    text,
  ADD COLUMN ntin       text,
  ADD COLUMN plu        text,
  ADD COLUMN marked     boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT good_plu CHECK (plu ~ '^[0-9]{5}$');
-- A code of the scales means one good, as a barcode does.
CREATE UNIQUE INDEX good_plu ON cabinet.good (tenant_id, plu) WHERE archived_at IS NULL;

CREATE TABLE cabinet.good_import (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  file_name    text NOT NULL,
  rows         jsonb NOT NULL,
  created_at   timestamptz(3) NOT NULL,
  created_by   uuid NOT NULL,
  confirmed_at timestamptz(3),
  CONSTRAINT good_import_pkey PRIMARY KEY (tenant_id, id)
);
SELECT common.protect_tenant_table('cabinet.good_import');
GRANT SELECT, INSERT, UPDATE, DELETE ON cabinet.good_import TO tiyn_app;
