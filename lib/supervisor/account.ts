import { text } from "node:stream/consumers";
import { z } from "zod";
import { audit, SYSTEM_ACTOR } from "@/lib/audit";
import { checkPasswordRules, createAccount, REALM_OF } from "@/lib/auth";
import { errorFacts, log } from "@/lib/config";
import { disconnect, withSystem } from "@/lib/db";

// Makes one account of an administrator, or of the data operator's staff. A process of its own: it works with the settings of the
// parts, and the password comes over its input, where no list of processes shows it. Answers over the channel; never writes the
// password anywhere.

const wanted = z.object({
  login: z.email(),
  name: z.string().trim().min(1).max(200),
  password: z.string(),
  kind: z.enum(["admin", "ofd_staff"]),
});

async function create(): Promise<string> {
  const parsed = wanted.safeParse(JSON.parse(await text(process.stdin)));
  if (!parsed.success) return parsed.error.issues[0]?.path[0] === "login" ? "login" : "name";
  const { login, name, password, kind } = parsed.data;
  const checked = checkPasswordRules(password, login);
  if (!checked.ok) return checked.error.code;
  return withSystem(async (tx) => {
    const made = await createAccount(tx, {
      ...{ realm: REALM_OF[kind], kind, tenantId: null, login, name, password: checked.value },
    });
    if (!made.ok) return made.error.code;
    const subject = `account:${made.value.id}`;
    await audit(tx, {
      tenantId: null,
      actor: SYSTEM_ACTOR,
      act: "auth.admin_created",
      subject,
      facts: { login, kind },
    });
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
