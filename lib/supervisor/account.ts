import { text } from "node:stream/consumers";
import { z } from "zod";
import { audit, SYSTEM_ACTOR } from "@/lib/audit";
import { checkPasswordRules, createAccount } from "@/lib/auth";
import { errorFacts, log } from "@/lib/config";
import { disconnect, withSystem } from "@/lib/db";

// Makes one account of an administrator. A process of its own: it works with the settings of the parts, and the password comes
// over its input, where no list of processes shows it. Answers over the channel; never writes the password anywhere.

const wanted = z.object({ login: z.email(), name: z.string().trim().min(1).max(200), password: z.string() });

async function create(): Promise<string> {
  const parsed = wanted.safeParse(JSON.parse(await text(process.stdin)));
  if (!parsed.success) return parsed.error.issues[0]?.path[0] === "login" ? "login" : "name";
  const { login, name, password } = parsed.data;
  const checked = checkPasswordRules(password, login);
  if (!checked.ok) return checked.error.code;
  return withSystem(async (tx) => {
    const made = await createAccount(tx, {
      ...{ realm: "cabinet", kind: "admin", tenantId: null, login, name, password: checked.value },
    });
    if (!made.ok) return made.error.code;
    const subject = `account:${made.value.id}`;
    await audit(tx, { tenantId: null, actor: SYSTEM_ACTOR, act: "auth.admin_created", subject, facts: { login } });
    return "created";
  });
}

try {
  const answer = await create();
  await new Promise((resolve) => (process.send ? process.send({ answer }, resolve) : resolve(null)));
  await disconnect();
  process.exit(0);
} catch (thrown) {
  log("error", "account.failed", errorFacts(thrown));
  process.exit(1);
}
