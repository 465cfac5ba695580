import { z } from "zod";
import { env, systemClock, systemRandomness } from "@/lib/config";
import { call, withSystem } from "@/lib/db";
import { enqueue, type JobHandlers } from "@/lib/jobs";
import { err, newId, ok, type Result } from "@/lib/kernel";
import { type LetterLocale, sendMail } from "@/lib/mail";
import { normalLogin } from "../core/login";
import { checkPasswordRules, type PasswordRuleError } from "../core/password-rules";
import { hashPassword, sha256 } from "../hash";
import { countTry, type Origin, type TooManyAttempts } from "./sign-in";

export const RESET_LINK_MINUTES = 30;
const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export type LinkStale = { readonly code: "auth.link_stale" };

/**
 * Takes the wish for a new password. Nothing is looked up here: whether there is such an owner is found by the worker, so that
 * neither the answer nor its speed tells.
 */
export async function requestPasswordReset(
  command: { readonly login: string; readonly locale: LetterLocale },
  from: Origin,
): Promise<Result<undefined, TooManyAttempts>> {
  const login = normalLogin(command.login);
  const counted = await countTry("cabinet", `reset:${login}`, from);
  if (!counted.ok) return counted;
  await withSystem((tx) => enqueue(tx, "auth.send_reset", { login, locale: command.locale }));
  return ok(undefined);
}

const wish = z.object({ login: z.string(), locale: z.enum(["ru", "kk", "en"]) });
type Owner = { readonly id: string; readonly tenantId: string };

/**
 * Jobs of this room. A link goes only to an address that was confirmed: one that was never is perhaps a stranger's. Whether it was
 * is known to a room above, which the worker asks.
 */
export const authJobs = (isAddressConfirmed: (tenantId: string) => Promise<boolean>): JobHandlers => ({
  "auth.send_reset": async (payload) => {
    const { login, locale } = wish.parse(payload);
    const owner = await call<Owner | null>("system", "common.reset_account", [login]);
    if (!owner || !(await isAddressConfirmed(owner.tenantId))) return;
    const token = Buffer.from(systemRandomness.bytes(TOKEN_BYTES)).toString("base64url");
    const values = { login, minutes: RESET_LINK_MINUTES, link: `${env().WEB_ORIGIN}/reset/${token}` };
    await withSystem(async (tx) => {
      await tx.$queryRaw`SELECT common.reset_open(${sha256(token)}, ${owner.id}::uuid, ${RESET_LINK_MINUTES}::integer)`;
      await sendMail(tx, { tenantId: owner.tenantId, to: login, locale, template: "reset_password", values });
    });
  },
});

/** The login that a link is for, or null: used, too old, or never sent. */
export const loginOfResetLink = async (token: string): Promise<string | null> =>
  TOKEN.test(token) ? call<string | null>("system", "common.reset_login", [sha256(token)]) : null;

/** Spends a link: the password is new, every session of the account is over. */
export async function resetPassword(
  command: { readonly token: string; readonly password: string },
  from: Origin,
): Promise<Result<undefined, PasswordRuleError | LinkStale>> {
  const login = await loginOfResetLink(command.token);
  if (login === null) return err({ code: "auth.link_stale" });
  const rules = checkPasswordRules(command.password, login);
  if (!rules.ok) return rules;
  const used = await call<boolean>("system", "common.reset_use", [
    sha256(command.token),
    await hashPassword(rules.value),
    newId(systemClock, systemRandomness),
    from.requestId,
    from.address,
  ]);
  return used ? ok(undefined) : err({ code: "auth.link_stale" });
}
