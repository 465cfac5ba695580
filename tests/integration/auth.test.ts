import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type pg from "pg";
import { describe, expect, test } from "vitest";
import {
  accountByEds,
  changePassword,
  createAccount,
  disableAccount,
  enableAccount,
  endOtherSessions,
  endSession,
  listSessions,
  makeTemporaryPassword,
  openSession,
  type Realm,
  readSession,
  setTemporaryPassword,
  signInWithPassword,
} from "@/lib/auth";
import { systemClock, systemRandomness } from "@/lib/config";
import { withSystem, withTenant } from "@/lib/db";
import { newId, present } from "@/lib/kernel";
import { bundledChild } from "../support/child";
import { look } from "../support/db";
import { withConnection } from "../support/server";

const id = () => newId(systemClock, systemRandomness);
let nextAddress = 0;
const someone = () => ({ address: `10.0.0.${++nextAddress}`, userAgent: "Firefox", requestId: "r1" });
const PASSWORD = "correct horse battery";

async function givenAccount(
  realm: Realm = "cabinet",
  extra: { login?: string; xin?: string; iin?: string; mustChangePassword?: boolean } = {},
) {
  const tenantId = id();
  const kind = { cabinet: "owner", pos: "cashier", ofd: "ofd_admin" }[realm] as "owner" | "cashier" | "ofd_admin"; // cast: by the table beside
  const login = extra.login ?? `${id()}@example.kz`;
  const made = await withTenant(tenantId, (tx) =>
    createAccount(tx, { realm, kind, tenantId, login, name: "Асель", password: PASSWORD, ...extra }),
  );
  if (!made.ok) throw new Error("the login is free");
  return { tenantId, login, realm, accountId: made.value.id };
}

async function givenSession(account: { realm: Realm; accountId: string }) {
  const opened = await openSession(account.realm, account.accountId, someone(), "password", null);
  if (!opened.ok) throw new Error("the account is open");
  return present(await readSession(account.realm, opened.value.sid), "a session just opened lives");
}

/** Another process with connections of its own guesses, too. */
async function guessElsewhere(login: string, times: number): Promise<string[]> {
  const script = [await bundledChild("guess"), login, String(times), "10.77.0.1"];
  const { stdout } = await promisify(execFile)(process.execPath, script, { env: process.env });
  return JSON.parse(stdout);
}

describe("accounts", () => {
  test("a login belongs to one account of a realm, whatever its letter case", async () => {
    const first = await givenAccount("cabinet", { login: "Boss@Example.kz" });
    const again = (realm: Realm, kind: "owner" | "cashier") =>
      withTenant(first.tenantId, (tx) =>
        createAccount(tx, { realm, kind, tenantId: first.tenantId, login: "boss@example.KZ ", name: "Б" }),
      );
    expect(await again("cabinet", "owner")).toEqual({ ok: false, error: { code: "auth.login_taken" } });
    expect(await again("pos", "cashier")).toMatchObject({ ok: true });
  });

  test("of twenty who want a login at once one gets it", async () => {
    const tenantId = id();
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        withTenant(tenantId, (tx) =>
          createAccount(tx, { realm: "pos", kind: "cashier", tenantId, login: "kassa-1-race", name: "К" }),
        ),
      ),
    );
    expect(all.filter((made) => made.ok)).toHaveLength(1);
  });

  test("a tenant makes, closes and changes accounts of its own alone; the system role anyone's", async () => {
    const account = await givenAccount("pos");
    const stranger = id();
    await expect(
      withTenant(stranger, (tx) =>
        createAccount(tx, { realm: "pos", kind: "cashier", tenantId: account.tenantId, login: id(), name: "Ч" }),
      ),
    ).rejects.toThrow(/another tenant/);
    expect(await withTenant(stranger, (tx) => disableAccount(tx, account.accountId))).toBe(false);
    expect(await withTenant(stranger, (tx) => setTemporaryPassword(tx, account.accountId, "x".repeat(9)))).toBe(false);
    expect(await withTenant(account.tenantId, (tx) => disableAccount(tx, account.accountId))).toBe(true);
    expect(await withSystem((tx) => enableAccount(tx, account.accountId))).toBe(true);
    const admin = await withSystem((tx) =>
      createAccount(tx, { realm: "cabinet", kind: "admin", tenantId: null, login: id(), name: "Админ" }),
    );
    expect(admin).toMatchObject({ ok: true });
  });

  test("requests read no account, session or try", async () => {
    for (const table of ["account", "session", "attempt"])
      await expect(withTenant(id(), (tx) => tx.$queryRawUnsafe(`SELECT 1 FROM common.${table}`))).rejects.toThrow(
        /permission denied/,
      );
    await expect(
      withTenant(id(), (tx) => tx.$queryRawUnsafe("SELECT common.account_by_eds('cabinet', '1', '1')")),
    ).rejects.toThrow(/permission denied/);
  });

  test("a digital signature finds the account of its person and taxpayer, and no other", async () => {
    const account = await givenAccount("cabinet", { iin: "900101300001", xin: "190540009993" });
    const of = (iin: string, xin: string, realm: Realm = "cabinet") => accountByEds({ realm, iin, xin });
    expect(await of("900101300001", "190540009993")).toEqual({ accountId: account.accountId });
    expect(await of("900101300002", "190540009993")).toBeNull();
    expect(await of("900101300001", "190540009994")).toBeNull();
    expect(await of("900101300001", "190540009993", "ofd")).toBeNull();
  });
});

describe("a password", () => {
  test("opens its account and is not stored", async () => {
    const account = await givenAccount();
    expect(
      await signInWithPassword({ ...account, login: account.login.toUpperCase(), password: PASSWORD }, someone()),
    ).toEqual({
      ok: true,
      value: { accountId: account.accountId, mustChangePassword: false },
    });
    const [stored] = await look<{ hash: string }>("SELECT password_hash AS hash FROM common.account WHERE id = $1", [
      account.accountId,
    ]);
    expect(stored?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test("[S-037] a wrong login and a wrong password are refused alike", async () => {
    const account = await givenAccount();
    const closed = await givenAccount();
    await withTenant(closed.tenantId, (tx) => disableAccount(tx, closed.accountId));
    const answers = [
      await signInWithPassword({ realm: "cabinet", login: account.login, password: "wrong" }, someone()),
      await signInWithPassword({ realm: "cabinet", login: "nobody@example.kz", password: PASSWORD }, someone()),
      await signInWithPassword({ realm: "cabinet", login: closed.login, password: PASSWORD }, someone()),
      await signInWithPassword({ realm: "pos", login: account.login, password: PASSWORD }, someone()),
    ];
    for (const answer of answers) expect(answer).toEqual({ ok: false, error: { code: "auth.wrong_credentials" } });
  });

  test("the eleventh try at a login waits, and a right password does not help it", async () => {
    const account = await givenAccount();
    const attempt = (password: string) => signInWithPassword({ ...account, password }, someone());
    const wrong = await Promise.all(Array.from({ length: 14 }, () => attempt("wrong")));
    expect(wrong.filter((answer) => !answer.ok && answer.error.code === "auth.wrong_credentials")).toHaveLength(10);
    expect(await attempt(PASSWORD)).toEqual({ ok: false, error: { code: "too_many_attempts", minutes: 15 } });
    await look("UPDATE common.attempt SET at = at - interval '15 minutes'");
    expect(await attempt(PASSWORD)).toMatchObject({ ok: true });
  });

  test("a try waits for those at the same login that are still being counted", async () => {
    const url = present(process.env.DATABASE_URL, "this file has a database");
    const login = id();
    const begin = (client: pg.Client, address: string) =>
      client.query<{ said: { waitSeconds?: number } }>(
        "SELECT common.sign_in_begin($1, 'pos', $2, sha256(convert_to($2, 'UTF8')), $3, 5, 50, 900) AS said",
        [id(), login, address],
      );
    await withConnection(url, (first) =>
      withConnection(url, async (second) => {
        await first.query("BEGIN");
        for (let i = 0; i < 5; i++) await begin(first, "10.3.0.1");
        const sixth = begin(second, "10.3.0.2");
        // Locks of other files' databases stand in the same list.
        const waiting = `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
          WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted`;
        await expect.poll(async () => (await look(waiting)).length).toBeGreaterThan(0);
        await first.query("COMMIT");
        expect((await sixth).rows[0]?.said.waitSeconds).toBeGreaterThan(890);
      }),
    );
  });

  test("two web processes share the count", async () => {
    const account = await givenAccount();
    const elsewhere = guessElsewhere(account.login, 6);
    const here = [];
    for (let i = 0; i < 6; i++) here.push(await signInWithPassword({ ...account, password: "wrong" }, someone()));
    const heard = [...here.map((answer) => (answer.ok ? "in" : answer.error.code)), ...(await elsewhere)];
    expect(heard.filter((code) => code === "auth.wrong_credentials")).toHaveLength(10);
    expect(heard.filter((code) => code === "too_many_attempts")).toHaveLength(2);
  });

  test("a login that nobody has is counted like any other", async () => {
    const attempt = () => signInWithPassword({ realm: "pos", login: "nobody-here", password: "wrong" }, someone());
    for (let i = 0; i < 5; i++) expect(await attempt()).toMatchObject({ error: { code: "auth.wrong_credentials" } });
    expect(await attempt()).toMatchObject({ error: { code: "too_many_attempts" } });
  });

  test("fifty wrong tries from one address close it, whatever the logins", async () => {
    const account = await givenAccount();
    const from = someone();
    const results = [];
    for (let i = 0; i < 51; i++)
      results.push(await signInWithPassword({ realm: "cabinet", login: `guess-${i}`, password: "wrong" }, from));
    expect(results.at(49)).toMatchObject({ error: { code: "auth.wrong_credentials" } });
    expect(results.at(50)).toMatchObject({ error: { code: "too_many_attempts" } });
    expect(await signInWithPassword({ ...account, password: PASSWORD }, from)).toMatchObject({ ok: false });
    expect(await signInWithPassword({ ...account, password: PASSWORD }, someone())).toMatchObject({ ok: true });
  });

  test("a temporary password unlocks a login, ends its sessions and asks to be changed", async () => {
    const account = await givenAccount("pos");
    const session = await givenSession(account);
    for (let i = 0; i < 6; i++) await signInWithPassword({ ...account, password: "wrong" }, someone());
    const temporary = makeTemporaryPassword(systemRandomness);
    expect(await withTenant(account.tenantId, (tx) => setTemporaryPassword(tx, account.accountId, temporary))).toBe(
      true,
    );
    expect(await readSession("pos", session.sid)).toBeNull();
    expect(await signInWithPassword({ ...account, password: temporary }, someone())).toEqual({
      ok: true,
      value: { accountId: account.accountId, mustChangePassword: true },
    });
    const first = await givenSession(account);
    expect(first.mustChangePassword).toBe(true);
    const change = (current: string, next: string) => changePassword(first, { current, next }, someone());
    expect(await change(temporary, temporary)).toEqual({ ok: false, error: { code: "auth.password_same" } });
    expect(await change("wrong", "a brand new one")).toEqual({
      ok: false,
      error: { code: "auth.current_password_wrong" },
    });
    expect(await change(temporary, "пароль123")).toEqual({ ok: false, error: { code: "auth.password_common" } });
    expect(await change(temporary, "a brand new one")).toEqual({ ok: true, value: undefined });
    expect(await readSession("pos", first.sid)).toMatchObject({ mustChangePassword: false });
  });
});

describe("a session", () => {
  test("shows whose it is, and only in its realm", async () => {
    const account = await givenAccount();
    const session = await givenSession(account);
    expect(session).toMatchObject({
      accountId: account.accountId,
      tenantId: account.tenantId,
      kind: "owner",
      name: "Асель",
    });
    expect(await readSession("pos", session.sid)).toBeNull();
    expect(await readSession("cabinet", "x".repeat(43))).toBeNull();
    expect(await readSession("cabinet", "'; DROP TABLE")).toBeNull();
    const [row] = await look<{ text: string }>("SELECT to_jsonb(s)::text AS text FROM common.session s");
    expect(row?.text).not.toContain(session.sid);
  });

  test("opening one ends that which the browser had in the realm, and no other", async () => {
    const account = await givenAccount();
    const other = await givenSession(account);
    const before = await givenSession(account);
    const opened = await openSession("cabinet", account.accountId, someone(), "password", before.sid);
    expect(opened).toMatchObject({ ok: true });
    expect(await readSession("cabinet", before.sid)).toBeNull();
    expect(await readSession("cabinet", other.sid)).not.toBeNull();
  });

  test.each([
    ["29:59 unused", "last_seen_at = now() - interval '29 minutes 59 seconds'", true],
    ["30:01 unused", "last_seen_at = now() - interval '30 minutes 1 second'", false],
    ["past its end", "created_at = now() - interval '12 hours', expires_at = now() - interval '1 ms'", false],
  ])("%s: alive is %s", async (_name, change, alive) => {
    const session = await givenSession(await givenAccount());
    await look(`UPDATE common.session SET ${change} WHERE account_id = $1`, [session.accountId]);
    expect((await readSession("cabinet", session.sid)) !== null).toBe(alive);
  });

  test("ends with sign-out and with the closing of its account, at once", async () => {
    const account = await givenAccount();
    const one = await givenSession(account);
    const two = await givenSession(account);
    await endSession("cabinet", one.sid);
    expect(await readSession("cabinet", one.sid)).toBeNull();
    expect(await readSession("cabinet", two.sid)).not.toBeNull();
    await withTenant(account.tenantId, (tx) => disableAccount(tx, account.accountId));
    expect(await readSession("cabinet", two.sid)).toBeNull();
    await withTenant(account.tenantId, (tx) => enableAccount(tx, account.accountId));
    expect(await readSession("cabinet", two.sid)).toBeNull();
  });

  test("lists and ends the others of the same account only", async () => {
    const account = await givenAccount();
    const mine = await givenSession(account);
    const second = await givenSession(account);
    await givenSession(account);
    const strangers = await givenSession(await givenAccount());
    const rows = await listSessions(mine);
    expect(rows.map((row) => row.current)).toEqual([true, false, false]);
    const theirs = present((await listSessions(strangers))[0], "the stranger has a session");
    expect(await endOtherSessions(mine, theirs.id)).toBe(0);
    expect(await endOtherSessions(mine)).toBe(2);
    expect(await readSession("cabinet", second.sid)).toBeNull();
    expect(await readSession("cabinet", mine.sid)).not.toBeNull();
    expect(await readSession("cabinet", strangers.sid)).not.toBeNull();
  });
});
