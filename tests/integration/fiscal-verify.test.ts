import { randomUUID } from "node:crypto";
import { unzipSync } from "fflate";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportArchive } from "@/lib/fiscal/export/archive";
import { check } from "@/lib/fiscal/export/check.mjs";
import { closeShift } from "@/lib/fiscal/ops/close-shift";
import { exportJournal } from "@/lib/fiscal/ops/export-journal";
import { issueReturn } from "@/lib/fiscal/ops/issue-return";
import { openShift } from "@/lib/fiscal/ops/open-shift";
import { placeCash } from "@/lib/fiscal/ops/place-cash";
import { settleHeld } from "@/lib/fiscal/ops/settle-held";
import { checkNightly, verifyRegister } from "@/lib/fiscal/ops/verify-register";
import { type Day, dayOf, err, parseDay } from "@/lib/kernel";
import { look } from "../support/db";
import { dispatch, givenShop, hurry, type Shop, sell, setFiscalClock, testDeps, tg } from "../support/fiscal";
import { startOperator, type TestOperator } from "../support/operator";

// Any single change in any fiscal table is found, and the document it concerns is named.

let operator: TestOperator;
let shop: Shop;
let client: pg.Client;

const verify = async () => {
  const verified = await verifyRegister(shop, shop.deps.sha256);
  if (!verified) throw new Error("the register worked");
  return verified;
};
const night = (day: string, chance = () => 0.5) =>
  checkNightly(shop, { sha256: shop.deps.sha256, now: new Date(`${day}T21:00:00Z`), day, chance });

/** A register that lived through everything: sales, a return, cash, a refusal, work without a link, a hold, closed shifts. */
async function live(): Promise<void> {
  const first = await sell(shop);
  operator.failNext({ kind: "refuse", code: 13, text: "bad" });
  await sell(shop);
  await issueReturn(shop.deps)(shop.ctx, {
    registerId: shop.registerId,
    key: randomUUID(),
    basisId: first.document.id,
  });
  const deposit = { registerId: shop.registerId, key: randomUUID(), sumTiyn: tg("900.00"), comment: "размен" };
  await placeCash(shop.deps)(shop.ctx, { ...deposit, direction: "deposit" });
  await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: randomUUID() });
  await night("2026-11-24");
  await setFiscalClock(new Date(Date.now() + 24 * 60 * 60_000));
  await sell(shop);
  operator.setFault({ kind: "unreachable" });
  const offline = { ...shop, deps: testDeps(() => operator.port, { totalMs: 300 }) };
  await sell(offline);
  await sell(offline);
  await hurry();
  await dispatch(offline.deps);
  operator.setFault(null);
  operator.failNext({ kind: "refuse", code: 13, text: "bad" });
  await hurry();
  await dispatch(shop.deps);
  const admin = { ...shop.ctx, actor: { kind: "account" as const, id: randomUUID() } };
  await settleHeld(shop.deps)(admin, { registerId: shop.registerId, verdict: "withdraw", reason: "ошибка" });
  await dispatch(shop.deps);
  await closeShift(shop.deps)(shop.ctx, { registerId: shop.registerId, key: randomUUID() });
  await night("2026-11-25");
  await openShift(shop.deps)(shop.ctx, { registerId: shop.registerId });
  await sell(shop);
  await night("2026-11-26");
}

beforeAll(async () => {
  operator = await startOperator();
  shop = await givenShop(() => operator.port);
  await live();
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  // As bytes change on a disk: no trigger, no foreign key, no check, no second unique index stands in the way.
  await client.query("SET session_replication_role = replica");
  for (const { table, name } of await look<{ table: string; name: string }>(
    `SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE contype = 'c' AND (relname LIKE 'fiscal%' OR relname IN ('transmission_queue', 'idempotency'))`,
  ))
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const { name } of await look<{ name: string }>(
    `SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     WHERE i.indisunique AND NOT i.indisprimary AND c.relname LIKE 'fiscal%'`,
  ))
    await client.query(`DROP INDEX ${name}`);
});
afterAll(async () => {
  await client?.end();
  await operator.stop();
});

test("a register that lived through everything is whole, and the night says the same", async () => {
  const verified = await verify();
  expect(verified.faults).toEqual([]);
  expect(verified).toMatchObject({ documents: 10, head: { seq: verified.entries } });
  const kinds = await look<{ kind: string }>("SELECT DISTINCT kind FROM cabinet.fiscal_settlement ORDER BY kind");
  expect(kinds.map(({ kind }) => kind)).toEqual(["accepted", "autonomous", "held", "rejected"]);
  expect((await look("SELECT FROM cabinet.fiscal_attempt WHERE body IS NOT NULL")).length).toBeGreaterThan(0);
  expect(await look("SELECT day FROM cabinet.fiscal_head")).toHaveLength(3);
  const again = await night("2026-11-27");
  expect(again?.faults).toEqual([]);
  // The third night began at the second Z-report, and nothing new is written down.
  expect(again?.documents).toBe(2);
  expect(await look("SELECT day FROM cabinet.fiscal_head")).toHaveLength(3);
});

describe("an export", () => {
  const days = async () => {
    const [row] = await look<{ first: Date; last: Date }>(
      "SELECT min(at) AS first, max(at) AS last FROM cabinet.fiscal_document",
    );
    return { from: dayOf(row?.first ?? new Date(0)), to: dayOf(row?.last ?? new Date(0)) };
  };
  const exported = async (period?: { from: Day; to: Day }) => {
    const cmd = { registerId: shop.registerId, ...(period ?? (await days())) };
    return exportJournal(shop.ctx, cmd, { sha256: shop.deps.sha256, now: new Date() });
  };
  const text = async (): Promise<string> => {
    const made = await exported();
    if (!made.ok) throw new Error(made.error.code);
    return made.value.text;
  };

  test("is checked by a program of its own, without the database, and taking it is written down", async () => {
    const { head, documents, end, fault } = check(await text());
    expect(fault).toBeNull();
    expect(documents).toBe(10);
    expect(end?.seq).toBe(head?.journal.seq);
    expect(head?.heads).toHaveLength(3);
    const [entry] = await look<{ facts: object }>(
      "SELECT facts FROM common.audit_entry WHERE act = 'fiscal.journal_exported' ORDER BY at DESC LIMIT 1",
    );
    expect(entry?.facts).toMatchObject({ documents: 10 });
    const archive = exportArchive({ registrationNumber: "1", ...(await days()), documents: 10, text: "x" }, new Date());
    expect(Object.keys(unzipSync(archive.bytes)).sort()).toEqual(["README.txt", "check.mjs", "journal.jsonl"]);
  });

  test("of a later day begins in the middle of the journal and is whole by itself", async () => {
    const { to } = await days();
    const made = await exported({ from: to, to });
    if (!made.ok) throw new Error(made.error.code);
    const { documents, fault } = check(made.value.text);
    expect(fault).toBeNull();
    expect(documents).toBe(5);
    expect(check(made.value.text.replace('"start":{"hash":"', '"start":{"hash":"f')).fault?.number).toBe(6);
  });

  test("holds no token, not even an encrypted one", async () => {
    const [seal] = await look<{ cipher: string }>(
      "SELECT encode(token_cipher, 'hex') AS cipher FROM cabinet.fiscal_seal LIMIT 1",
    );
    expect(await text()).not.toContain(seal?.cipher);
  });

  test("with one byte changed anywhere names the document", async () => {
    const whole = await text();
    const lines = whole.trimEnd().split("\n");
    const missed: string[] = [];
    let begins = 0;
    for (const [index, line] of lines.entries()) {
      const number = (JSON.parse(line) as { document?: number }).document ?? null; // cast: an export's line
      const places = Array.from({ length: 40 }, (_, step) => Math.floor((step * line.length) / 40));
      for (const place of [...places, line.length - 1, line.length]) {
        const at = begins + place;
        const changed = whole.slice(0, at) + String.fromCharCode(whole.charCodeAt(at) ^ 1) + whole.slice(at + 1);
        const { fault } = check(changed);
        // The first line describes the part, the last one ends it: they concern no document, unless it is the first that follows.
        const expected = number ?? fault?.number ?? null;
        if (!fault || fault.number !== expected)
          missed.push(`line ${index + 1} at ${place}: ${fault?.number} ${fault?.what}`);
      }
      begins += line.length + 1;
    }
    expect(missed).toEqual([]);
  });

  test.each([
    ["a line is taken out", (lines: string[]) => lines.toSpliced(3, 1)],
    ["two lines change places", (lines: string[]) => lines.toSpliced(3, 2, lines[4] ?? "", lines[3] ?? "")],
    ["the end is cut off", (lines: string[]) => lines.slice(0, -3)],
    ["a line is added", (lines: string[]) => lines.toSpliced(3, 0, lines[3] ?? "")],
  ])("is not whole when %s", async (_, change) => {
    const lines = (await text()).trimEnd().split("\n");
    expect(check(`${change([...lines]).join("\n")}\n`).fault).not.toBeNull();
  });

  test("of days without documents, and of another organisation, is refused", async () => {
    const long = parseDay("2020-01-01");
    if (!long) throw new Error("a day");
    expect(await exported({ from: long, to: long })).toEqual(err({ code: "fiscal.export_empty" }));
    const stranger = { ...shop.ctx, tenantId: randomUUID() };
    const cmd = { registerId: shop.registerId, ...(await days()) };
    expect(await exportJournal(stranger, cmd, { sha256: shop.deps.sha256, now: new Date() })).toEqual(
      err({ code: "fiscal.register_not_found" }),
    );
  });
});

/** Columns that carry no fiscal meaning, and why. */
const FREE: Readonly<Record<string, string>> = {
  "transmission_queue.operator": "who is asked, so that a slow operator holds up no other",
  "transmission_queue.due_at": "when the register is looked at next",
  "transmission_queue.epoch": "counts leases",
  "transmission_queue.lease_until": "how long one process may talk to the operator",
  "transmission_queue.lease_holder": "which process that is",
  "fiscal_document.basis_turn": "keeps two registers from taking one receipt back at once",
  "fiscal_seal.epoch": "the lease under which it was written",
  "fiscal_attempt.epoch": "the lease under which it was written",
  "idempotency.at": "when the key came, for clearing old ones away",
  "fiscal_shift.id": "nothing refers to a closed shift but its number",
  "fiscal_buyer.*": "finds receipts by their buyer, who stands in the document itself",
  "fiscal_alarm.*": "what people are asked to look at; it books nothing",
};

/** The number of the document that a row concerns. */
const CONCERNS: Readonly<Record<string, string>> = {
  fiscal_document: "t.number",
  fiscal_seal: "(SELECT d.number FROM cabinet.fiscal_document d WHERE d.id = t.document_id)",
  fiscal_attempt:
    "(SELECT d.number FROM cabinet.fiscal_document d JOIN cabinet.fiscal_seal s ON s.document_id = d.id WHERE s.id = t.seal_id)",
  fiscal_settlement: "(SELECT d.number FROM cabinet.fiscal_document d WHERE d.id = t.document_id)",
  idempotency: "(SELECT d.number FROM cabinet.fiscal_document d WHERE d.id = t.document_id)",
  fiscal_shift: "(SELECT min(d.number) FROM cabinet.fiscal_document d WHERE d.shift_number = t.number)",
  fiscal_head: "(SELECT max(d.number) FROM cabinet.fiscal_document d WHERE d.journal_seq <= t.seq)",
  fiscal_register: "t.last_number",
  transmission_queue: "(SELECT max(d.number) FROM cabinet.fiscal_document d)",
};

type Column = { readonly table: string; readonly column: string; readonly type: string; readonly nullable: boolean };

const flipped = (text: string): string => {
  const place = Math.floor(text.length / 2);
  return text.slice(0, place) + String.fromCharCode(text.charCodeAt(place) ^ 1) + text.slice(place + 1);
};

/** A JSON text with one digit, and one with one letter of a string, changed. */
function jsonChanges(text: string): string[] {
  const digit = text.replace(/\d(?=[^\d]*$)/, (found) => (found === "7" ? "8" : "7"));
  const letter = text.replace(/"([a-zа-я])/i, (_, found: string) => `"${found === "q" ? "w" : "q"}`);
  return [digit, letter].filter((changed) => changed !== text);
}

/** What a value of a type may turn into when one byte of it changes. */
function changesOf({ type, nullable }: Column, text: string | null): (string | null)[] {
  const absent: Readonly<Record<string, string>> = {
    ...{ uuid: "00000000-0000-7000-8000-000000000001", text: "x", bytea: "\\x01", jsonb: '{"a":1}' },
    ...{ "text[]": "{x}", bigint: "7", integer: "7", "timestamp with time zone": "2026-11-25T00:00:00Z" },
  };
  if (text === null) return [absent[type] ?? "0"];
  const none = nullable ? [null] : [];
  if (type === "uuid") return [text.slice(0, -1) + (text.endsWith("0") ? "1" : "0"), ...none];
  if (type === "bigint" || type === "integer") return [(BigInt(text) ^ 1n).toString(), ...none];
  if (type === "boolean") return [text === "true" ? "false" : "true"];
  if (type === "bytea") return [`\\x${text.slice(2, -1)}${text.endsWith("0") ? "1" : "0"}`, ...none];
  if (type === "jsonb") return [...jsonChanges(text), ...none];
  if (type === "date") return [new Date(Date.parse(text) + 400 * 86_400_000).toISOString().slice(0, 10)];
  if (type === "timestamp with time zone") return [new Date(Date.parse(text) + 1).toISOString(), ...none];
  return [text === "" ? "x" : flipped(text), ...none];
}

/** A head that is gone is missed by the one after it: what it was of is not known any more. */
const NEXT_HEAD = CONCERNS.fiscal_head?.replace(
  "t.seq",
  "(SELECT min(h.seq) FROM cabinet.fiscal_head h WHERE h.day > t.day)",
);
const concerns = ({ table, column }: Column): string | undefined =>
  table === "fiscal_head" && ["tenant_id", "register_id"].includes(column) ? NEXT_HEAD : CONCERNS[table];

/** Changes one value, tells what the check says first, and puts the row back. */
async function changed({ table, column, type }: Column, row: { id: string; whole: string }, value: string | null) {
  const done = await client.query<{ id: string }>(
    `UPDATE cabinet.${table} SET ${column} = $1::text::${type} WHERE ctid = $2::tid RETURNING ctid::text AS id`,
    [value, row.id],
  );
  try {
    const verified = await verifyRegister(shop, shop.deps.sha256);
    return verified?.faults[0] ?? null;
  } finally {
    await client.query(`DELETE FROM cabinet.${table} WHERE ctid = $1::tid`, [done.rows[0]?.id]);
    await client.query(`INSERT INTO cabinet.${table} SELECT ($1::cabinet.${table}).*`, [row.whole]);
  }
}

/** Rows worth changing: the first, one in the middle and the last, and where none of them holds a value, one that does. */
async function rowsOf(table: string, column: string): Promise<{ key: string; text: string | null }[]> {
  const { rows } = await client.query<{ key: string; text: string | null }>(
    `SELECT t::text AS key, ${column}::text AS text FROM cabinet.${table} t ORDER BY ${table === "fiscal_head" ? "day" : "1"}`,
  );
  const last = table === "fiscal_head" ? rows.length - 2 : rows.length - 1;
  const picked = new Set([0, Math.floor(last / 2), last].map((index) => rows[index]));
  picked.add(rows.find(({ text }) => text !== null));
  picked.add(rows.find(({ text }) => text === null));
  return [...picked].filter((row) => row !== undefined);
}

const columns = await look<Column>(
  `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type, NOT a.attnotnull AS nullable
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
   WHERE c.relnamespace = 'cabinet'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
     AND (c.relname LIKE 'fiscal%' OR c.relname IN ('transmission_queue', 'idempotency'))
   ORDER BY 1, a.attnum`,
);
const isFree = ({ table, column }: Column): boolean => `${table}.${column}` in FREE || `${table}.*` in FREE;

test("each column that is said to be free exists", () => {
  const known = columns.flatMap(({ table, column }) => [`${table}.${column}`, `${table}.*`]);
  expect(Object.keys(FREE).filter((name) => !known.includes(name))).toEqual([]);
});

test.each([...new Set(columns.filter((each) => !isFree(each)).map(({ table }) => table))])(
  "a changed byte anywhere in %s is found, and its document is named",
  async (table) => {
    const missed: string[] = [];
    let tried = 0;
    for (const column of columns.filter((each) => each.table === table && !isFree(each)))
      for (const { key, text } of await rowsOf(table, column.column))
        for (const value of changesOf(column, text)) {
          const found = await client.query<{ id: string; whole: string; concerns: string }>(
            `SELECT ctid::text AS id, t::text AS whole, ${concerns(column)} AS concerns FROM cabinet.${table} t WHERE t::text = $1`,
            [key],
          );
          const row = found.rows[0];
          if (!row) throw new Error("the row was put back");
          const fault = await changed(column, row, value);
          tried += 1;
          if (fault?.number !== Number(row.concerns))
            missed.push(
              `${column.column} of document ${row.concerns}, ${text?.slice(0, 20)} → ${value?.slice(0, 20)}: ${fault?.number} ${fault?.what}`,
            );
        }
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(1);
    expect((await verify()).faults).toEqual([]);
  },
  120_000,
);
