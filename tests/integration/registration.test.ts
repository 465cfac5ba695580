import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/audit";
import { accountByEds, signInWithPassword } from "@/lib/auth";
import { withTenant } from "@/lib/db";
import { newChallenge } from "@/lib/eds";
import { mailJobs, receivedLetter, receivedLetters } from "@/lib/mail";
import { type Mailbox, startMailbox } from "@/lib/mail/mailbox/server";
import {
  confirmEmail,
  contractToSign,
  giveDetails,
  organizationOf,
  registrationView,
  resendLetter,
  restoreOrganization,
  saveDraft,
  seedDemo,
  signContract,
  startRegistration,
  suspendOrganization,
  updateDivisions,
  updateVat,
  type Visitor,
} from "@/lib/orgs";
import { look } from "../support/db";
import { givenEds, type TestEds } from "../support/eds";
import { runJobs } from "../support/jobs";
import { day } from "../support/papers";
import { pdfText } from "../support/pdf-text";

let eds: TestEds;
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox("127.0.0.1", 0);
  process.env.SMTP_URL = `smtp://127.0.0.1:${mailbox.port}`;
  eds = await givenEds();
});
afterAll(async () => {
  await eds.stop();
  await mailbox.stop();
});
beforeEach(() =>
  look(`TRUNCATE cabinet.registration, cabinet.email_confirmation, cabinet.organization, common.account, common.session,
    common.letter, common.dev_letter, common.signature, common.audit_entry, graphile_worker._private_jobs CASCADE`),
);

let browsers = 0;
const visitor = (): Visitor => ({ browserKey: `browser-of-a-visitor-${++browsers}`, locale: "ru", requestId: "r1" });
const from = { address: "127.0.0.1", userAgent: "test", requestId: "r1" };

const details = {
  ...{
    name: null,
    headName: "Тестов Тест",
    legalAddress: "Казахстан г.Алматы ул.Сатпаева 90",
    email: "111@prosystems.kz",
  },
  ...{ password: "сабырлы күз 26", vat: null },
};

async function prove(who: Visitor, key = "01-head") {
  const { id, text } = await newChallenge({ purpose: "register", realm: null, browserKey: who.browserKey });
  return startRegistration(who, { challengeId: id, cms: eds.sign(key, text) });
}
const contractOf = async (who: Visitor) => (await contractToSign(who.browserKey))?.bytes ?? new Uint8Array();
const sign = async (who: Visitor, key = "01-head") => signContract(who, { cms: eds.sign(key, await contractOf(who)) });

/** A visitor whose contract is made and waits for its signature. */
async function givenContract(
  change: Partial<Parameters<typeof giveDetails>[1]> = {},
  key = "01-head",
): Promise<Visitor> {
  const who = visitor();
  for (const step of [await prove(who, key), await giveDetails(who, { ...details, ...change })])
    if (!step.ok) throw new Error(step.error.code);
  return who;
}
async function givenOrganization(
  change: Partial<Parameters<typeof giveDetails>[1]> = {},
  key = "01-head",
): Promise<Ctx> {
  const signed = await sign(await givenContract(change, key), key);
  if (!signed.ok) throw new Error(signed.error.code);
  const actor = { kind: "account", id: signed.value.organizationId } as const;
  return { tenantId: signed.value.organizationId, actor, actorName: "Тестов Тест", requestId: "r1" };
}
const counted = async (table: string): Promise<number> =>
  Number((await look<{ count: string }>(`SELECT count(*)::text AS count FROM ${table}`))[0]?.count);
const linkIn = async (email: string): Promise<string> => {
  const [row] = await receivedLetters(email);
  return /\/confirm\/(\S+)/.exec((await receivedLetter(row?.id ?? ""))?.plain ?? "")?.[1] ?? "";
};

describe("the key", () => {
  test("[S-013][S-014][S-016] of a head begins a draft that knows the organisation", async () => {
    const who = visitor();
    expect((await prove(who)).ok).toBe(true);
    const view = await registrationView(who.browserKey);
    const key = eds.key("01-head");
    expect(view).toMatchObject({
      status: "key_verified",
      key: { kind: "legal", role: "head", xin: expect.stringMatching(/^\d{12}$/) },
    });
    expect(view?.typed.name).toBe(view?.key.name);
    expect(key.certificate).toBeDefined();
  });

  test("[S-010] of an entrepreneur begins a draft by his ИИН, without a name", async () => {
    const who = visitor();
    expect((await prove(who, "04-entrepreneur")).ok).toBe(true);
    const view = await registrationView(who.browserKey);
    expect(view?.key).toMatchObject({ kind: "individual", role: "individual" });
    expect(view?.key.xin).toBe(view?.key.iin);
    expect(view?.typed.name).toBeUndefined();
  });

  test("[S-009] of an employee is refused and leaves no draft", async () => {
    const who = visitor();
    expect(await prove(who, "03-employee")).toEqual({ ok: false, error: { code: "eds.employee_key" } });
    expect(await registrationView(who.browserKey)).toBeNull();
  });

  test("a challenge answered twice is refused the second time", async () => {
    const who = visitor();
    const { id, text } = await newChallenge({ purpose: "register", realm: null, browserKey: who.browserKey });
    const answer = { challengeId: id, cms: eds.sign("01-head", text) };
    expect((await startRegistration(who, answer)).ok).toBe(true);
    expect(await startRegistration(who, answer)).toEqual({ ok: false, error: { code: "eds.challenge_stale" } });
  });

  test("a challenge of another browser or purpose is refused", async () => {
    const who = visitor();
    const { id, text } = await newChallenge({ purpose: "register", realm: null, browserKey: visitor().browserKey });
    expect(await startRegistration(who, { challengeId: id, cms: eds.sign("01-head", text) })).toMatchObject({
      ok: false,
    });
    const signIn = await newChallenge({ purpose: "sign_in", realm: "cabinet", browserKey: who.browserKey });
    const answer = { challengeId: signIn.id, cms: eds.sign("01-head", signIn.text) };
    expect(await startRegistration(who, answer)).toEqual({ ok: false, error: { code: "eds.challenge_stale" } });
  });

  test("proved again by the same organisation keeps what was typed; another one begins anew", async () => {
    const who = visitor();
    await prove(who);
    await saveDraft(who, { legalAddress: "Абая 44" });
    await prove(who, "02-right-to-sign");
    expect((await registrationView(who.browserKey))?.typed.legalAddress).toBe("Абая 44");
    await prove(who, "05-head-other");
    expect((await registrationView(who.browserKey))?.typed.legalAddress).toBeUndefined();
  });

  test("a draft of another browser is not there", async () => {
    await prove(visitor());
    const stranger = visitor();
    expect(await registrationView(stranger.browserKey)).toBeNull();
    expect(await saveDraft(stranger, {})).toEqual({ ok: false, error: { code: "orgs.draft_missing" } });
    expect(await signContract(stranger, { cms: "x" })).toEqual({ ok: false, error: { code: "orgs.draft_missing" } });
  });
});

describe("the details", () => {
  test("[S-020][S-031] make a contract with the key's name, whatever a form says", async () => {
    const who = await givenContract({ name: "ТОО Чужое имя" });
    const text = pdfText(await contractOf(who));
    const view = await registrationView(who.browserKey);
    expect(text).toContain(`Сублицензионное соглашение №${view?.contract?.number}`);
    expect(text).toContain(view?.key.name);
    expect(text).not.toContain("Чужое имя");
    expect(view).toMatchObject({ status: "details_given", hasPassword: true });
  });

  test("an entrepreneur without a trade name is refused, with one it stands in the contract", async () => {
    const who = visitor();
    await prove(who, "04-entrepreneur");
    expect(await giveDetails(who, details)).toEqual({ ok: false, error: { code: "orgs.name_required" } });
    expect((await giveDetails(who, { ...details, name: "ИП Сауда" })).ok).toBe(true);
    expect(pdfText(await contractOf(who))).toContain("ИП Сауда");
  });

  test("[S-024] a weak or absent password is refused; one chosen before stays when the field is left empty", async () => {
    const who = visitor();
    await prove(who);
    expect(await giveDetails(who, { ...details, password: null })).toEqual({
      ok: false,
      error: { code: "orgs.password_required" },
    });
    expect(await giveDetails(who, { ...details, password: "12345678" })).toMatchObject({
      error: { code: "auth.password_common" },
    });
    expect((await giveDetails(who, details)).ok).toBe(true);
    expect((await giveDetails(who, { ...details, password: null })).ok).toBe(true);
  });

  test("[S-030] a certificate issued tomorrow is refused", async () => {
    const who = visitor();
    await prove(who);
    const vat = { series: "60001", number: "0065985", issuedOn: day("01.01.2100") };
    expect(await giveDetails(who, { ...details, vat })).toEqual({ ok: false, error: { code: "field.date_future" } });
  });

  test("given again unchanged keep the file, changed make another under the same number", async () => {
    const who = await givenContract();
    const first = {
      number: (await registrationView(who.browserKey))?.contract?.number,
      id: (await contractToSign(who.browserKey))?.id,
    };
    await giveDetails(who, details);
    expect((await contractToSign(who.browserKey))?.id).toBe(first.id);
    await giveDetails(who, { ...details, legalAddress: "Абая 44" });
    expect((await contractToSign(who.browserKey))?.id).not.toBe(first.id);
    expect((await registrationView(who.browserKey))?.contract?.number).toBe(first.number);
  });

  test("an address that another organisation signs in with is refused at once", async () => {
    await givenOrganization();
    const who = visitor();
    await prove(who, "05-head-other");
    expect(await giveDetails(who, details)).toEqual({ ok: false, error: { code: "orgs.email_taken" } });
  });
});

describe("the signature under the contract", () => {
  test("[S-033][S-037][S-039] makes organisation, owner and letter, and the owner signs in both ways", async () => {
    const who = await givenContract();
    const signed = await sign(who);
    if (!signed.ok) throw new Error(signed.error.code);
    const profile = await organizationOf(signed.value.organizationId);
    expect(profile).toMatchObject({
      status: "active",
      email: "111@prosystems.kz",
      emailConfirmedAt: null,
      xinKind: "bin",
    });
    const byPassword = await signInWithPassword(
      { realm: "cabinet", login: "111@prosystems.kz", password: details.password },
      from,
    );
    const key = (await registrationView(who.browserKey))?.key;
    const byEds = await accountByEds({ realm: "cabinet", iin: key?.iin ?? "", xin: key?.xin ?? "" });
    expect(byPassword).toMatchObject({ ok: true, value: { accountId: byEds?.accountId } });
    expect(await counted("common.signature")).toBe(1);
    expect(await counted("common.letter")).toBe(1);
    expect(await look("SELECT act FROM common.audit_entry ORDER BY at, id")).toMatchObject([
      { act: "orgs.key_verified" },
      { act: "orgs.details_given" },
      { act: "orgs.registered" },
    ]);
    expect(await look("SELECT password_hash FROM cabinet.registration")).toEqual([{ password_hash: null }]);
  });

  test("given twice, or twice at once, is one organisation and the same answer", async () => {
    const who = await givenContract();
    const answers = await Promise.all([sign(who), sign(who)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await sign(who)).toEqual(answers[0]);
    expect(await counted("cabinet.organization")).toBe(1);
    expect(await counted("common.letter")).toBe(1);
  });

  test.each([
    ["05-head-other", "eds.other_organization"],
    ["03-employee", "eds.employee_key"],
    ["04-entrepreneur", "eds.individual_key"],
  ])("by %s is refused as %s and leaves nothing", async (key, code) => {
    const who = await givenContract();
    expect(await sign(who, key)).toMatchObject({ ok: false, error: { code } });
    expect(await counted("cabinet.organization")).toBe(0);
    expect(await counted("common.account")).toBe(0);
  });

  test("over other bytes is refused", async () => {
    const who = await givenContract();
    const bytes = Uint8Array.from(await contractOf(who));
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    const answer = await signContract(who, { cms: eds.sign("01-head", bytes) });
    expect(answer).toEqual({ ok: false, error: { code: "eds.content_mismatch" } });
  });

  test("over the contract as it was before the details changed is refused", async () => {
    const who = await givenContract();
    const old = await contractOf(who);
    await giveDetails(who, { ...details, legalAddress: "Абая 44" });
    expect(await signContract(who, { cms: eds.sign("01-head", old) })).toMatchObject({ ok: false });
    expect(await counted("cabinet.organization")).toBe(0);
  });

  test("before the details were given is refused", async () => {
    const who = visitor();
    await prove(who);
    expect(await signContract(who, { cms: "x" })).toEqual({
      ok: false,
      error: { code: "orgs.wrong_status", status: "key_verified" },
    });
  });

  test("one БИН registers once, also in two browsers at once", async () => {
    const [one, two] = [await givenContract(), await givenContract({ email: "222@prosystems.kz" })];
    const answers = await Promise.all([sign(one), sign(two)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, error: { code: "orgs.already_registered" } });
    expect(await counted("cabinet.organization")).toBe(1);
    expect(await counted("common.account")).toBe(1);
    expect(await prove(visitor())).toEqual({ ok: false, error: { code: "orgs.already_registered" } });
  });

  test("one address serves one organisation, also at once; the other keeps its draft", async () => {
    const [one, two] = [await givenContract(), await givenContract({}, "05-head-other")];
    const answers = await Promise.all([sign(one), sign(two, "05-head-other")]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, error: { code: "orgs.email_taken" } });
    expect(await counted("cabinet.organization")).toBe(1);
    const loser = answers[0]?.ok ? two : one;
    expect((await giveDetails(loser, { ...details, email: "333@prosystems.kz" })).ok).toBe(true);
    expect((await sign(loser, loser === two ? "05-head-other" : "01-head")).ok).toBe(true);
  });

  test("[S-049] an address equal to the certificate's is confirmed at once, without a letter", async () => {
    const change = { name: "ИП Сауда", email: "dias@satybaldy.example" };
    const ctx = await givenOrganization(change, "04-entrepreneur");
    expect((await organizationOf(ctx.tenantId))?.emailConfirmedAt).toBeInstanceOf(Date);
    expect(await counted("common.letter")).toBe(0);
  });
});

describe("the letter", () => {
  test("[S-051][S-048] arrives over SMTP, and its link confirms the address, once", async () => {
    const { tenantId } = await givenOrganization();
    await runJobs(mailJobs);
    const token = await linkIn("111@prosystems.kz");
    expect(await confirmEmail(token, "r1")).toEqual({ ok: true, value: { email: "111@prosystems.kz" } });
    expect((await organizationOf(tenantId))?.emailConfirmedAt).toBeInstanceOf(Date);
    expect((await confirmEmail(token, "r1")).ok).toBe(true);
    expect(await counted("common.audit_entry WHERE act = 'orgs.email_confirmed'")).toBe(1);
  });

  test("its link works until it is three days old", async () => {
    await givenOrganization();
    await runJobs(mailJobs);
    const token = await linkIn("111@prosystems.kz");
    await look("UPDATE cabinet.email_confirmation SET expires_at = now() - interval '1 second'");
    expect(await confirmEmail(token, "r1")).toEqual({ ok: false, error: { code: "orgs.link_expired" } });
    await look("UPDATE cabinet.email_confirmation SET expires_at = now() + interval '1 minute'");
    expect((await confirmEmail(token, "r1")).ok).toBe(true);
  });

  test("a link that nobody sent is refused", async () => {
    for (const token of ["", "x", "A".repeat(43)])
      expect(await confirmEmail(token, "r1")).toEqual({ ok: false, error: { code: "orgs.link_unknown" } });
  });

  test("[S-047] goes out again after a minute, and the first link still works", async () => {
    const ctx = await givenOrganization();
    await runJobs(mailJobs);
    const first = await linkIn("111@prosystems.kz");
    expect(await resendLetter(ctx, "kk")).toEqual({ ok: false, error: { code: "orgs.letter_too_soon", minutes: 1 } });
    await look("UPDATE cabinet.email_confirmation SET sent_at = sent_at - interval '1 minute'");
    expect((await resendLetter(ctx, "kk")).ok).toBe(true);
    await runJobs(mailJobs);
    expect(await receivedLetters("111@prosystems.kz")).toHaveLength(2);
    expect((await confirmEmail(first, "r1")).ok).toBe(true);
    expect(await resendLetter(ctx, "kk")).toEqual({ ok: false, error: { code: "orgs.email_confirmed" } });
  });

  test("[S-047] two presses at once send one", async () => {
    const ctx = await givenOrganization();
    await look("UPDATE cabinet.email_confirmation SET sent_at = sent_at - interval '1 minute'");
    const answers = await Promise.all([resendLetter(ctx, "ru"), resendLetter(ctx, "ru")]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("the profile", () => {
  test("[S-045][S-046] changes VAT and divisions, each with its audit entry", async () => {
    const ctx = await givenOrganization();
    const vat = { series: "60001", number: "0065985", issuedOn: day("12.03.2019") };
    expect((await updateVat(ctx, { vat })).ok).toBe(true);
    expect((await updateDivisions(ctx, { divisions: true })).ok).toBe(true);
    expect(await organizationOf(ctx.tenantId)).toMatchObject({ vat, divisions: true });
    expect((await updateVat(ctx, { vat: null })).ok).toBe(true);
    expect((await organizationOf(ctx.tenantId))?.vat).toBeNull();
    const ahead = { vat: { ...vat, issuedOn: day("01.01.2100") } };
    expect(await updateVat(ctx, ahead)).toEqual({ ok: false, error: { code: "field.date_future" } });
    expect(await counted("common.audit_entry WHERE act LIKE 'orgs.%_changed'")).toBe(3);
  });

  test("an admin suspends with a reason and restores; twice is refused", async () => {
    const ctx = await givenOrganization();
    const admin: Ctx = { ...ctx, tenantId: "", actorName: "Ким Е. В." };
    const organizationId = ctx.tenantId;
    expect((await suspendOrganization(admin, { organizationId, reason: "по письму УГД" })).ok).toBe(true);
    expect(await organizationOf(organizationId)).toMatchObject({
      status: "suspended",
      suspendedReason: "по письму УГД",
    });
    expect(await suspendOrganization(admin, { organizationId, reason: "снова" })).toEqual({
      ok: false,
      error: { code: "orgs.wrong_status", status: "suspended" },
    });
    expect((await restoreOrganization(admin, { organizationId })).ok).toBe(true);
    expect(await organizationOf(organizationId)).toMatchObject({ status: "active", suspendedReason: null });
    const absent = { organizationId: "01930000-0000-7000-8000-00000000dead" };
    expect(await restoreOrganization(admin, absent)).toEqual({ ok: false, error: { code: "not_found" } });
  });

  test("a request of the tenant itself cannot lift its suspension", async () => {
    const { tenantId } = await givenOrganization();
    const lift = withTenant(tenantId, (tx) => tx.$executeRaw`UPDATE cabinet.organization SET status = 'active'`);
    await expect(lift).rejects.toThrow(/permission denied/);
  });
});

test("the demo's administrator is made once and signs in", async () => {
  const [accounts] = await Promise.all([seedDemo(), seedDemo()]);
  expect(await counted("common.account")).toBe(1);
  const [admin] = accounts;
  const answer = await signInWithPassword(
    { realm: "cabinet", login: admin?.login ?? "", password: admin?.password ?? "" },
    from,
  );
  expect(answer.ok).toBe(true);
});
