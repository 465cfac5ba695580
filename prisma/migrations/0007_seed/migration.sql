-- The accounts that the demo made for its visitors, whose passwords everybody knows. Production refuses a database that has any.
CREATE TABLE common.demo_account (
  realm   text NOT NULL,
  login   text NOT NULL,
  made_at timestamptz(3) NOT NULL,
  CONSTRAINT demo_account_pkey PRIMARY KEY (realm, login)
);
ALTER TABLE common.demo_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE common.demo_account FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON common.demo_account TO tiyn_owner USING (true) WITH CHECK (true);
