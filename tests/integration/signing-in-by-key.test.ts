import { afterAll, beforeAll, expect, test } from "vitest";
import { askToSign, signInWithEds } from "@/app/(public)/sign-in/actions";
import { disableAccount } from "@/lib/auth";
import { withTenant } from "@/lib/db";
import { currentSession } from "@/lib/http";
import { Browser } from "../support/browser";
import { look } from "../support/db";
import { givenEds, type TestEds } from "../support/eds";
import { givenOwner } from "../support/signed-in";

let eds: TestEds;
beforeAll(async () => {
  eds = await givenEds();
});
afterAll(() => eds.stop());

const ownerOf = (id: string) => {
  const key = eds.key(id);
  return givenOwner({ iin: key.iin, xin: key.bin ?? key.iin });
};

async function asked(browser: Browser): Promise<{ id: string; text: string }> {
  const answer = await browser.act(askToSign);
  if (!("status" in answer) || answer.status !== "done") throw new Error("a text is given to anybody");
  return answer.value;
}

async function signsIn(browser: Browser, keyId: string, next = "/cabinet/goods") {
  const { id, text } = await asked(browser);
  return browser.act(signInWithEds, { challengeId: id, cms: eds.sign(keyId, text), next });
}

test("[S-005] the head's key opens the cabinet without a password, and the sign-in is written down as one by key", async () => {
  const { accountId, tenantId } = await ownerOf("01-head");
  const browser = new Browser();
  expect(await signsIn(browser, "01-head")).toEqual({ status: "done", value: { path: "/cabinet/goods" } });
  expect(await browser.visit(() => currentSession("cabinet"))).toMatchObject({ accountId });
  const [, byKey] = await look<{ facts: { method: string } }>(
    "SELECT facts FROM common.audit_entry WHERE tenant_id = $1 AND act = 'auth.signed_in' ORDER BY at",
    [tenantId],
  );
  expect(byKey?.facts.method).toBe("eds");
});

test("an employee's key of the same organisation is nobody here", async () => {
  expect(await signsIn(new Browser(), "03-employee")).toMatchObject({ error: { code: "auth.eds_unknown" } });
});

test("a signed text works once, and only in the browser that asked for it", async () => {
  await ownerOf("04-entrepreneur");
  const [mine, other] = [new Browser(), new Browser()];
  const { id, text } = await asked(mine);
  await asked(other);
  const answer = { challengeId: id, cms: eds.sign("04-entrepreneur", text), next: "" };
  expect(await other.act(signInWithEds, answer)).toMatchObject({ error: { code: "eds.challenge_stale" } });
  expect(await mine.act(signInWithEds, answer)).toEqual({ status: "done", value: { path: "/cabinet" } });
  expect(await mine.act(signInWithEds, answer)).toMatchObject({ error: { code: "eds.challenge_stale" } });
});

test("a key opens no closed account", async () => {
  const closed = await ownerOf("05-head-other");
  await withTenant(closed.tenantId, (tx) => disableAccount(tx, closed.accountId));
  expect(await signsIn(new Browser(), "05-head-other")).toMatchObject({ error: { code: "auth.eds_unknown" } });
});
