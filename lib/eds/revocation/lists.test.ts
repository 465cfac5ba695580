import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { serialOf } from "@/lib/eds/demo/certificates";
import { type Authority, inDays, issueTo, listOf, makeAuthority, NOW, type Part } from "@/tests/support/cms";
import { directThreads } from "@/tests/support/eds-threads";
import type { Chain } from "../core/chain";
import { allowedTarget, fetchBounded } from "./fetch";
import { type ListShelf, revocationLists } from "./lists";
import { revocationBy } from "./status";

// Making keys is slow on a busy machine.

type Answer = {
  readonly status?: number;
  readonly body?: Uint8Array | "endless";
  readonly location?: string;
};

let server: Server;
let origin: string;
let authority: Authority;
let leaf: Part;
let answers: Record<string, Answer>;
let asked: string[];
let now: Date;
const clock = { now: () => now };

beforeAll(async () => {
  authority = await makeAuthority();
  leaf = await issueTo(authority.issuing);
  server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const { status = 200, body, location } = answers[path] ?? { status: 404 };
    response.writeHead(status, location ? { location } : {});
    if (body !== "endless") return void response.end(body);
    const pour = () => response.write(Buffer.alloc(64 * 1024)) && setImmediate(pour);
    response.on("drain", pour).on("error", () => response.destroy());
    pour();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  now = NOW;
  answers = { "/issuing.crl": { body: listOf(authority.issuing) }, "/root.crl": { body: listOf(authority.root) } };
});

const hosts = () => new Map([["crl.test", origin]]);
const chainOf = (part: Part): Chain => [part.certificate, authority.issuing.certificate, authority.root.certificate];
const noShelf: ListShelf = { read: async () => null, write: async () => undefined };
/** Lists alone: nobody answers about single certificates here. */
const newLists = (shelf = noShelf) => {
  const lists = revocationLists({ clock, hosts, threads: directThreads, shelf });
  return revocationBy(async () => ({ ok: false, error: { code: "eds.revocation_unknown" } }), lists);
};
const check = (part = leaf, lists = newLists(), needsAuthorityLists = true) =>
  lists.check(chainOf(part), { moment: null, needsAuthorityLists });
const codeOf = (answer: Awaited<ReturnType<typeof check>>) => (answer.ok ? "accepted" : answer.error.code);

describe("revocation by lists", () => {
  test("fresh lists of the whole path are the evidence", async () => {
    const answer = await check();
    expect(answer).toMatchObject({
      ok: true,
      value: [
        { address: "http://crl.test/issuing.crl", thisUpdate: inDays(-1) },
        { address: "http://crl.test/root.crl" },
      ],
    });
  });

  test("a listed key is revoked", async () => {
    answers["/issuing.crl"] = { body: listOf(authority.issuing, [serialOf(leaf.certificate)]) };
    expect(await check()).toEqual({ ok: false, error: { code: "eds.revoked", revokedAt: inDays(-2) } });
  });

  test("a revoked authority is not trusted, and the key is not blamed", async () => {
    answers["/root.crl"] = { body: listOf(authority.root, [serialOf(authority.issuing.certificate)]) };
    expect(codeOf(await check())).toBe("eds.untrusted");
  });

  test.each([
    ["is not there", { status: 404 }],
    ["leads elsewhere", { status: 302, location: "/root.crl" }],
    ["is no list", { body: Buffer.from("<html>") }],
    ["is empty", { body: new Uint8Array() }],
  ] satisfies [string, Answer][])("a list that %s is no proof of innocence", async (_, answer) => {
    answers["/issuing.crl"] = answer;
    expect(codeOf(await check())).toBe("eds.revocation_unknown");
  });

  test("a stale list is none", async () => {
    const dates = { thisUpdate: inDays(-3), nextUpdate: inDays(-1) };
    answers["/issuing.crl"] = { body: listOf(authority.issuing, [], dates) };
    expect(codeOf(await check())).toBe("eds.revocation_unknown");
  });

  test("a list by another authority of the same name is none", async () => {
    const fake = await makeAuthority();
    answers["/issuing.crl"] = { body: listOf(fake.issuing) };
    expect(codeOf(await check())).toBe("eds.revocation_unknown");
  });

  test("a key without an address of a list is not accepted", async () => {
    const silent = await issueTo(authority.issuing, { listAddress: undefined });
    expect(codeOf(await check(silent))).toBe("eds.revocation_unknown");
  });

  test("a host that is not allowed is never asked", async () => {
    const elsewhere = await issueTo(authority.issuing, { listAddress: `${origin}/issuing.crl` });
    expect(codeOf(await check(elsewhere))).toBe("eds.revocation_unknown");
    expect(asked).toEqual([]);
  });

  test("a young list is asked for once, also by many at the same time", async () => {
    const lists = newLists();
    await Promise.all(Array.from({ length: 5 }, () => check(leaf, lists)));
    await check(leaf, lists);
    expect(asked.filter((path) => path === "/issuing.crl")).toHaveLength(1);
  });

  test("after five minutes a new list is heard", async () => {
    const lists = newLists();
    await check(leaf, lists);
    answers["/issuing.crl"] = { body: listOf(authority.issuing, [serialOf(leaf.certificate)]) };
    now = new Date(NOW.getTime() + 5 * 60 * 1000 - 1);
    expect(codeOf(await check(leaf, lists))).toBe("accepted");
    now = new Date(NOW.getTime() + 5 * 60 * 1000);
    expect(codeOf(await check(leaf, lists))).toBe("eds.revoked");
  });

  test("a kept list serves while the authority is out of reach, but not past its own end", async () => {
    const lists = newLists();
    await check(leaf, lists);
    answers = {};
    now = new Date(inDays(1).getTime() - 1);
    expect(codeOf(await check(leaf, lists))).toBe("accepted");
    now = inDays(1);
    expect(codeOf(await check(leaf, lists))).toBe("eds.revocation_unknown");
  });
});

describe("fetching", () => {
  test("stops at the allowed size", async () => {
    answers["/big.crl"] = { body: "endless" };
    expect(await fetchBounded("http://crl.test/big.crl", hosts(), 1_000_000)).toBeNull();
  });

  test.each([
    ["http://crl.test/a.crl", true],
    ["http://crl.test:81/a.crl", false],
    ["http://crl.test.evil/a.crl", false],
    ["http://user:word@crl.test/a.crl", false],
    ["ldap://crl.test/a.crl", false],
    ["file:///etc/passwd", false],
    ["//crl.test/a.crl", false],
  ])("%s is allowed: %s", (address, allowed) => {
    expect(allowedTarget(address, new Map([["crl.test", null]])) !== null).toBe(allowed);
  });
});
