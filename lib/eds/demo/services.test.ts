import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock, systemRandomness } from "@/lib/config";
import { sharedKey } from "@/tests/support/eds";
import { itemsOf, parseWhole, rawBytes } from "../core/asn1";
import { checkCrl, checkNotListed, parseCrl } from "../core/crl";
import { checkOcsp, checkStatus, ocspRequest, parseOcsp } from "../core/ocsp";
import { checkTimestamp } from "../core/timestamp";
import { certificateOfKey, openAuthority } from "./authority";
import { algorithm, integer, octets, sequence } from "./der";
import { type StandIn, startStandIn } from "./server";
import { KINDS } from "./signing-key";

const tools = { clock: systemClock, randomness: systemRandomness, newKey: sharedKey };
let folder: string;
let standIn: StandIn;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tiyn-test-services-"));
  const authority = await openAuthority(join(folder, "eds-authority"), tools);
  standIn = await startStandIn({ port: 0, authority, origins: [], ...tools });
});
afterAll(async () => {
  await standIn.stop();
  rmSync(folder, { recursive: true, force: true });
});

const post = async (path: string, body: Uint8Array) => {
  const answer = await fetch(standIn.origin + path, { method: "POST", body: Uint8Array.from(body) });
  return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) };
};
const issuers = (kind: "rsa" | "gost2015") => standIn.authority.issuers(kind);

test.each(["rsa", "gost2015"] as const)("the service of time stamps by %s stamps what it is sent", async (kind) => {
  const { digest, digestOid } = KINDS[kind];
  const stamped = new TextEncoder().encode("a signature");
  const request = sequence(integer(1n), sequence(algorithm(digestOid), octets(digest(stamped))));
  const { status, bytes } = await post(`/tsp/${kind}`, request);
  const token = itemsOf(parseWhole(bytes, 1_000) ?? undefined)[1];
  if (!token) throw new Error("a response holds a token");
  const { root, issuing } = issuers(kind);
  const anchors = [root.certificate, issuing.certificate];
  const soon = new Date(Date.now() + 2_000);
  expect(status).toBe(200);
  expect(checkTimestamp(rawBytes(token), stamped, anchors, soon)).toMatchObject({
    ok: true,
    value: { chain: { length: 3 } },
  });
  expect(checkTimestamp(rawBytes(token), new Uint8Array(3), anchors, soon).ok).toBe(false);
});

test.each([
  ["01-head", "rsa", "good"],
  ["08-head-revoked", "rsa", "revoked"],
  ["11-head-gost", "gost2015", "good"],
  ["18-head-revoked-gost", "gost2015", "revoked"],
] as const)("list and responder say the same of %s", async (id, kind, state) => {
  const key = standIn.authority.key(id);
  if (!key) throw new Error("the demo has this key");
  const question = {
    certificate: certificateOfKey(key),
    issuer: issuers(kind).issuing.certificate,
    nonce: Buffer.from("a nonce of ours"),
  };
  const response = parseOcsp((await post(`/ocsp/${kind}`, ocspRequest(question))).bytes);
  const answer = response && checkOcsp(response, question, new Date());
  expect(answer?.ok && checkStatus(answer.value, null).ok).toBe(state === "good");
  const list = await fetch(`${standIn.origin}/issuing-${kind}.crl`);
  const crl = parseCrl(new Uint8Array(await list.arrayBuffer()));
  expect(crl && checkCrl(crl, question.issuer, new Date()).ok).toBe(true);
  expect(crl && checkNotListed(crl, question.certificate, null).ok).toBe(state === "good");
});

test("what is no question gets no answer, and other addresses are not the authority's", async () => {
  expect((await post("/ocsp/rsa", Buffer.from("hello"))).status).toBe(400);
  expect((await post("/tsp/rsa", new Uint8Array())).status).toBe(400);
  expect((await post("/tsp/rsa", new Uint8Array(20_000))).status).toBe(400);
  expect((await fetch(`${standIn.origin}/ocsp/rsa`)).status).toBe(405);
  expect((await fetch(`${standIn.origin}/issuing-md5.crl`)).status).toBe(404);
  standIn.setOcsp("absent");
  expect((await post("/ocsp/rsa", new Uint8Array())).status).toBe(503);
  standIn.setOcsp("fresh");
});
