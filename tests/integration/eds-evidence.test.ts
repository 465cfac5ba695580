import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { systemClock } from "@/lib/config";
import { withTenant } from "@/lib/db";
import {
  type Evidence,
  edsJobs,
  newChallenge,
  readEvidence,
  readEvidenceAsSystem,
  reverify,
  storeSignature,
  verifyDocument,
  verifyLoose,
} from "@/lib/eds";
import { certificateOfKey } from "@/lib/eds/demo/authority";
import { DEMO_KEY_PASSWORD } from "@/lib/eds/demo/folder";
import { stampOf } from "@/lib/eds/demo/services";
import { armour, signCms } from "@/lib/eds/demo/sign";
import { storeFile } from "@/lib/files";
import * as elsewhere from "../support/cms";
import { look } from "../support/db";
import { givenEds, type TestEds } from "../support/eds";
import { bundledReverify } from "../support/eds-threads";

let eds: TestEds;
beforeAll(async () => {
  eds = await givenEds();
});
afterEach(() => {
  eds.standIn.setLists("fresh");
  eds.standIn.setOcsp("fresh");
});
afterAll(() => eds.stop());

const content = Buffer.from("%PDF-1.7 the contract");
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });
const mustBe = { xin: "210340012344" };
/** The key's own status was asked for, its authority's stands in a list. */
const kinds = ["ocsp", "crl"].map((kind) => expect.objectContaining({ kind }));

/** Signs with a time stamp of an authority of the demo, made as of a moment. */
function stamped(keyId: string, tsa: "rsa" | "gost2015" | "gost2004", at = systemClock.now()): string {
  const { authority } = eds.standIn;
  const key = authority.open(eds.key(keyId), DEMO_KEY_PASSWORD);
  if (!key) throw new Error("the password is right");
  const stamp = stampOf(authority.issuers(tsa).tsa, at);
  return armour(signCms({ content, key, certificate: certificateOfKey(eds.key(keyId)), attached: false, at, stamp }));
}

async function kept(cms: string): Promise<{ tenantId: string; id: string }> {
  const tenantId = randomUUID();
  const verified = await verifyDocument({ content, cms, mustBe });
  if (!verified.ok) throw new Error(verified.error.code);
  const signature = { tenantId, subject: "contract", fileId: randomUUID(), verified: verified.value } as const;
  return { tenantId, id: await withTenant(tenantId, (tx) => storeSignature(tx, signature)) };
}

async function evidenceOf(cms: string): Promise<Evidence> {
  const { tenantId, id } = await kept(cms);
  const evidence = await readEvidence(tenantId, id);
  if (!evidence) throw new Error("it was just kept");
  return evidence;
}

test.each([
  ["RSA", () => eds.sign("01-head", content), "RSA SHA-256"],
  ["GOST 34.10-2015", () => eds.sign("11-head-gost", content), "GOST 34.10-2015"],
  ["RSA with a stamp by ГОСТ", () => stamped("01-head", "gost2015"), "RSA SHA-256"],
  ["ГОСТ with a stamp by RSA", () => stamped("11-head-gost", "rsa"), "GOST 34.10-2015"],
])("%s: a kept signature is verified again from its evidence alone", async (_, sign, suite) => {
  const evidence = await evidenceOf(sign());
  eds.standIn.setLists("absent");
  eds.standIn.setOcsp("absent");
  expect(await reverify(evidence, content)).toMatchObject({
    ok: true,
    value: { suite, signer: { role: "head", bin: mustBe.xin }, statuses: expect.arrayContaining(kinds) },
  });
  expect(await reverify(evidence, Buffer.from("another"))).toEqual(refused("eds.content_mismatch"));
});

test("a key that is revoked later does not spoil what it signed before", async () => {
  const head = await eds.newCompany();
  const verified = await verifyDocument({ content, cms: eds.sign(head, content), mustBe: { xin: head.bin ?? "" } });
  if (!verified.ok) throw new Error(verified.error.code);
  const tenantId = randomUUID();
  const signature = { tenantId, subject: "contract", fileId: randomUUID(), verified: verified.value } as const;
  const id = await withTenant(tenantId, (tx) => storeSignature(tx, signature));
  eds.standIn.authority.revoke(head.id);
  const again = await verifyDocument({ content, cms: eds.sign(head, content), mustBe: { xin: head.bin ?? "" } });
  expect(again).toEqual(refused("eds.revoked"));
  const evidence = await readEvidence(tenantId, id);
  expect(evidence && (await reverify(evidence, content))).toMatchObject({ ok: true });
});

test("evidence is the tenant's own; the administration sees any", async () => {
  const { tenantId, id } = await kept(eds.sign("01-head", content));
  expect(await readEvidence(randomUUID(), id)).toBeNull();
  expect(await readEvidenceAsSystem(id)).toMatchObject({ tenantId, signerXin: mustBe.xin });
  expect(await readEvidenceAsSystem(randomUUID())).toBeNull();
});

test.each([
  ["answers and lists are gone", (evidence: Evidence) => ({ ...evidence, statuses: [] }), "eds.revocation_unknown"],
  [
    "the answer is another key's",
    async (evidence: Evidence) => {
      const other = await evidenceOf(eds.sign("02-right-to-sign", content));
      return { ...evidence, statuses: [...other.statuses.slice(-1), ...evidence.statuses.slice(0, 1)] };
    },
    "eds.revocation_unknown",
  ],
  [
    "the clock is moved past the answer's end",
    (evidence: Evidence) => ({ ...evidence, signedAt: new Date(evidence.signedAt.getTime() + 2 * 24 * 60 * 60_000) }),
    "eds.revocation_unknown",
  ],
])("a record is not believed when %s", async (_, change, code) => {
  const evidence = await evidenceOf(eds.sign("01-head", content));
  expect(await reverify(await change(evidence), content)).toEqual(refused(code));
});

test("a record with a root of its own convinces nobody", async () => {
  const foreign = await elsewhere.makeAuthority();
  const signer = await elsewhere.issueTo(foreign.issuing, { notAfter: new Date("2036-01-01") });
  const evidence = await evidenceOf(eds.sign("01-head", content));
  const cms = elsewhere.makeCms({ content, signers: [signer] });
  const chain = [signer.certificate, foreign.issuing.certificate, foreign.root.certificate].map(({ der }) => der);
  const forged = { ...evidence, cms, chain, signedAt: elsewhere.NOW };
  expect(await reverify(forged, content)).toEqual(refused("eds.untrusted"));
});

test("a trusted time stamp moves the moment of a document, never of a sign-in", async () => {
  const earlier = new Date(systemClock.now().getTime() - 60 * 60_000);
  const verified = await verifyDocument({ content, cms: stamped("11-head-gost", "rsa", earlier), mustBe });
  expect(verified).toMatchObject({ ok: true, value: { moment: { by: "timestamp" }, timestampChain: { length: 3 } } });
  const wrong = await verifyDocument({
    ...{ content, mustBe },
    cms: stampedOver(Buffer.from("another signature")),
  });
  expect(wrong).toEqual(refused("eds.timestamp_wrong"));
});

function stampedOver(bytes: Uint8Array): string {
  const { authority } = eds.standIn;
  const key = authority.open(eds.key("01-head"), DEMO_KEY_PASSWORD);
  if (!key) throw new Error("the password is right");
  const at = systemClock.now();
  const make = stampOf(authority.issuers("rsa").tsa, at);
  const certificate = certificateOfKey(eds.key("01-head"));
  return armour(signCms({ content, key, certificate, attached: false, at, stamp: () => make(bytes) }));
}

test.each([
  ["the responder is silent, the list is fresh", "fresh", "absent", "accepted"],
  ["the responder's answers are old, the list is fresh", "fresh", "stale", "accepted"],
  ["the responder is silent and the list is stale", "stale", "absent", "eds.revocation_unknown"],
  ["nobody answers", "absent", "absent", "eds.revocation_unknown"],
] as const)("%s: %s", async (_, lists, ocsp, code) => {
  const head = await eds.newCompany();
  await look("DELETE FROM common.eds_list");
  eds.standIn.setLists(lists);
  eds.standIn.setOcsp(ocsp);
  const fresh = await freshProcess();
  const answer = await fresh.verifyDocument({ content, cms: eds.sign(head, content), mustBe: { xin: head.bin ?? "" } });
  expect(answer.ok ? "accepted" : answer.error.code).toBe(code);
});

/** The room as a process that has just started has it: nothing kept in memory. */
async function freshProcess(): Promise<typeof import("@/lib/eds")> {
  vi.resetModules();
  return import("@/lib/eds");
}

test("a list that one process fetched serves the others while the authority is out of reach", async () => {
  await look("DELETE FROM common.eds_list");
  eds.standIn.setOcsp("absent");
  const order = { content, cms: eds.sign("01-head", content), mustBe };
  expect((await (await freshProcess()).verifyDocument(order)).ok).toBe(true);
  eds.standIn.setLists("absent");
  expect((await (await freshProcess()).verifyDocument(order)).ok).toBe(true);
});

test("the worker's job brings every known list up to date", async () => {
  await look(
    "UPDATE common.eds_list SET fetched_at = fetched_at - interval '1 day', this_update = this_update - interval '1 day'",
  );
  await edsJobs["eds.refresh_lists"]?.({}, new AbortController().signal);
  const rows = await look<{ address: string; young: boolean }>(
    "SELECT address, fetched_at > now() - interval '1 minute' AS young FROM common.eds_list ORDER BY address",
  );
  expect(rows.map(({ address }) => address)).toEqual(
    expect.arrayContaining([
      "http://crl.tiyn-demo.invalid/issuing-rsa.crl",
      "http://crl.tiyn-demo.invalid/root-gost2004.crl",
      "http://crl.tiyn-demo.invalid/root-gost2015.crl",
      "http://crl.tiyn-demo.invalid/root-rsa.crl",
    ]),
  );
  expect(rows.filter(({ young }) => !young)).toEqual([]);
});

test("an old list never takes the place of a newer one", async () => {
  const { listShelf } = await import("@/lib/eds/store/list");
  const list = (thisUpdate: string, byte: number) => ({
    ...{ address: "http://x.example/a.crl", issuer: "ab".repeat(32), fetchedAt: new Date() },
    ...{ thisUpdate: new Date(thisUpdate), bytes: Buffer.of(byte) },
  });
  await listShelf.write(list("2026-11-24T10:00:00Z", 2));
  await listShelf.write(list("2026-11-24T09:00:00Z", 1));
  expect((await listShelf.read("http://x.example/a.crl"))?.bytes).toEqual(Uint8Array.of(2));
  await look("DELETE FROM common.eds_list WHERE address = 'http://x.example/a.crl'");
});

test("anybody's signature is judged over anybody's document, attached or not, and nothing is kept", async () => {
  const before = await look("SELECT count(*)::int AS n FROM common.signature");
  const apart = await verifyLoose({ cms: eds.sign("11-head-gost", content), document: content });
  expect(apart).toMatchObject({
    ok: true,
    value: {
      attached: false,
      signers: [{ ok: true, value: { signer: { bin: mustBe.xin }, suite: "GOST 34.10-2015" } }],
    },
  });
  const inside = await verifyLoose({ cms: eds.sign("04-entrepreneur", content, true), document: null });
  expect(inside).toMatchObject({ ok: true, value: { attached: true, signers: [{ ok: true }] } });
  expect(inside.ok && Buffer.from(inside.value.content)).toEqual(content);
  expect(await verifyLoose({ cms: eds.sign("01-head", content), document: null })).toEqual(
    refused("eds.content_mismatch"),
  );
  expect(await verifyLoose({ cms: "garbage!", document: content })).toEqual(refused("eds.malformed"));
  const other = await verifyLoose({ cms: eds.sign("01-head", content), document: Buffer.from("another") });
  expect(other).toMatchObject({ ok: true, value: { signers: [refused("eds.content_mismatch")] } });
  const old = await verifyLoose({ cms: eds.sign("21-head-gost2004", content), document: content });
  expect(old).toMatchObject({ ok: true, value: { signers: [refused("eds.outdated_algorithm")] } });
  expect(await look("SELECT count(*)::int AS n FROM common.signature")).toEqual(before);
});

test("sign-in refuses an unknown status, unless the operator's setting lets it pass", async () => {
  await look("DELETE FROM common.eds_list");
  eds.standIn.setLists("absent");
  eds.standIn.setOcsp("absent");
  const browserKey = "a browser's key that nobody guesses";
  const attempt = async (room: typeof import("@/lib/eds"), purpose: "sign_in" | "register") => {
    const { id, text } = await newChallenge({ purpose, realm: "cabinet", browserKey });
    return room.verifyChallenge({ challengeId: id, browserKey, cms: eds.sign("01-head", text), purpose });
  };
  expect(await attempt(await freshProcess(), "sign_in")).toEqual(refused("eds.revocation_unknown"));
  process.env.EDS_SIGN_IN_WHEN_UNKNOWN = "accept";
  const lenient = await freshProcess();
  expect(await attempt(lenient, "sign_in")).toMatchObject({ ok: true });
  expect(await attempt(lenient, "register")).toEqual(refused("eds.revocation_unknown"));
  delete process.env.EDS_SIGN_IN_WHEN_UNKNOWN;
});

test("the command judges a kept signature again, and says so when it is not proved or not there", async () => {
  const file = await bundledReverify();
  const run = (id: string) => spawnSync(process.execPath, [file, id], { env: process.env, encoding: "utf8" });
  const tenantId = randomUUID();
  const verified = await verifyDocument({ content, cms: eds.sign("11-head-gost", content), mustBe });
  if (!verified.ok) throw new Error(verified.error.code);
  const facts = { tenantId, mediaType: "application/pdf", name: "contract.pdf", kind: "contract" } as const;
  const keep = (bytes: Uint8Array) =>
    withTenant(tenantId, async (tx) => {
      const { id: fileId } = await storeFile(tx, { ...facts, bytes });
      return storeSignature(tx, { tenantId, subject: "contract", fileId, verified: verified.value });
    });
  const right = run(await keep(content));
  expect([right.status, right.stdout]).toEqual([
    0,
    expect.stringContaining(`GOST 34.10-2015, head, BIN ${mustBe.xin}`),
  ]);
  const swapped = run(await keep(Buffer.from("another file")));
  expect([swapped.status, swapped.stdout]).toEqual([1, expect.stringContaining("eds.content_mismatch")]);
  expect(run(randomUUID()).stdout).toContain("There is no signature");
  rmSync(file, { force: true });
  // Three processes start, on a machine that may be busy.
}, 120_000);
