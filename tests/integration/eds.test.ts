import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withTenant } from "@/lib/db";
import {
  checkTrustStore,
  newChallenge,
  readSignature,
  storeSignature,
  verifyChallenge,
  verifyDocument,
} from "@/lib/eds";
import { look } from "../support/db";
import { givenEds, type TestEds } from "../support/eds";

let eds: TestEds;
beforeAll(async () => {
  eds = await givenEds();
});
afterAll(() => eds.stop());

const browserKey = "a browser's key that nobody guesses";
const register = { purpose: "register", realm: "cabinet", browserKey } as const;
const answer = (id: string, cms: string, change: object = {}) =>
  verifyChallenge({ challengeId: id, browserKey, cms, purpose: "register", ...change });
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

test("the demo authority is trusted", () => {
  expect(checkTrustStore()).toEqual({ anchors: 6 });
});

test("[S-009] the head of a company proves who he is", async () => {
  const { id, text } = await newChallenge(register);
  const head = eds.key("01-head");
  expect(await answer(id, eds.sign(head, text))).toMatchObject({
    ok: true,
    value: { kind: "legal", xin: head.bin, iin: head.iin, role: "head", organization: head.organization, email: null },
  });
});

test.each(["11-head-gost", "12-right-to-sign-gost", "14-entrepreneur-gost"])(
  "key %s by ГОСТ 34.10-2015 registers",
  async (keyId) => {
    const { id, text } = await newChallenge(register);
    const { iin } = eds.key(keyId);
    expect(await answer(id, eds.sign(keyId, text))).toMatchObject({ ok: true, value: { iin } });
  },
);

test("[S-010] an entrepreneur proves who he is with his own key", async () => {
  const { id, text } = await newChallenge(register);
  const key = eds.key("04-entrepreneur");
  expect(await answer(id, eds.sign(key, text, true))).toMatchObject({
    ok: true,
    value: { kind: "individual", xin: key.iin, bin: null, role: "individual", organization: null },
  });
});

test.each([
  ["03-employee", "eds.employee_key"],
  ["07-head-expired", "eds.expired"],
  ["08-head-revoked", "eds.revoked"],
  ["13-employee-gost", "eds.employee_key"],
  ["17-head-expired-gost", "eds.expired"],
  ["18-head-revoked-gost", "eds.revoked"],
  ["19-infosystem-gost", "eds.wrong_role"],
  ["21-head-gost2004", "eds.outdated_algorithm"],
])("key %s does not register: %s", async (keyId, code) => {
  const { id, text } = await newChallenge(register);
  expect(await answer(id, eds.sign(keyId, text))).toEqual(refused(code));
});

test("an authentication key answers a challenge but signs no document", async () => {
  const { id, text } = await newChallenge(register);
  expect(await answer(id, eds.sign("09-head-auth", text))).toMatchObject({ ok: true });
  const { bin } = eds.key("09-head-auth");
  const content = Buffer.from("contract");
  const verified = await verifyDocument({
    content,
    cms: eds.sign("09-head-auth", content),
    mustBe: { xin: bin ?? "" },
  });
  expect(verified).toEqual(refused("eds.wrong_purpose"));
});

test("an employee may prove who he is at sign-in", async () => {
  const { id, text } = await newChallenge({ ...register, purpose: "sign_in" });
  const cms = eds.sign("03-employee", text);
  expect(await answer(id, cms, { purpose: "sign_in" })).toMatchObject({ ok: true, value: { role: "employee" } });
});

test("a challenge is good once", async () => {
  const { id, text } = await newChallenge(register);
  const cms = eds.sign("01-head", text);
  expect(await answer(id, cms)).toMatchObject({ ok: true });
  expect(await answer(id, cms)).toEqual(refused("eds.challenge_stale"));
});

test("a challenge is spent by a wrong answer too", async () => {
  const { id, text } = await newChallenge(register);
  expect(await answer(id, "bm90aGluZw==")).toEqual(refused("eds.malformed"));
  expect(await answer(id, eds.sign("01-head", text))).toEqual(refused("eds.challenge_stale"));
});

test("of two answers at once one counts", async () => {
  const { id, text } = await newChallenge(register);
  const cms = eds.sign("01-head", text);
  const answers = await Promise.all(Array.from({ length: 6 }, () => answer(id, cms)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

test.each([
  ["another browser", { browserKey: "a key of quite another browser" }],
  ["another purpose", { purpose: "sign_in" }],
  ["another realm", { realm: "ofd" }],
  ["an id that is none", { challengeId: "'; drop table" }],
])("%s cannot answer", async (_, change) => {
  const { id, text } = await newChallenge(register);
  expect(await answer(id, eds.sign("01-head", text), change)).toEqual(refused("eds.challenge_stale"));
});

test("another browser's attempt does not spend the challenge", async () => {
  const { id, text } = await newChallenge(register);
  const cms = eds.sign("01-head", text);
  await answer(id, cms, { browserKey: "a key of quite another browser" });
  expect(await answer(id, cms)).toMatchObject({ ok: true });
});

test("after five minutes a challenge is dead", async () => {
  const { id, text } = await newChallenge(register);
  await look(
    "UPDATE common.eds_challenge SET issued_at = issued_at - interval '5 min', expires_at = expires_at - interval '5 min' WHERE id = $1",
    [id],
  );
  expect(await answer(id, eds.sign("01-head", text))).toEqual(refused("eds.challenge_stale"));
});

test("the text of a challenge is kept as a hash only", async () => {
  const { id, text } = await newChallenge(register);
  const nonce: string = JSON.parse(Buffer.from(text, "base64").toString()).nonce;
  const [row] = await look("SELECT to_jsonb(c)::text AS all FROM common.eds_challenge c WHERE id = $1", [id]);
  expect(nonce.length).toBeGreaterThanOrEqual(43);
  expect(row?.all).not.toContain(nonce);
});

test("a signature over another challenge does not answer this one", async () => {
  const other = await newChallenge(register);
  const { id } = await newChallenge(register);
  expect(await answer(id, eds.sign("01-head", other.text))).toEqual(refused("eds.content_mismatch"));
});

test("a signed document is kept with all that proves it, and only its tenant sees it", async () => {
  const tenantId = randomUUID();
  const content = Buffer.from("%PDF-1.7 the contract");
  const key = eds.key("02-right-to-sign");
  const verified = await verifyDocument({
    content,
    cms: eds.sign(key, content),
    mustBe: { xin: key.bin ?? "", bin: true },
  });
  if (!verified.ok) throw new Error(verified.error.code);
  const facts = { subject: "contract", fileId: randomUUID(), verified: verified.value } as const;
  const id = await withTenant(tenantId, (tx) => storeSignature(tx, { tenantId, ...facts }));
  const second = await withTenant(tenantId, (tx) => storeSignature(tx, { tenantId, ...facts }));
  expect(second).not.toBe(id);
  const kept = await withTenant(tenantId, (tx) => readSignature(tx, tenantId, id));
  expect(kept).toMatchObject({
    subject: "contract",
    signerXin: key.bin,
    signerRole: "right_to_sign",
    fileId: facts.fileId,
  });
  const stranger = randomUUID();
  expect(await withTenant(stranger, (tx) => readSignature(tx, tenantId, id))).toBeNull();
  const [row] = await look(
    "SELECT cardinality(chain) AS chain, cardinality(crls) AS crls, cardinality(ocsp) AS ocsp, (SELECT count(*)::int FROM common.eds_crl) AS lists FROM common.signature WHERE id = $1",
    [id],
  );
  expect(row).toEqual({ chain: 3, crls: 1, ocsp: 1, lists: 1 });
});

test.each(["UPDATE common.signature SET subject = 'contract'", "DELETE FROM common.signature"])(
  "the application cannot run: %s",
  async (sql) => {
    const attempt = withTenant(randomUUID(), (tx) => tx.$executeRawUnsafe(sql));
    await expect(attempt).rejects.toThrow(/permission denied/);
  },
);

const contract = Buffer.from("contract");
test.each([
  ["05-head-other", { xin: "210340012344" }, "eds.other_organization"],
  ["04-entrepreneur", { xin: "210340012344", bin: true }, "eds.individual_key"],
  ["01-head", { xin: "920707304513", bin: false }, "eds.legal_key"],
  ["03-employee", { xin: "210340012344", bin: true }, "eds.employee_key"],
])("key %s does not sign for %o: %s", async (keyId, mustBe, code) => {
  expect(await verifyDocument({ content: contract, cms: eds.sign(keyId, contract), mustBe })).toEqual(refused(code));
});

test("bytes other than ours are refused, also when they travel along", async () => {
  const cms = eds.sign("01-head", Buffer.from("another contract"), true);
  expect(await verifyDocument({ content: contract, cms, mustBe: { xin: "210340012344" } })).toEqual(
    refused("eds.content_mismatch"),
  );
});
