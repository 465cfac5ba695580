-- Files of tenants: papers we made and scans they uploaded. Insert-only.
CREATE TABLE common.stored_file (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  kind       text NOT NULL,
  name       text NOT NULL,
  media_type text NOT NULL,
  size       integer NOT NULL,
  sha256     bytea NOT NULL,
  bytes      bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT stored_file_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT stored_file_media_type CHECK (media_type IN
    ('image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'application/zip', 'text/csv')),
  CONSTRAINT stored_file_size CHECK (size = length(bytes) AND size BETWEEN 1 AND 10485760),
  CONSTRAINT stored_file_sha256 CHECK (length(sha256) = 32)
);
-- Already packed by their own formats: trying again costs time and gains nothing.
ALTER TABLE common.stored_file ALTER COLUMN bytes SET STORAGE EXTERNAL;
SELECT common.protect_tenant_table('common.stored_file');
SELECT common.open_to_system('common.stored_file', 'select,insert');
GRANT SELECT, INSERT ON common.stored_file TO tiyn_app;
