-- Letters: written in the business transaction, sent by the worker. And what the development mailbox received.

CREATE TABLE common.letter (
  tenant_id     uuid NOT NULL,
  id            uuid NOT NULL,
  template      text NOT NULL,
  locale        text NOT NULL,
  recipient     text NOT NULL,
  values_cipher bytea,
  created_at    timestamptz(3) NOT NULL,
  attempts      integer NOT NULL DEFAULT 0,
  sent_at       timestamptz(3),
  failed_at     timestamptz(3),
  failure       text,
  CONSTRAINT letter_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT letter_locale CHECK (locale IN ('ru', 'kk', 'en')),
  CONSTRAINT letter_recipient CHECK (length(recipient) BETWEEN 3 AND 254 AND recipient !~ '[[:space:][:cntrl:]]'),
  CONSTRAINT letter_fate CHECK (sent_at IS NULL OR failed_at IS NULL),
  -- A link in a letter opens doors: once the letter is gone, what it said is forgotten.
  CONSTRAINT letter_forgotten CHECK ((values_cipher IS NULL) = (sent_at IS NOT NULL OR failed_at IS NOT NULL))
);
CREATE INDEX letter_tenant_id_created_at_idx ON common.letter (tenant_id, created_at);
SELECT common.protect_tenant_table('common.letter');
SELECT common.open_to_system('common.letter', 'select,insert,update');
GRANT SELECT, INSERT ON common.letter TO tiyn_app;

-- Demo mode only. What arrived at the development mailbox, one row per letter and recipient.
CREATE TABLE common.dev_letter (
  id          uuid NOT NULL,
  received_at timestamptz(3) NOT NULL,
  message_id  text NOT NULL,
  sender      text NOT NULL,
  recipient   text NOT NULL,
  subject     text NOT NULL,
  plain       text NOT NULL,
  html        text,
  CONSTRAINT dev_letter_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX dev_letter_message_id_recipient_key ON common.dev_letter (message_id, recipient);
CREATE INDEX dev_letter_received_at_idx ON common.dev_letter (received_at);
ALTER TABLE common.dev_letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE common.dev_letter FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON common.dev_letter TO tiyn_owner USING (true) WITH CHECK (true);
CREATE POLICY system_all ON common.dev_letter TO tiyn_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON common.dev_letter TO tiyn_system;
