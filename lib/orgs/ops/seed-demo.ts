import { audit, SYSTEM_ACTOR } from "@/lib/audit";
import { createAccount } from "@/lib/auth";
import { ConfigError, env } from "@/lib/config";
import { withSystem } from "@/lib/db";

/** An account that the demo shows to everybody who starts it. */
export type SeededAccount = {
  readonly who: string;
  readonly realm: "cabinet";
  readonly login: string;
  readonly password: string;
};

/** Who moderates cards and records payments in the demo. */
export const DEMO_ADMIN = {
  who: "Administrator",
  realm: "cabinet",
  login: "admin@tiyn.example",
  password: "alma-tau-2026",
  name: "Ким Е. В.",
} as const;

/** Gives the demo what a visitor cannot make by himself: an administrator. Safe to run at every start and by several at once. */
export async function seedDemo(): Promise<readonly SeededAccount[]> {
  if (env().APP_MODE !== "demo") throw new ConfigError("seed: production refuses demo accounts");
  const { who, realm, login, password, name } = DEMO_ADMIN;
  await withSystem(async (tx) => {
    const made = await createAccount(tx, { realm, kind: "admin", tenantId: null, login, name, password });
    if (!made.ok) return; // it is there already
    const record = { tenantId: null, actor: SYSTEM_ACTOR, subject: `account:${made.value.id}`, facts: { login } };
    await audit(tx, { ...record, act: "orgs.demo_seeded" });
  });
  return [{ who, realm, login, password }];
}
