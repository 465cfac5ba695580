import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accountByEds, signInWithPassword } from "@/lib/auth";
import { newChallenge } from "@/lib/eds";
import { outcomeOf } from "@/lib/http/error-map";
import {
  contractToSign,
  giveDetails,
  organizationOf,
  registrationView,
  saveDraft,
  signContract,
  startRegistration,
} from "@/lib/orgs";
import { look } from "../support/db";
import { day } from "../support/papers";
import { pdfText } from "../support/pdf-text";
import { counted, details, emptyOrganizations, givenWizard, visitor, type Wizard } from "../support/wizard";

let wizard: Wizard;
beforeAll(async () => {
  wizard = await givenWizard();
});
afterAll(() => wizard.eds.stop());
beforeEach(() => emptyOrganizations());

const from = { address: "127.0.0.1", userAgent: "test", requestId: "r1" };

describe("the key", () => {
  test("[S-013] [S-014] [S-015] [S-016] of a head begins a draft that knows the organisation", async () => {
    const who = visitor();
    expect((await wizard.prove(who)).ok).toBe(true);
    const view = await registrationView(who.browserKey);
    const key = wizard.eds.key("01-head");
    expect(view).toMatchObject({
      status: "key_verified",
      key: { kind: "legal", role: "head", xin: expect.stringMatching(/^\d{12}$/), email: null, city: "АЛМАТЫ" },
    });
    expect(view?.typed.name).toBe(view?.key.name);
    expect(key.certificate).toBeDefined();
  });

  test("[S-010] of an entrepreneur begins a draft by his ИИН, without a name", async () => {
    const who = visitor();
    expect((await wizard.prove(who, "04-entrepreneur")).ok).toBe(true);
    const view = await registrationView(who.browserKey);
    expect(view?.key).toMatchObject({ kind: "individual", role: "individual" });
    expect(view?.key.xin).toBe(view?.key.iin);
    expect(view?.typed.name).toBeUndefined();
  });

  test("[S-009] of an employee is refused and leaves no draft", async () => {
    const who = visitor();
    expect(await wizard.prove(who, "03-employee")).toEqual({ ok: false, error: { code: "eds.employee_key" } });
    expect(await registrationView(who.browserKey)).toBeNull();
  });

  test("a challenge answered twice is refused the second time", async () => {
    const who = visitor();
    const { id, text } = await newChallenge({ purpose: "register", realm: null, browserKey: who.browserKey });
    const answer = { challengeId: id, cms: wizard.eds.sign("01-head", text) };
    expect((await startRegistration(who, answer)).ok).toBe(true);
    expect(await startRegistration(who, answer)).toEqual({ ok: false, error: { code: "eds.challenge_stale" } });
  });

  test("a challenge of another browser or purpose is refused", async () => {
    const who = visitor();
    const { id, text } = await newChallenge({ purpose: "register", realm: null, browserKey: visitor().browserKey });
    expect(await startRegistration(who, { challengeId: id, cms: wizard.eds.sign("01-head", text) })).toMatchObject({
      ok: false,
    });
    const signIn = await newChallenge({ purpose: "sign_in", realm: "cabinet", browserKey: who.browserKey });
    const answer = { challengeId: signIn.id, cms: wizard.eds.sign("01-head", signIn.text) };
    expect(await startRegistration(who, answer)).toEqual({ ok: false, error: { code: "eds.challenge_stale" } });
  });

  test("proved again by the same organisation keeps what was typed; another one begins anew", async () => {
    const who = visitor();
    await wizard.prove(who);
    await saveDraft(who, { legalAddress: "Абая 44" });
    await wizard.prove(who, "02-right-to-sign");
    expect((await registrationView(who.browserKey))?.typed.legalAddress).toBe("Абая 44");
    await wizard.prove(who, "05-head-other");
    expect((await registrationView(who.browserKey))?.typed.legalAddress).toBeUndefined();
  });

  test("a draft of another browser is not there", async () => {
    await wizard.prove(visitor());
    const stranger = visitor();
    expect(await registrationView(stranger.browserKey)).toBeNull();
    expect(await saveDraft(stranger, {})).toEqual({ ok: false, error: { code: "orgs.draft_missing" } });
    expect(await signContract(stranger, { cms: "x" })).toEqual({ ok: false, error: { code: "orgs.draft_missing" } });
  });
});

test("a draft is over after a week, and a long dead one is forgotten with the next beginning", async () => {
  const who = await wizard.givenContract();
  await look("UPDATE cabinet.registration SET expires_at = now()");
  expect(await registrationView(who.browserKey)).toBeNull();
  await look("UPDATE cabinet.registration SET expires_at = now() - interval '25 hours'");
  await wizard.prove(visitor(), "05-head-other");
  expect(await counted("cabinet.registration")).toBe(1);
});

describe("the details", () => {
  test("[S-020][S-031] make a contract with the key's name, whatever a form says", async () => {
    const who = await wizard.givenContract({ name: "ТОО Чужое имя" });
    const text = pdfText(await wizard.contractOf(who));
    const view = await registrationView(who.browserKey);
    expect(text).toContain(`Сублицензионное соглашение №${view?.contract?.number}`);
    expect(text).toContain(view?.key.name);
    expect(text).not.toContain("Чужое имя");
    expect(view).toMatchObject({ status: "details_given", hasPassword: true });
  });

  test("an entrepreneur without a trade name is refused, with one it stands in the contract", async () => {
    const who = visitor();
    await wizard.prove(who, "04-entrepreneur");
    expect(await giveDetails(who, details)).toEqual({ ok: false, error: { code: "orgs.name_required" } });
    expect((await giveDetails(who, { ...details, name: "ИП Сауда" })).ok).toBe(true);
    expect(pdfText(await wizard.contractOf(who))).toContain("ИП Сауда");
  });

  test("[S-024] a weak or absent password is refused; one chosen before stays when the field is left empty", async () => {
    const who = visitor();
    await wizard.prove(who);
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
    await wizard.prove(who);
    const vat = { series: "60001", number: "0065985", issuedOn: day("01.01.2100") };
    expect(await giveDetails(who, { ...details, vat })).toEqual({ ok: false, error: { code: "field.date_future" } });
  });

  test("given again unchanged keep the file, changed make another under the same number", async () => {
    const who = await wizard.givenContract();
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
    await wizard.givenOrganization();
    const who = visitor();
    await wizard.prove(who, "05-head-other");
    expect(await giveDetails(who, details)).toEqual({ ok: false, error: { code: "orgs.email_taken" } });
    expect(outcomeOf("orgs.email_taken").field).toBe("email");
  });
});

describe("the signature under the contract", () => {
  test("[S-033][S-037][S-039] makes organisation, owner and letter, and the owner signs in both ways", async () => {
    const who = await wizard.givenContract();
    const signed = await wizard.sign(who);
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
    const who = await wizard.givenContract();
    const answers = await Promise.all([wizard.sign(who), wizard.sign(who)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await wizard.sign(who)).toEqual(answers[0]);
    expect(await counted("cabinet.organization")).toBe(1);
    expect(await counted("common.letter")).toBe(1);
  });

  test.each([
    ["05-head-other", "eds.other_organization"],
    ["03-employee", "eds.employee_key"],
    ["04-entrepreneur", "eds.individual_key"],
  ])("by %s is refused as %s and leaves nothing", async (key, code) => {
    const who = await wizard.givenContract();
    expect(await wizard.sign(who, key)).toMatchObject({ ok: false, error: { code } });
    expect(await counted("cabinet.organization")).toBe(0);
    expect(await counted("common.account")).toBe(0);
  });

  test("over other bytes is refused", async () => {
    const who = await wizard.givenContract();
    const bytes = Uint8Array.from(await wizard.contractOf(who));
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    const answer = await signContract(who, { cms: wizard.eds.sign("01-head", bytes) });
    expect(answer).toEqual({ ok: false, error: { code: "eds.content_mismatch" } });
  });

  test("over the contract as it was before the details changed is refused", async () => {
    const who = await wizard.givenContract();
    const old = await wizard.contractOf(who);
    await giveDetails(who, { ...details, legalAddress: "Абая 44" });
    expect(await signContract(who, { cms: wizard.eds.sign("01-head", old) })).toMatchObject({ ok: false });
    expect(await counted("cabinet.organization")).toBe(0);
  });

  test("before the details were given is refused", async () => {
    const who = visitor();
    await wizard.prove(who);
    expect(await signContract(who, { cms: "x" })).toEqual({
      ok: false,
      error: { code: "orgs.wrong_status", status: "key_verified" },
    });
  });

  test("one БИН registers once, also in two browsers at once", async () => {
    const [one, two] = [await wizard.givenContract(), await wizard.givenContract({ email: "222@prosystems.kz" })];
    const answers = await Promise.all([wizard.sign(one), wizard.sign(two)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, error: { code: "orgs.already_registered" } });
    expect(await counted("cabinet.organization")).toBe(1);
    expect(await counted("common.account")).toBe(1);
    expect(await wizard.prove(visitor())).toEqual({ ok: false, error: { code: "orgs.already_registered" } });
  });

  test("one address serves one organisation, also at once; the other keeps its draft", async () => {
    const [one, two] = [await wizard.givenContract(), await wizard.givenContract({}, "05-head-other")];
    const answers = await Promise.all([wizard.sign(one), wizard.sign(two, "05-head-other")]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, error: { code: "orgs.email_taken" } });
    expect(await counted("cabinet.organization")).toBe(1);
    const loser = answers[0]?.ok ? two : one;
    expect((await giveDetails(loser, { ...details, email: "333@prosystems.kz" })).ok).toBe(true);
    expect((await wizard.sign(loser, loser === two ? "05-head-other" : "01-head")).ok).toBe(true);
  });

  test("[S-049] an address equal to the certificate's is confirmed at once, without a letter", async () => {
    const change = { name: "ИП Сауда", email: "dias@satybaldy.example" };
    const ctx = await wizard.givenOrganization(change, "04-entrepreneur");
    expect((await organizationOf(ctx.tenantId))?.emailConfirmedAt).toBeInstanceOf(Date);
    expect(await counted("common.letter")).toBe(0);
  });
});
