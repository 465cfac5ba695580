import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createInvoiceAction } from "@/app/(cabinet)/cabinet/billing/actions";
import CabinetLayout from "@/app/(cabinet)/cabinet/layout";
import MembersPage from "@/app/(cabinet)/cabinet/members/(list)/page";
import {
  admitMemberAction,
  changeMemberAction,
  disableMemberAction,
  enableMemberAction,
} from "@/app/(cabinet)/cabinet/members/actions";
import RegistersPage from "@/app/(cabinet)/cabinet/registers/(list)/page";
import { askToSign, signInWithEds } from "@/app/(public)/sign-in/actions";
import type { Ctx } from "@/lib/audit";
import { Browser, formOf } from "../support/browser";
import { look } from "../support/db";
import { signInAgain } from "../support/signed-in";
import { counted, emptyOrganizations, givenWizard, type Wizard } from "../support/wizard";

// People of an organisation beside its owner: let in by the owner, by ИИН; they come with a key of this БИН.

let wizard: Wizard;
let ctx: Ctx;
let owner: Browser;
let employee: { iin: string; name: string };

beforeAll(async () => {
  wizard = await givenWizard();
  const key = wizard.eds.key("03-employee");
  employee = { iin: key.iin, name: key.person };
});
afterAll(() => wizard.eds.stop());
beforeEach(async () => {
  await emptyOrganizations();
  ctx = await wizard.givenOrganization();
  const [account] = await look<{ id: string }>("SELECT id FROM common.account WHERE tenant_id = $1", [ctx.tenantId]);
  owner = await signInAgain("cabinet", account?.id ?? "");
});

const refused = (code: string) =>
  expect.objectContaining({ status: "refused", error: expect.objectContaining({ code }) });
const admits = (change: object = {}) =>
  owner.act(admitMemberAction, formOf({ ...employee, role: "accountant", ...change }));
const memberId = async () => (await look<{ id: string }>("SELECT id FROM cabinet.member"))[0]?.id ?? "";

/** Signs in with a key as the page does. */
async function enters(keyId: string, browser = new Browser(), next = "") {
  const asked = await browser.act(askToSign, {});
  if (!("status" in asked) || asked.status !== "done") throw new Error("no text to sign");
  const { id, text } = asked.value;
  return browser.act(signInWithEds, { challengeId: id, cms: wizard.eds.sign(keyId, text), next });
}

test("an employee whom nobody let in does not sign in", async () => {
  expect(await enters("03-employee")).toEqual(refused("auth.eds_unknown"));
});

test("one who was let in signs in with an employee's key and sees what the role allows", async () => {
  expect(await admits()).toEqual({ redirect: "/cabinet/members" });
  const browser = new Browser();
  expect(await enters("03-employee", browser)).toEqual({ status: "done", value: { path: "/cabinet/billing" } });
  expect(await browser.visit(() => CabinetLayout({ children: null }))).not.toHaveProperty("notFound");
  expect(await browser.visit(() => RegistersPage({ searchParams: Promise.resolve({}) }))).toEqual({ notFound: true });
  expect(await browser.visit(() => MembersPage({ searchParams: Promise.resolve({}) }))).toEqual({ notFound: true });
  expect(await browser.act(admitMemberAction, formOf({ ...employee, role: "manager" }))).toEqual(refused("not_found"));
  expect(await browser.act(createInvoiceAction, formOf({ amount: "1000" }))).toMatchObject({
    status: expect.any(String),
  });
});

test("the way back is kept where it is of the cabinet", async () => {
  await admits({ role: "manager" });
  expect(await enters("03-employee", new Browser(), "/cabinet/goods?q=1")).toMatchObject({
    value: { path: "/cabinet/goods?q=1" },
  });
  expect(await enters("03-employee", new Browser(), "/admin")).toMatchObject({ value: { path: "/cabinet/registers" } });
});

test("a key of another БИН with a known ИИН opens nothing", async () => {
  const other = wizard.eds.key("05-head-other");
  await admits({ iin: other.iin, name: other.person });
  expect(await enters("05-head-other")).toEqual(refused("auth.eds_unknown"));
});

test("another role counts from the next request on", async () => {
  await admits();
  const browser = new Browser();
  await enters("03-employee", browser);
  await owner.act(changeMemberAction, formOf({ memberId: await memberId(), role: "manager" }));
  expect(await browser.visit(() => RegistersPage({ searchParams: Promise.resolve({}) }))).not.toHaveProperty(
    "notFound",
  );
});

test("closing the cabinet ends the session at once; opening it lets the person in again", async () => {
  await admits({ role: "manager" });
  const browser = new Browser();
  await enters("03-employee", browser);
  const member = formOf({ memberId: await memberId() });
  expect(await owner.act(disableMemberAction, member)).toMatchObject({ status: "done" });
  expect(await browser.visit(() => RegistersPage({ searchParams: Promise.resolve({}) }))).toMatchObject({
    redirect: expect.stringContaining("/sign-in"),
  });
  expect(await enters("03-employee")).toEqual(refused("auth.eds_unknown"));
  await owner.act(enableMemberAction, member);
  expect(await enters("03-employee")).toMatchObject({ status: "done" });
});

test("every change is written down once, with a masked number", async () => {
  await admits();
  const member = formOf({ memberId: await memberId(), role: "manager" });
  for (const act of [
    changeMemberAction,
    changeMemberAction,
    disableMemberAction,
    disableMemberAction,
    enableMemberAction,
  ])
    await owner.act(act as typeof changeMemberAction, member);
  const entries = await look<{ act: string; facts: object }>(
    "SELECT act, facts FROM common.audit_entry WHERE act LIKE 'orgs.member%' ORDER BY at, id",
  );
  expect(entries.map(({ act }) => act)).toEqual([
    "orgs.member_admitted",
    "orgs.member_role_changed",
    "orgs.member_disabled",
    "orgs.member_enabled",
  ]);
  expect(JSON.stringify(entries)).not.toContain(employee.iin);
});

describe("admitting", () => {
  test("the same person twice is refused, and the same form twice is one act", async () => {
    const form = { idempotencyKey: "01890a5d-ac96-774b-bcce-b302099a8057" };
    await admits(form);
    expect(await admits(form)).toEqual({ redirect: "/cabinet/members" });
    expect(await admits()).toEqual(refused("orgs.member_exists"));
    expect(await counted("cabinet.member")).toBe(1);
  });
  test("of six at once one counts", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => admits()));
    expect(answers.filter((answer) => "redirect" in answer)).toHaveLength(1);
    expect(await counted("cabinet.member")).toBe(1);
    expect(await counted("common.account WHERE kind = 'accountant'")).toBe(1);
  });
  test("the owner himself is refused", async () => {
    const { iin } = wizard.eds.key("01-head");
    expect(await admits({ iin })).toEqual(refused("orgs.member_is_owner"));
  });
  test("a number with a wrong check digit is refused at its field", async () => {
    expect(await admits({ iin: "920707304514" })).toMatchObject({ fields: { iin: { code: "xin.check_digit" } } });
  });
  test("as an owner or administrator is not offered", async () => {
    for (const role of ["owner", "admin", ""]) expect(await admits({ role })).toMatchObject({ status: "refused" });
    expect(await counted("cabinet.member")).toBe(0);
  });
  test("is not for an entrepreneur, whose people's keys name no organisation", async () => {
    const { tenantId } = await wizard.givenOrganization({ email: "ip@sauda.kz", name: "ИП Сауда" }, "04-entrepreneur");
    const [account] = await look<{ id: string }>("SELECT id FROM common.account WHERE tenant_id = $1", [tenantId]);
    const trader = await signInAgain("cabinet", account?.id ?? "");
    expect(await trader.act(admitMemberAction, formOf({ ...employee, role: "manager" }))).toEqual(
      refused("orgs.members_legal_only"),
    );
  });
});

test("the application cannot make a member an owner", async () => {
  await admits();
  const id = await memberId();
  const changed = await look<{ done: boolean }>("SELECT common.account_set_member_kind($1, 'owner') AS done", [id]);
  expect(changed).toEqual([{ done: false }]);
});
