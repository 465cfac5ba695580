-- The operator's own staff: they block and take off the books registers of any client, and belong to none.
ALTER TABLE common.account DROP CONSTRAINT account_kind;
ALTER TABLE common.account ADD CONSTRAINT account_kind CHECK ((realm, kind) IN (
  ('cabinet', 'owner'), ('cabinet', 'admin'), ('cabinet', 'manager'), ('cabinet', 'accountant'), ('pos', 'cashier'),
  ('ofd', 'ofd_admin'), ('ofd', 'ofd_staff')));
ALTER TABLE common.account DROP CONSTRAINT account_tenant;
ALTER TABLE common.account ADD CONSTRAINT account_tenant CHECK ((tenant_id IS NULL) = (kind IN ('admin', 'ofd_staff')));
