import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { changeCabinetPassword, changeCashierPassword } from "@/app/(public)/password/[realm]/actions";
import { signIn, signInCashier, signInWithEds } from "@/app/(public)/sign-in/actions";
import { endSessions } from "@/app/sessions/actions";
import { signOut } from "@/app/sign-out/actions";
import { disableAccount, listSessions, readSession, setTemporaryPassword } from "@/lib/auth";
import { withTenant } from "@/lib/db";
import { action, currentSession, query, requireSession, route } from "@/lib/http";
import { unsealSid } from "@/lib/http/next-auth";
import { err, ok, present } from "@/lib/kernel";
import { Browser, formOf } from "../support/browser";
import { look } from "../support/db";
import { givenAdmin, givenCashier, givenOfdAdmin, givenOwner, type SignedIn } from "../support/signed-in";

const PASSWORD = "correct horse battery";
let addresses = 0;
const stranger = () => new Browser({ "x-tiyn-address": `10.1.0.${++addresses}` });
const whoIs = (browser: Browser, realm: "cabinet" | "pos" | "ofd") => browser.visit(() => currentSession(realm));

describe("[S-005] [S-037] signing in to the cabinet", () => {
  test("[S-038] opens the page that was asked for, with a cookie that holds the sid and nothing else", async () => {
    const { login, accountId } = await givenOwner({ password: PASSWORD });
    const browser = stranger();
    const led = await browser.act(signIn, formOf({ login, password: PASSWORD, next: "/cabinet/billing?page=2" }));
    expect(led).toEqual({ redirect: "/cabinet/billing?page=2" });
    expect(await whoIs(browser, "cabinet")).toMatchObject({ accountId });
    const sealed = present(browser.cookies.get("cabinet"), "there is a cookie");
    expect(await unsealSid("cabinet", sealed)).toMatch(/^[\w-]{43}$/);
    expect(await unsealSid("pos", sealed)).toBeNull();
  });

  test.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/admin",
    "/cabinetry",
    "javascript:alert(1)",
  ])("never leads to %s", async (next) => {
    const { login } = await givenOwner({ password: PASSWORD });
    expect(await stranger().act(signIn, formOf({ login, password: PASSWORD, next }))).toEqual({ redirect: "/cabinet" });
  });

  test("a wrong password and a login that nobody has answer the same, and give back no password", async () => {
    const { login } = await givenOwner({ password: PASSWORD });
    const wrong = await stranger().act(signIn, formOf({ login, password: "wrong" }));
    const unknown = await stranger().act(signIn, formOf({ login: "nobody@example.kz", password: PASSWORD }));
    expect(wrong).toEqual({
      status: "refused",
      error: { code: "auth.wrong_credentials" },
      fields: {},
      values: { login },
    });
    expect({ ...unknown, values: null }).toEqual({ ...wrong, values: null });
  });

  test("empty fields are named one by one", async () => {
    expect(await stranger().act(signIn, formOf({ login: " ", password: "" }))).toMatchObject({
      error: { code: "invalid_input" },
      fields: { login: { code: "field.required" }, password: { code: "field.required" } },
    });
  });

  test("an operator object of the database is no login", async () => {
    expect(await stranger().act(signIn, { login: { contains: "" }, password: { not: "" } })).toMatchObject({
      error: { code: "invalid_input" },
    });
  });

  test("after ten wrong tries the form says how long to wait", async () => {
    const { login } = await givenOwner({ password: PASSWORD });
    for (let i = 0; i < 10; i++) await stranger().act(signIn, formOf({ login, password: "wrong" }));
    expect(await stranger().act(signIn, formOf({ login, password: PASSWORD }))).toMatchObject({
      error: { code: "too_many_attempts", facts: { minutes: 15 } },
    });
  });

  test("a cookie planted before gets no session; signing in always makes a new one", async () => {
    const mine = await givenOwner({ password: PASSWORD });
    const before = present(mine.browser.cookies.get("cabinet"), "signed in");
    await mine.browser.act(signIn, formOf({ login: mine.login, password: PASSWORD }));
    expect(mine.browser.cookies.get("cabinet")).not.toBe(before);
    const old = new Browser();
    old.cookies.set("cabinet", before);
    expect(await whoIs(old, "cabinet")).toBeNull();
  });

  test("owner and admin share the realm: signing in as one ends the other", async () => {
    const owner = await givenOwner();
    const admin = await givenAdmin({ password: PASSWORD });
    const sid = await owner.browser.visit(() => currentSession("cabinet"));
    expect(await owner.browser.act(signIn, formOf({ login: admin.login, password: PASSWORD }))).toEqual({
      redirect: "/admin",
    });
    expect(await whoIs(owner.browser, "cabinet")).toMatchObject({ kind: "admin" });
    expect(await readSession("cabinet", (sid as { sid: string }).sid)).toBeNull(); // cast: it was signed in
  });

  test("a signature by nobody we know, and a challenge that was never given, open nothing", async () => {
    expect(await stranger().act(signInWithEds, { challengeId: randomUUID(), cms: "AAAA" })).toMatchObject({
      error: { code: "eds.challenge_stale" },
    });
  });
});

describe("[S-006] signing in at the till", () => {
  test("a temporary password leads to changing it, and to nothing else before", async () => {
    const { login, browser } = await givenCashier({ password: "k7mp-4tqx-w9hn", mustChangePassword: true });
    const till = stranger();
    const pass = formOf({ login, password: "k7mp-4tqx-w9hn" });
    expect(await till.act(signInCashier, pass)).toEqual({ redirect: "/password/pos" });
    expect(await till.visit(() => requireSession("pos"))).toEqual({ redirect: "/password/pos" });
    const sell = action({ realm: "pos", input: z.object({}), run: async () => ok(undefined) });
    expect(await till.act(sell)).toMatchObject({ error: { code: "auth.must_change_password" } });

    const change = (current: string, next: string, again = next) =>
      till.act(changeCashierPassword, formOf({ current, password: next, passwordAgain: again }));
    expect(await change("k7mp-4tqx-w9hn", "my own phrase", "my own phase")).toMatchObject({
      fields: { passwordAgain: { code: "auth.password_mismatch" } },
    });
    expect(await change("wrong", "my own phrase")).toMatchObject({
      fields: { current: { code: "auth.current_password_wrong" } },
    });
    expect(await change("k7mp-4tqx-w9hn", "short")).toMatchObject({
      fields: { password: { code: "auth.password_short", facts: { min: 8 } } },
    });
    const before = till.cookies.get("pos");
    expect(await change("k7mp-4tqx-w9hn", "my own phrase")).toEqual({ redirect: "/pos" });
    expect(till.cookies.get("pos")).not.toBe(before);
    expect(await till.act(sell)).toEqual({ status: "done", value: undefined });
    expect(await whoIs(browser, "pos")).toBeNull(); // a session opened before the change
  });

  test("the page that was asked for waits until the password is changed", async () => {
    const { login } = await givenCashier({ password: PASSWORD });
    expect(await stranger().act(signInCashier, formOf({ login, password: PASSWORD, next: "/pos/returns" }))).toEqual({
      redirect: "/pos/returns",
    });
  });
});

describe("realms", () => {
  test("cabinet, till and the data operator's portal are open side by side in one browser", async () => {
    const browser = new Browser();
    await givenOwner({ browser });
    await givenCashier({ browser });
    await givenOfdAdmin({ browser });
    expect([...browser.cookies.keys()].sort()).toEqual(["cabinet", "ofd", "pos"]);
    for (const realm of ["cabinet", "pos", "ofd"] as const)
      expect(await whoIs(browser, realm)).toMatchObject({ realm });
    await browser.visit(() => signOut(formOf({ realm: "pos" })));
    expect(await whoIs(browser, "pos")).toBeNull();
    expect(await whoIs(browser, "cabinet")).toMatchObject({ realm: "cabinet" });
  });

  test("a session of one realm is nobody in another, also with its cookie moved", async () => {
    const { browser } = await givenCashier();
    browser.cookies.set("cabinet", present(browser.cookies.get("pos"), "signed in at the till"));
    expect(await whoIs(browser, "cabinet")).toBeNull();
    expect(await browser.visit(() => requireSession("cabinet"), "/cabinet/goods")).toEqual({
      redirect: "/sign-in?next=%2Fcabinet%2Fgoods",
    });
  });

  test("an owner finds no admin area, and an admin no cabinet", async () => {
    const owner = await givenOwner();
    const admin = await givenAdmin();
    expect(await owner.browser.visit(() => requireSession("cabinet", "moderation"))).toEqual({ notFound: true });
    expect(await admin.browser.visit(() => requireSession("cabinet"))).toEqual({ notFound: true });
    expect(await admin.browser.visit(() => requireSession("cabinet", "moderation"))).toMatchObject({ kind: "admin" });
  });
});

describe("protection without proxy.ts", () => {
  const goods = action({ realm: "cabinet", can: "goods", input: z.object({}), run: async (ctx) => ok(ctx.tenantId) });
  const report = route({ realm: "cabinet", can: "receipts", run: async (ctx) => new Response(ctx.tenantId) });
  const change = route({ realm: "cabinet", run: async () => new Response("changed") });
  const anyone = [
    ["nobody", async () => new Browser()],
    ["a forged cookie", async () => withCookie("cabinet", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA")],
    ["a cashier", async () => (await givenCashier()).browser],
  ] as const;
  const withCookie = (name: string, value: string) => {
    const browser = new Browser();
    browser.cookies.set(name, value);
    return browser;
  };

  test.each(anyone)("%s reads no page, calls no action, gets no file", async (_who, make) => {
    const browser = await make();
    expect(await browser.visit(() => query({ realm: "cabinet" }, async (ctx) => ctx.tenantId))).toMatchObject({
      redirect: expect.stringContaining("/sign-in"),
    });
    expect(await browser.act(goods)).toMatchObject({ error: { code: "signed_out" } });
    const answer = await browser.send(report, "/cabinet/report");
    expect([answer.status, await answer.json()]).toEqual([401, { error: { code: "signed_out" } }]);
    const page = await browser.send(report, "/cabinet/report?q=1", { headers: { accept: "text/html" } });
    expect([page.status, page.headers.get("location")]).toEqual([303, "/sign-in?next=%2Fcabinet%2Freport%3Fq%3D1"]);
  });

  test("the owner passes", async () => {
    const { browser, tenantId } = await givenOwner();
    expect(await browser.act(goods)).toEqual({ status: "done", value: tenantId });
    expect(await (await browser.send(report, "/cabinet/report")).text()).toBe(tenantId);
  });

  test("the known header that once switched the proxy off changes nothing", async () => {
    const browser = new Browser({ "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" });
    expect(await browser.act(goods)).toMatchObject({ error: { code: "signed_out" } });
  });

  test.each([
    ["no origin", { origin: "" }],
    ["origin null", { origin: "null" }],
    ["a stranger's origin", { origin: "https://evil.example" }],
    ["a subdomain", { origin: "http://shop.localhost:3000" }],
    ["another port", { origin: "http://localhost:3001" }],
    ["cross-site by the browser's word", { "sec-fetch-site": "cross-site" }],
    ["same-site only", { "sec-fetch-site": "same-site" }],
  ])("a change asked for with %s is refused", async (_name, headers) => {
    const { browser } = await givenOwner();
    expect(await browser.act(goods, {}, headers)).toMatchObject({ error: { code: "forbidden" } });
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      expect((await browser.send(change, "/cabinet/x", { method, headers })).status).toBe(403);
    expect((await browser.send(change, "/cabinet/x", { method: "POST" })).status).toBe(200);
  });

  test("a body that is too long is not read", async () => {
    const { browser } = await givenOwner();
    const headers = { "content-length": "1000001" };
    expect((await browser.send(change, "/cabinet/x", { method: "POST", headers })).status).toBe(413);
  });
});

describe("refusals and bugs", () => {
  test("a refusal stands at its field, with sums and moments already written", async () => {
    const { browser } = await givenOwner();
    const pay = action({
      realm: "cabinet",
      input: z.object({ amount: z.string() }),
      run: async () => err({ code: "registers.below_tariff", availableTiyn: 0n, missingTiyn: 250_000n } as never), // cast: branded sums are built elsewhere
    });
    expect(await browser.act(pay, formOf({ amount: "1" }))).toEqual({
      status: "refused",
      error: {
        code: "registers.below_tariff",
        facts: { availableTiyn: "0,00\u00a0₸", missingTiyn: "2\u00a0500,00\u00a0₸" },
      },
      fields: {},
      values: { amount: "1" },
    });
  });

  test("a bug shows the number of the request and nothing of itself", async () => {
    const { browser } = await givenOwner();
    const run = async () => {
      throw new Error('duplicate key value violates unique constraint "secret_table"');
    };
    const answer = await browser.act(action({ realm: "cabinet", input: z.object({}), run }));
    expect(answer).toMatchObject({ error: { code: "internal", requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    expect(JSON.stringify(answer)).not.toContain("secret_table");
    const response = await browser.send(route({ realm: "cabinet", run }), "/cabinet/x");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret_table");
  });

  test("what a form does not declare never reaches the op", async () => {
    const { browser } = await givenOwner();
    const seen = action({
      realm: "cabinet",
      input: z.object({ name: z.string() }),
      run: async (_, input) => ok(input),
    });
    const form = formOf({ name: "a", tenantId: "x", role: "admin", $ACTION_ID_1: "y", __proto__x: "z" });
    expect(await browser.act(seen, form)).toEqual({ status: "done", value: { name: "a" } });
  });
});

describe("sessions", () => {
  const sessionOf = async ({ browser, realm }: SignedIn) => {
    const session = await whoIs(browser, realm);
    if (!session || !("sid" in session)) throw new Error("signed in");
    return session;
  };

  test("a disabled cashier and a changed password are out at once", async () => {
    const cashier = await givenCashier({ password: PASSWORD });
    await withTenant(cashier.tenantId, (tx) => disableAccount(tx, cashier.accountId));
    expect(await whoIs(cashier.browser, "pos")).toBeNull();
    const other = await givenCashier({ password: PASSWORD });
    await withTenant(other.tenantId, (tx) => setTemporaryPassword(tx, other.accountId, "k7mp-4tqx-w9hn"));
    expect(await whoIs(other.browser, "pos")).toBeNull();
  });

  test("the others are ended from the page of sessions; nobody ends a stranger's", async () => {
    const mine = await givenOwner({ password: PASSWORD });
    const elsewhere = stranger();
    await elsewhere.act(signIn, formOf({ login: mine.login, password: PASSWORD }));
    const strangers = await givenOwner();
    const theirs = present((await listSessions(await sessionOf(strangers)))[0], "one session");
    expect(await mine.browser.act(endSessions, formOf({ only: theirs.id }))).toEqual({
      status: "done",
      value: undefined,
    });
    expect(await mine.browser.act(endSessions, formOf({ only: randomUUID() }))).toEqual({
      status: "done",
      value: undefined,
    });
    expect(await whoIs(strangers.browser, "cabinet")).not.toBeNull();
    expect(await mine.browser.act(endSessions)).toEqual({ status: "done", value: undefined });
    expect(await whoIs(elsewhere, "cabinet")).toBeNull();
    expect(await whoIs(mine.browser, "cabinet")).not.toBeNull();
  });

  test("sign-out kills the row, so a copied cookie opens nothing; a stranger's page cannot sign anybody out", async () => {
    const { browser } = await givenOwner();
    const copy = new Browser();
    copy.cookies.set("cabinet", present(browser.cookies.get("cabinet"), "signed in"));
    const foreign = new Browser({ origin: "https://evil.example" });
    foreign.cookies.set("cabinet", present(browser.cookies.get("cabinet"), "signed in"));
    await foreign.visit(() => signOut(formOf({ realm: "cabinet" })));
    expect(await whoIs(copy, "cabinet")).not.toBeNull();
    expect(await browser.visit(() => signOut(formOf({ realm: "cabinet" })))).toEqual({ redirect: "/sign-in" });
    expect(browser.cookies.has("cabinet")).toBe(false);
    expect(await whoIs(copy, "cabinet")).toBeNull();
  });

  test("sign-ins, refusals and changes are written down for the tenant, without secrets", async () => {
    const { login, tenantId } = await givenOwner({ password: PASSWORD });
    const browser = stranger();
    await browser.act(signIn, formOf({ login, password: "wrong" }));
    await browser.act(signIn, formOf({ login, password: PASSWORD }));
    await browser.act(
      changeCabinetPassword,
      formOf({ current: PASSWORD, password: "another good one", passwordAgain: "another good one" }),
    );
    const rows = await look<{ act: string; facts: object }>(
      "SELECT act, facts FROM common.audit_entry WHERE tenant_id = $1 ORDER BY at, id",
      [tenantId],
    );
    expect(rows.map(({ act }) => act)).toEqual([
      "auth.signed_in",
      "auth.sign_in_refused",
      "auth.signed_in",
      "auth.password_changed",
      "auth.signed_in",
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/wrong|correct horse|another good/);
  });
});
