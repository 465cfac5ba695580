import { beforeAll, describe, expect, test } from "vitest";
import { signInWithPassword } from "@/lib/auth";
import { withTenant } from "@/lib/db";
import {
  cashierList,
  cashierMaySell,
  createCashier,
  disableCashier,
  enableCashier,
  profileCounts,
  registersOfCashier,
  resetCashierPassword,
  setCashierAccess,
} from "@/lib/registers";
import { createCashierInput } from "@/lib/registers/input";
import { look } from "../support/db";
import { auditOf, givenAwaitingCard, givenShop, newTestId, type Shop } from "../support/registers";

let shop: Shop;
let register: string;
beforeAll(async () => {
  shop = await givenShop({ tenge: 17_500 });
  register = await givenAwaitingCard(shop);
});

const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });
let count = 0;
const givenCashier = async (registerIds = [register], of = shop) => {
  const made = await createCashier(of.ctx, { login: `aigul${count++}`, name: "Айгуль С.", registerIds });
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
};
const from = { address: "127.0.0.1", userAgent: "test", requestId: "test" };
const signIn = (login: string, password: string) => signInWithPassword({ realm: "pos", login, password }, from);
const maySell = (cashierId: string) =>
  withTenant(shop.tenantId, (tx) => cashierMaySell(tx, shop.tenantId, register, cashierId));

describe("[S-108] a cashier", () => {
  test("[S-006] gets a login and a temporary password that must be changed", async () => {
    const { cashierId, login, temporaryPassword } = await givenCashier();
    expect(temporaryPassword.length).toBeGreaterThanOrEqual(12);
    const [account] = await look(
      "SELECT realm, kind, login, must_change_password FROM common.account WHERE id = $1 AND tenant_id = $2",
      [cashierId, shop.tenantId],
    );
    expect(account).toEqual({ realm: "pos", kind: "cashier", login, must_change_password: true });
    expect((await cashierList(shop.tenantId)).find(({ id }) => id === cashierId)).toMatchObject({
      registers: [{ id: register }],
      disabledAt: null,
    });
    expect(await maySell(cashierId)).toBe(true);
    expect(await auditOf(shop.tenantId)).toContain("registers.cashier_created");
    expect((await profileCounts(shop.tenantId)).cashiers).toBeGreaterThan(0);
  });

  test("has a login that nobody else has, in any organisation, and a taken one leaves nothing behind", async () => {
    const { login } = await givenCashier();
    const other = await givenShop();
    expect(await createCashier(other.ctx, { login, name: "Другой", registerIds: [] })).toEqual(
      refused("auth.login_taken"),
    );
    expect(await cashierList(other.tenantId)).toEqual([]);
  });

  test("is made once by a form sent twice, and the last answer holds the password that works", async () => {
    const cmd = { login: `aigul${count++}`, name: "Айгуль С.", registerIds: [register], idempotencyKey: newTestId() };
    const first = await createCashier(shop.ctx, cmd);
    const second = await createCashier(shop.ctx, cmd);
    if (!first.ok || !second.ok) expect.unreachable("both are answered");
    expect(second.value.cashierId).toBe(first.value.cashierId);
    expect((await signIn(cmd.login, first.value.temporaryPassword)).ok).toBe(false);
    expect((await signIn(cmd.login, second.value.temporaryPassword)).ok).toBe(true);
  });

  test("is not admitted to another organisation's register, and then does not exist at all", async () => {
    const stranger = await givenShop();
    const answer = await createCashier(stranger.ctx, { login: `aigul${count++}`, name: "А", registerIds: [register] });
    expect(answer).toEqual(refused("not_found"));
    expect(await cashierList(stranger.tenantId)).toEqual([]);
    expect(await look("SELECT FROM common.account WHERE tenant_id = $1", [stranger.tenantId])).toEqual([]);
  });
});

test("access is given and taken away as a whole", async () => {
  const second = await givenAwaitingCard(shop);
  const { cashierId } = await givenCashier();
  expect(await setCashierAccess(shop.ctx, { cashierId, registerIds: [second, second] })).toEqual({
    ok: true,
    value: { cashierId },
  });
  expect(await maySell(cashierId)).toBe(false);
  expect(await setCashierAccess(shop.ctx, { cashierId, registerIds: [register, newTestId()] })).toEqual(
    refused("not_found"),
  );
  const row = (await cashierList(shop.tenantId)).find(({ id }) => id === cashierId);
  expect(row?.registers.map(({ id }) => id)).toEqual([second]);
  expect(await registersOfCashier(shop.tenantId, cashierId)).toEqual([]); // not active yet
});

test("a new temporary password replaces the old one", async () => {
  const { cashierId, login, temporaryPassword } = await givenCashier();
  const reset = await resetCashierPassword(shop.ctx, { cashierId });
  if (!reset.ok) expect.unreachable(reset.error.code);
  expect(reset.value.login).toBe(login);
  expect((await signIn(login, temporaryPassword)).ok).toBe(false);
  expect((await signIn(login, reset.value.temporaryPassword)).ok).toBe(true);
});

test("a disabled cashier neither signs in nor sells, and comes back with the same access", async () => {
  const { cashierId, login, temporaryPassword } = await givenCashier();
  expect((await disableCashier(shop.ctx, { cashierId })).ok).toBe(true);
  expect((await disableCashier(shop.ctx, { cashierId })).ok).toBe(true);
  expect(await maySell(cashierId)).toBe(false);
  expect((await signIn(login, temporaryPassword)).ok).toBe(false);
  expect((await enableCashier(shop.ctx, { cashierId })).ok).toBe(true);
  expect(await maySell(cashierId)).toBe(true);
  expect((await signIn(login, temporaryPassword)).ok).toBe(true);
});

test("a cashier of another organisation is as absent", async () => {
  const { cashierId } = await givenCashier();
  const { ctx } = await givenShop();
  const notFound = { ok: false, error: { code: "not_found" } };
  expect(await setCashierAccess(ctx, { cashierId, registerIds: [] })).toEqual(notFound);
  expect(await resetCashierPassword(ctx, { cashierId })).toEqual(notFound);
  expect(await disableCashier(ctx, { cashierId })).toEqual(notFound);
  expect(await enableCashier(ctx, { cashierId })).toEqual(notFound);
  expect(await maySell(cashierId)).toBe(true);
});

test("the form of a cashier refuses at the field", () => {
  const parsed = createCashierInput.safeParse({ login: "a b", name: " ", registerIds: ["crooked"] });
  expect(parsed.error?.issues.map(({ path, message }) => [path[0], message]).sort()).toEqual([
    ["login", "auth.login_malformed"],
    ["name", "field.required"],
    ["registerIds", "field.malformed"],
  ]);
});
