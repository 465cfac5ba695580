import { audit, type Ctx } from "@/lib/audit";
import { createAccount, disableAccount, enableAccount, makeTemporaryPassword, setTemporaryPassword } from "@/lib/auth";
import { type Tx, withTenant } from "@/lib/db";
import { err, invariant, newId, ok, type Result } from "@/lib/kernel";
import { registersDeps } from "../deps";
import type { RegistersError } from "../errors";
import type { CashierAccess, CashierChoice, CreateCashier } from "../input";
import { insertCashier, lockCashier, setAccess, setCashierDisabled } from "../store/cashier";

/** Shown to the owner once: nobody can read it again. */
export type NewPassword = { readonly cashierId: string; readonly login: string; readonly temporaryPassword: string };

class Refused extends Error {
  constructor(readonly error: RegistersError) {
    super(error.code);
  }
}

/** Runs a write whose refusal must take back what it already wrote. */
async function refusable<T>(work: () => Promise<T>): Promise<Result<T, RegistersError>> {
  try {
    return ok(await work());
  } catch (thrown) {
    if (thrown instanceof Refused) return err(thrown.error);
    throw thrown;
  }
}

/** Sets where a cashier may sell. A register that this tenant has not got reads as not found. */
async function admit(tx: Tx, tenantId: string, cashierId: string, registerIds: readonly string[]): Promise<void> {
  if (!(await setAccess(tx, tenantId, cashierId, registerIds))) throw new Refused({ code: "not_found" });
}

/** Reads a cashier of the tenant and keeps others from changing it, or refuses. */
async function locked(tx: Tx, tenantId: string, cashierId: string) {
  const cashier = await lockCashier(tx, tenantId, cashierId);
  if (!cashier) throw new Refused({ code: "not_found" });
  return cashier;
}

/**
 * Makes a cashier with an account of the till and a temporary password, which the first sign-in has to change. A login belongs
 * to one person of the whole service.
 */
export function createCashier(
  ctx: Ctx,
  { idempotencyKey, login, name, registerIds }: CreateCashier,
  deps = registersDeps,
): Promise<Result<NewPassword, RegistersError>> {
  const { tenantId } = ctx;
  const cashierId = idempotencyKey?.toLowerCase() ?? newId(deps.clock, deps.randomness);
  const temporaryPassword = makeTemporaryPassword(deps.randomness);
  return refusable(() =>
    withTenant(tenantId, async (tx) => {
      const before = await lockCashier(tx, tenantId, cashierId);
      if (before && (before.login !== login || before.name !== name)) throw new Refused({ code: "auth.login_taken" });
      if (before) {
        // The same form again: the first password was shown to nobody, or was lost with its answer. A new one takes its place.
        invariant(await setTemporaryPassword(tx, cashierId, temporaryPassword), "a cashier has an account");
      } else {
        const account = await createAccount(tx, {
          ...{ id: cashierId, realm: "pos", kind: "cashier", tenantId, login, name },
          ...{ password: temporaryPassword, mustChangePassword: true },
        });
        if (!account.ok) throw new Refused(account.error);
        await insertCashier(tx, { tenantId, id: cashierId, login, name, createdAt: deps.clock.now() });
      }
      await admit(tx, tenantId, cashierId, registerIds);
      const facts = { login, registers: registerIds.length };
      await audit(tx, { ...ctx, act: "registers.cashier_created", subject: `cashier:${cashierId}`, facts });
      return { cashierId, login, temporaryPassword };
    }),
  );
}

/** Sets the registers on which a cashier may sell; those left out are taken away at once. */
export function setCashierAccess(
  ctx: Ctx,
  { cashierId, registerIds }: CashierAccess,
): Promise<Result<{ cashierId: string }, RegistersError>> {
  const { tenantId } = ctx;
  return refusable(() =>
    withTenant(tenantId, async (tx) => {
      await locked(tx, tenantId, cashierId);
      await admit(tx, tenantId, cashierId, registerIds);
      const facts = { registers: registerIds.join(" ") };
      await audit(tx, { ...ctx, act: "registers.cashier_access", subject: `cashier:${cashierId}`, facts });
      return { cashierId };
    }),
  );
}

/** Gives a cashier a new temporary password; whoever is signed in under the old one is out. */
export function resetCashierPassword(
  ctx: Ctx,
  { cashierId }: CashierChoice,
  { randomness } = registersDeps,
): Promise<Result<NewPassword, RegistersError>> {
  const { tenantId } = ctx;
  const temporaryPassword = makeTemporaryPassword(randomness);
  return refusable(() =>
    withTenant(tenantId, async (tx) => {
      const { login } = await locked(tx, tenantId, cashierId);
      invariant(await setTemporaryPassword(tx, cashierId, temporaryPassword), "a cashier has an account");
      await audit(tx, { ...ctx, act: "registers.cashier_password_reset", subject: `cashier:${cashierId}` });
      return { cashierId, login, temporaryPassword };
    }),
  );
}

/** Closes the till to a cashier at once, open sessions included. */
export function disableCashier(
  ctx: Ctx,
  { cashierId }: CashierChoice,
  { clock } = registersDeps,
): Promise<Result<{ cashierId: string }, RegistersError>> {
  const { tenantId } = ctx;
  return refusable(() =>
    withTenant(tenantId, async (tx) => {
      const cashier = await locked(tx, tenantId, cashierId);
      if (cashier.disabledAt) return { cashierId };
      await setCashierDisabled(tx, tenantId, cashierId, clock.now());
      invariant(await disableAccount(tx, cashierId), "a cashier has an account");
      await audit(tx, { ...ctx, act: "registers.cashier_disabled", subject: `cashier:${cashierId}` });
      return { cashierId };
    }),
  );
}

/** Opens the till to a cashier again; where he may sell is as it was. */
export function enableCashier(
  ctx: Ctx,
  { cashierId }: CashierChoice,
): Promise<Result<{ cashierId: string }, RegistersError>> {
  const { tenantId } = ctx;
  return refusable(() =>
    withTenant(tenantId, async (tx) => {
      const cashier = await locked(tx, tenantId, cashierId);
      if (!cashier.disabledAt) return { cashierId };
      await setCashierDisabled(tx, tenantId, cashierId, null);
      invariant(await enableAccount(tx, cashierId), "a cashier has an account");
      await audit(tx, { ...ctx, act: "registers.cashier_enabled", subject: `cashier:${cashierId}` });
      return { cashierId };
    }),
  );
}
