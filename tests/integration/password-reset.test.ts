import { describe, expect, test } from "vitest";
import NewPasswordPage from "@/app/(public)/reset/[token]/page";
import { askForLink, setNewPassword } from "@/app/(public)/reset/actions";
import { signIn } from "@/app/(public)/sign-in/actions";
import { authJobs, loginOfResetLink } from "@/lib/auth";
import { currentSession } from "@/lib/http";
import { takeLetter } from "@/lib/mail/store/letter";
import { Browser, formOf } from "../support/browser";
import { look } from "../support/db";
import { givenAdmin, givenCashier, givenOwner } from "../support/signed-in";

const PASSWORD = "correct horse battery";
const NEXT = "another good phrase";
let addresses = 0;
const stranger = () => new Browser({ "x-tiyn-address": `10.2.0.${++addresses}` });
const jobs = authJobs(async () => true);
const work = (login: string, handlers = jobs) =>
  handlers["auth.send_reset"]?.({ login, locale: "kk" }, new AbortController().signal);

const linksOf = async (tenantId: string): Promise<string[]> => {
  const rows = await look<{ id: string }>(
    "SELECT id FROM common.letter WHERE tenant_id = $1 AND template = 'reset_password' ORDER BY created_at, id",
    [tenantId],
  );
  const letters = await Promise.all(rows.map(({ id }) => takeLetter(tenantId, id)));
  return letters.map((letter) => String(/reset\/([\w-]{43})/.exec(JSON.stringify(letter))?.[1]));
};

const givenLink = async () => {
  const owner = await givenOwner({ password: PASSWORD });
  await work(owner.login);
  const [token = ""] = await linksOf(owner.tenantId);
  return { ...owner, token };
};
const choose = (token: string, password: string, again = password) =>
  stranger().act(setNewPassword, formOf({ token, password, passwordAgain: again }));

describe("a forgotten password", () => {
  test("asking answers the same for an owner and for nobody, and leaves the looking to the worker", async () => {
    const { login } = await givenOwner({ password: PASSWORD });
    const known = await stranger().act(askForLink, formOf({ login }));
    expect(known).toEqual({ status: "done", value: undefined });
    expect(await stranger().act(askForLink, formOf({ login: "nobody@example.kz" }))).toEqual(known);
    expect(await stranger().act(askForLink, formOf({ login: "my secret password" }))).toMatchObject({
      fields: { login: { code: "field.email" } },
    });
    const queued = await look<{ n: number }>(
      "SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE task_identifier = 'auth.send_reset'",
    );
    expect(queued[0]?.n).toBe(2);
  });

  test("a link opens once, ends every session and lets the new password in", async () => {
    const { login, token, browser } = await givenLink();
    expect(await loginOfResetLink(token)).toBe(login);
    expect(await choose(token, "qwerty12345")).toMatchObject({
      fields: { password: { code: "auth.password_common" } },
    });
    expect(await choose(token, NEXT, "other")).toMatchObject({
      fields: { passwordAgain: { code: "auth.password_mismatch" } },
    });
    expect(await choose(token, NEXT)).toEqual({ redirect: "/sign-in?saved=password" });
    expect(await browser.visit(() => currentSession("cabinet"))).toBeNull();
    expect(await choose(token, NEXT)).toMatchObject({ error: { code: "auth.link_stale" } });
    expect(await stranger().act(signIn, formOf({ login, password: PASSWORD }))).toMatchObject({ status: "refused" });
    expect(await stranger().act(signIn, formOf({ login, password: NEXT }))).toEqual({ redirect: "/cabinet" });
  });

  test("of ten who use one link at once one wins", async () => {
    const { token } = await givenLink();
    const all = await Promise.all(Array.from({ length: 10 }, (_, i) => choose(token, `${NEXT} ${i}`)));
    expect(all.filter((answer) => "redirect" in answer)).toHaveLength(1);
  });

  test("a link is too old after half an hour; looking at the page spends nothing", async () => {
    const { token, accountId, login } = await givenLink();
    const age = (minutes: string) =>
      look(
        `UPDATE common.password_reset SET created_at = now() - interval '${minutes}', expires_at = now() - interval '${minutes}' + interval '30 minutes' WHERE account_id = $1`,
        [accountId],
      );
    await age("29 minutes 59 seconds");
    await stranger().visit(() => NewPasswordPage({ params: Promise.resolve({ token }) }));
    expect(await loginOfResetLink(token)).toBe(login);
    await age("30 minutes");
    expect(await choose(token, NEXT)).toMatchObject({ error: { code: "auth.link_stale" } });
  });

  test("one letter within two minutes, and none to an address that was never confirmed", async () => {
    const owner = await givenOwner({ password: PASSWORD });
    await work(
      owner.login,
      authJobs(async () => false),
    );
    expect(await linksOf(owner.tenantId)).toEqual([]);
    await work(owner.login);
    await work(owner.login);
    expect(await linksOf(owner.tenantId)).toHaveLength(1);
  });

  test("cashiers and administrators get no links, nor does a closed account", async () => {
    const closed = await givenOwner();
    await look("UPDATE common.account SET disabled_at = now() WHERE id = $1", [closed.accountId]);
    const all = [await givenCashier(), await givenAdmin(), closed];
    for (const { login } of all) await work(login);
    expect(
      await look("SELECT 1 FROM common.letter WHERE tenant_id = ANY($1)", [
        all.map(({ tenantId }) => tenantId || null),
      ]),
    ).toEqual([]);
  });

  test("asking is counted", async () => {
    const ask = () => stranger().act(askForLink, formOf({ login: "counted@example.kz" }));
    for (let i = 0; i < 10; i++) expect(await ask()).toMatchObject({ status: "done" });
    expect(await ask()).toMatchObject({ error: { code: "too_many_attempts" } });
  });
});
