import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  askForKey,
  contractBytesAction,
  giveDetailsAction,
  signContractAction,
  startAction,
} from "@/app/(public)/register/actions";
import { Browser, formOf } from "../support/browser";
import { counted, emptyOrganizations, givenWizard, type Wizard } from "../support/wizard";

let wizard: Wizard;
let browser: Browser;
beforeAll(async () => {
  wizard = await givenWizard();
});
afterAll(() => wizard.eds.stop());
beforeEach(async () => {
  await emptyOrganizations();
  browser = new Browser();
});

const typed = {
  ...{ name: "ИП Сауда", headName: "Тестов Тест", legalAddress: "Казахстан г.Алматы ул.Сатпаева 90" },
  ...{ email: "111@prosystems.kz", password: "сабырлы күз 26", passwordAgain: "сабырлы күз 26" },
};
const refused = (code: string) =>
  expect.objectContaining({ status: "refused", error: expect.objectContaining({ code }) });
const at = (field: string, code: string) =>
  expect.objectContaining({ status: "refused", fields: { [field]: expect.objectContaining({ code }) } });

async function done<T>(answer: Promise<{ status: string; value?: T } | object>): Promise<T> {
  const { value } = (await answer) as { value?: T }; // cast: a refusal has no value
  if (value === undefined) throw new Error("this step succeeds");
  return value;
}
const asked = () => done<{ id: string; text: string }>(browser.act(askForKey));
const bytes = () => done<string>(browser.act(contractBytesAction));

async function proves(keyId: string) {
  const { id, text } = await asked();
  return browser.act(startAction, { challengeId: id, cms: wizard.eds.sign(keyId, text) });
}
async function givenContract(keyId = "01-head") {
  await proves(keyId);
  return browser.act(giveDetailsAction, formOf(typed));
}
const signs = async (keyId: string) => browser.act(signContractAction, { cms: wizard.eds.sign(keyId, await bytes()) });

describe("the key", () => {
  test.each([
    ["03-employee", "eds.employee_key"],
    ["07-head-expired", "eds.expired"],
    ["08-head-revoked", "eds.revoked"],
  ])("%s begins nothing: %s", async (keyId, code) => {
    expect(await proves(keyId)).toEqual(refused(code));
    expect(await counted("cabinet.registration")).toBe(0);
  });

  test("that answered once answers no second time", async () => {
    const { id, text } = await asked();
    const answer = { challengeId: id, cms: wizard.eds.sign("01-head", text) };
    expect(await browser.act(startAction, answer)).toMatchObject({ status: "done" });
    expect(await browser.act(startAction, answer)).toEqual(refused("eds.challenge_stale"));
  });

  test("signed over another text answers nothing", async () => {
    const { id } = await asked();
    const { text } = await asked();
    const answer = { challengeId: id, cms: wizard.eds.sign("01-head", text) };
    expect(await browser.act(startAction, answer)).toEqual(refused("eds.content_mismatch"));
    expect(await counted("cabinet.registration")).toBe(0);
  });
});

describe("[S-018] the details", () => {
  test("[S-027] lead on to the contract", async () => {
    expect(await givenContract()).toEqual({ redirect: "/register/contract" });
  });

  test.each([
    [{ headName: " " }, "headName", "field.required"],
    [{ legalAddress: "" }, "legalAddress", "field.required"],
    [{ email: "111@" }, "email", "field.email"],
    [{ passwordAgain: "другой пароль 26" }, "passwordAgain", "auth.password_mismatch"],
    [{ vatPayer: "on", vatSeries: "6000", vatNumber: "0065985", vatIssuedOn: "01.02.2020" }, "vatSeries", null],
    [{ vatPayer: "on", vatSeries: "60001", vatNumber: "65985", vatIssuedOn: "01.02.2020" }, "vatNumber", null],
    [{ vatPayer: "on", vatSeries: "60001", vatNumber: "0065985", vatIssuedOn: "31.12.2099" }, "vatIssuedOn", null],
  ])("[S-021] [S-022] [S-030] %o is refused at %s", async (change, field, code) => {
    await proves("01-head");
    const answer = await browser.act(giveDetailsAction, formOf({ ...typed, ...change }));
    expect(answer).toEqual(
      code ? at(field, code) : expect.objectContaining({ fields: { [field]: expect.anything() } }),
    );
    expect(await browser.act(contractBytesAction)).toEqual(refused("orgs.draft_missing"));
  });

  test("[S-019] [S-020] take number and name from the key, whatever the form carries", async () => {
    await proves("01-head");
    await browser.act(giveDetailsAction, formOf({ ...typed, xin: "920707304513", name: "ТОО Чужое имя" }));
    expect(await signs("01-head")).toMatchObject({ status: "done" });
    const { bin } = wizard.eds.key("01-head");
    expect(await counted(`cabinet.organization WHERE xin = '${bin}' AND name <> 'ТОО Чужое имя'`)).toBe(1);
  });

  test("with an address that is taken are refused at that field, and nothing else is kept of them", async () => {
    await wizard.givenOrganization();
    expect(await givenContract("05-head-other")).toEqual(at("email", "orgs.email_taken"));
    expect(await counted("cabinet.organization")).toBe(1);
  });
});

describe("the signature under the contract", () => {
  test("[S-035] an entrepreneur signs with a key of his own", async () => {
    await givenContract("04-entrepreneur");
    expect(await signs("04-entrepreneur")).toMatchObject({ status: "done" });
    expect(await counted("cabinet.organization WHERE xin_kind = 'iin' AND name = 'ИП Сауда'")).toBe(1);
  });

  test.each([
    ["05-head-other", "eds.other_organization"],
    ["03-employee", "eds.employee_key"],
    ["07-head-expired", "eds.expired"],
    ["08-head-revoked", "eds.revoked"],
    ["09-head-auth", "eds.wrong_purpose"],
  ])("[S-034] by %s is refused: %s", async (keyId, code) => {
    await givenContract();
    expect(await signs(keyId)).toEqual(refused(code));
    expect(await counted("cabinet.organization")).toBe(0);
  });

  test("over other bytes is refused", async () => {
    await givenContract();
    const cms = wizard.eds.sign("01-head", Buffer.from("another contract"));
    expect(await browser.act(signContractAction, { cms })).toEqual(refused("eds.content_mismatch"));
    expect(await counted("cabinet.organization")).toBe(0);
  });
});
