import { audit, SYSTEM_ACTOR } from "@/lib/audit";
import { createAccount } from "@/lib/auth";
import { ConfigError, env } from "@/lib/config";
import { withSystem } from "@/lib/db";

/** Who blocks registers in the demo. */
const DEMO_STAFF = {
  who: "Operator's staff",
  realm: "ofd",
  login: "staff@tiyn.example",
  password: "tenge-tau-2026",
  name: "Омарова Г. С.",
} as const;

/** Gives the demo somebody of the operator's staff. Safe to run at every start and by several at once. */
export async function seedStaff() {
  if (env().APP_MODE !== "demo") throw new ConfigError("seed: production refuses demo accounts");
  const { who, realm, login, password, name } = DEMO_STAFF;
  await withSystem(async (tx) => {
    const made = await createAccount(tx, { realm, kind: "ofd_staff", tenantId: null, login, name, password });
    if (!made.ok) return; // it is there already
    const record = { tenantId: null, actor: SYSTEM_ACTOR, subject: `account:${made.value.id}`, facts: { login } };
    await audit(tx, { ...record, act: "operator.demo_seeded" });
  });
  return [{ who, realm, login, password }] as const;
}
