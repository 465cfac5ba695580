import { audit } from "@/lib/audit";
import { accountByEds, checkPasswordRules, createAccount } from "@/lib/auth";
import { systemClock, systemRandomness } from "@/lib/config";
import { isUniqueViolation, type Tx, withSystem } from "@/lib/db";
import type { Signer } from "@/lib/eds";
import { err, invariant, newId, ok, type Result } from "@/lib/kernel";
import type { SignUp } from "../input";
import { clientOfTaxpayer, insertClient, insertUser } from "../store/client";
import type { OperatorError } from "./error";

type SignUpError = OperatorError | Extract<ReturnType<typeof checkPasswordRules>, { ok: false }>["error"];
type Facts = { readonly signer: Signer; readonly requestId: string };

/** The client of a taxpayer: the one there is, or a new one with a personal account. */
async function clientOf(tx: Tx, { signer }: Facts, cmd: SignUp): Promise<{ tenantId: string; fresh: boolean }> {
  const known = await clientOfTaxpayer(tx, signer.xin);
  if (known) return { tenantId: known, fresh: false };
  const tenantId = newId(systemClock, systemRandomness);
  await insertClient(tx, {
    ...{ tenantId, xin: signer.xin, name: signer.organization ?? signer.fullName, headName: signer.fullName },
    ...{ email: cmd.email ?? signer.email, phone: cmd.phone, createdAt: systemClock.now() },
  });
  return { tenantId, fresh: true };
}

async function enter(tx: Tx, facts: Facts, cmd: SignUp): Promise<Result<{ accountId: string }, OperatorError>> {
  const { signer, requestId } = facts;
  const { tenantId, fresh } = await clientOf(tx, facts, cmd);
  // The first administrator signs in under the taxpayer's number; whoever joins later adds their own.
  const login = fresh ? signer.xin : `${signer.xin}-${signer.iin}`;
  const account = await createAccount(tx, {
    ...{ realm: "ofd", kind: "ofd_admin", tenantId, login, name: signer.fullName, iin: signer.iin, xin: signer.xin },
    ...(cmd.password ? { password: cmd.password } : {}),
  });
  if (!account.ok) return err({ code: "operator.already_registered" });
  const number = await insertUser(tx, {
    ...{ tenantId, accountId: account.value.id, name: signer.fullName, login },
    ...{ email: cmd.email ?? signer.email, createdAt: systemClock.now() },
  });
  await audit(tx, {
    ...{ tenantId, actor: { kind: "account", id: account.value.id }, act: "operator.signed_up", requestId },
    ...{ subject: `client:${tenantId}`, facts: { fresh, user: number, serial: signer.serial } },
  });
  return ok({ accountId: account.value.id });
}

/**
 * Makes a client of a taxpayer and the administrator's account of whoever signed, from the certificate alone. A person signs up once;
 * a second person of the same taxpayer joins the same client.
 */
export async function signUp(facts: Facts, cmd: SignUp): Promise<Result<{ accountId: string }, SignUpError>> {
  const { signer } = facts;
  if (cmd.password) {
    const rules = checkPasswordRules(cmd.password, signer.xin);
    if (!rules.ok) return rules;
  }
  for (let attempt = 1; ; attempt++) {
    if (await accountByEds({ realm: "ofd", iin: signer.iin, xin: signer.xin }))
      return err({ code: "operator.already_registered" });
    try {
      return await withSystem((tx) => enter(tx, facts, cmd));
    } catch (thrown) {
      // Two of one taxpayer at once: the slower one now finds the client of the quicker.
      if (!isUniqueViolation(thrown)) throw thrown;
      invariant(attempt < 3, "after two lost races the client is there");
    }
  }
}
