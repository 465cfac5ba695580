import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { moveCash, readTill, sell, settle } from "@/app/(pos)/pos/actions";
import { choosePin, lockTill, unlockTill } from "@/app/(pos)/pos/lock/actions";
import LockPage from "@/app/(pos)/pos/lock/page";
import { changeCashierPassword } from "@/app/(public)/password/[realm]/actions";
import { setTemporaryPassword } from "@/lib/auth";
import { withTenant } from "@/lib/db";
import { currentSession, query, requireSession, route } from "@/lib/http";
import { ok } from "@/lib/kernel";
import { type Browser, formOf } from "../support/browser";
import { look } from "../support/db";
import { givenCashier, givenOwner, type SignedIn, signInAgain } from "../support/signed-in";

const PASSWORD = "correct horse battery";
const PIN = "2580";
const HOME = "/pos";
const TILL = `/pos/${randomUUID()}`;
const refused = (code: string) =>
  expect.objectContaining({ status: "refused", error: expect.objectContaining({ code }) });

let cashier: SignedIn;
let browser: Browser;
const choose = (pin = PIN, password = PASSWORD, pinAgain = pin) =>
  browser.act(choosePin, formOf({ password, pin, pinAgain }));
const lock = () => browser.act(lockTill);
const unlock = (pin: string, next = "") => browser.act(unlockTill, { pin, next });
const session = () => browser.visit(() => currentSession("pos"));
const acts = async (act: string) =>
  (await look("SELECT 1 FROM common.audit_entry WHERE tenant_id = $1 AND act = $2", [cashier.tenantId, act])).length;

beforeEach(async () => {
  cashier = await givenCashier({ password: PASSWORD });
  ({ browser } = cashier);
});

describe("a PIN", () => {
  test("is chosen with the password, kept as a hash, and written down without its digits", async () => {
    expect(await choose()).toEqual({ redirect: HOME });
    expect(await session()).toMatchObject({ hasPin: true, locked: false });
    const [row] = await look<{ pin: string }>("SELECT pin_hash AS pin FROM common.account WHERE id = $1", [
      cashier.accountId,
    ]);
    expect(row?.pin).toMatch(/^\$argon2id\$/);
    expect(await acts("auth.pin_set")).toBe(1);
  });

  test.each([
    ["letters", ["25a0"], "auth.pin_malformed"],
    ["three digits", ["258"], "auth.pin_malformed"],
    ["digits in a row", ["3456"], "auth.pin_simple"],
    ["another one the second time", [PIN, PASSWORD, "2581"], "invalid_input"],
    ["a password of somebody else", [PIN, "wrong horse battery"], "auth.current_password_wrong"],
  ])("is refused with %s, and none is kept", async (_what, typed, code) => {
    expect(await choose(...(typed as Parameters<typeof choose>))).toEqual(refused(code));
    expect(await session()).toMatchObject({ hasPin: false });
  });

  test("is asked of cashiers alone: no other realm has a lock", async () => {
    const owner = await givenOwner({ password: PASSWORD });
    expect(await owner.browser.act(lockTill)).toEqual(refused("signed_out"));
    expect(await owner.browser.act(choosePin, formOf({ password: PASSWORD, pin: PIN, pinAgain: PIN }))).toEqual(
      refused("signed_out"),
    );
  });

  test("falls with a temporary password from the owner", async () => {
    await choose();
    await withTenant(cashier.tenantId, (tx) => setTemporaryPassword(tx, cashier.accountId, "temporary horse"));
    browser = await signInAgain("pos", cashier.accountId);
    expect(await session()).toMatchObject({ hasPin: false });
  });
});

describe("a locked till", () => {
  beforeEach(async () => {
    await choose();
    expect(await lock()).toEqual({ status: "done", value: undefined });
  });

  test("sells nothing, moves no cash, settles nothing and shows nothing, in every tab of the browser", async () => {
    const registerId = randomUUID();
    const sale = {
      ...{ registerId, key: randomUUID(), payments: [{ type: "cash", sumTiyn: "50000" }] },
      lines: [{ name: "Хлеб", vatKind: "none", priceTiyn: "50000", quantityMilli: "1000" }],
    };
    expect(await browser.act(sell, sale)).toEqual(refused("auth.locked"));
    const cash = formOf({ registerId, direction: "deposit", sum: "100", idempotencyKey: randomUUID() });
    expect(await browser.act(moveCash, cash)).toEqual(refused("auth.locked"));
    expect(await browser.act(settle, { registerId, key: sale.key })).toEqual(refused("auth.locked"));
    expect(await browser.act(choosePin, formOf({ password: PASSWORD, pin: "9024", pinAgain: "9024" }))).toEqual(
      refused("auth.locked"),
    );
    expect(await browser.visit(() => readTill(registerId))).toBeNull();
    const lockPage = { redirect: `/pos/lock?next=${encodeURIComponent(TILL)}` };
    expect(await browser.visit(() => requireSession("pos"), TILL)).toEqual(lockPage);
    expect(await browser.visit(() => query({ realm: "pos" }, async () => 1), TILL)).toEqual(lockPage);
    const file = route({ realm: "pos", run: async () => ok(new Response("paper")) });
    expect((await browser.send(file, TILL)).status).toBe(403);
    const followed = await browser.send(file, TILL, { headers: { accept: "text/html" } });
    expect([followed.status, followed.headers.get("location")]).toEqual([303, lockPage.redirect]);
  });

  test("opens with its PIN and leads back, within the till alone", async () => {
    expect(await browser.visit(() => LockPage({ searchParams: Promise.resolve({}) }))).not.toHaveProperty("redirect");
    expect(await unlock(PIN, TILL)).toEqual({ redirect: TILL });
    expect(await session()).toMatchObject({ locked: false });
    expect(await browser.visit(() => LockPage({ searchParams: Promise.resolve({ next: TILL }) }))).toEqual({
      redirect: TILL,
    });
    await lock();
    expect(await unlock(PIN, "//evil.example")).toEqual({ redirect: HOME });
    await lock();
    expect(await unlock(PIN, "/pos/lock?next=/pos/lock")).toEqual({ redirect: HOME });
  });

  test("says how many tries are left; a right one forgives the wrong, and locking again forgives none", async () => {
    expect(await unlock("0000")).toEqual(refused("auth.pin_wrong"));
    await lock();
    expect(await unlock("1111")).toMatchObject({ error: { code: "auth.pin_wrong", facts: { left: 3 } } });
    expect(await acts("auth.pin_refused")).toBe(2);
    await unlock(PIN);
    await lock();
    expect(await unlock("0000")).toMatchObject({ error: { facts: { left: 4 } } });
  });

  test("asks for the password after the fifth wrong PIN: the session is over", async () => {
    for (let time = 1; time <= 4; time++) expect(await unlock("0000", TILL)).toEqual(refused("auth.pin_wrong"));
    expect(await unlock("0000", TILL)).toEqual({ redirect: `/pos/sign-in?next=${encodeURIComponent(TILL)}` });
    expect(await session()).toBeNull();
    expect(await unlock(PIN)).toEqual(refused("signed_out"));
  });

  test("looks at no more than five PINs, however many come at once", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => unlock("0000")));
    expect(answers.filter((answer) => "error" in answer && answer.error.code === "auth.pin_wrong").length).toBeLessThan(
      5,
    );
    expect(await acts("auth.pin_refused")).toBeLessThanOrEqual(5);
    expect(await session()).toBeNull();
  });

  test("leaves other sessions of the cashier alone, and opens with the password too", async () => {
    const elsewhere = await signInAgain("pos", cashier.accountId);
    expect(await elsewhere.visit(() => currentSession("pos"))).toMatchObject({ locked: false });
    const next = "another good phrase";
    const typed = formOf({ current: PASSWORD, password: next, passwordAgain: next });
    expect(await browser.act(changeCashierPassword, typed)).toEqual({ redirect: HOME });
    expect(await session()).toMatchObject({ locked: false });
  });
});

test("a till without a PIN is not locked, and says what to do first", async () => {
  expect(await lock()).toEqual(refused("auth.pin_missing"));
  expect(await session()).toMatchObject({ locked: false });
  expect(await unlock("0000")).toEqual({ redirect: HOME });
});
