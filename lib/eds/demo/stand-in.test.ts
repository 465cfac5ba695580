import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { systemClock, systemRandomness } from "@/lib/config";
import { parseXin, present } from "@/lib/kernel";
import { sharedKey } from "@/tests/support/eds";
import { parseCertificate } from "../core/certificate";
import { isIssuedBy } from "../core/chain";
import { identify } from "../core/identity";
import { verifySignature } from "../core/verify";
import { decodeCms } from "../core/wire";
import { type DemoAuthority, openAuthority } from "./authority";
import { DEMO_KEY_PASSWORD, derOfPem, readDemoAnchors } from "./folder";
import { type StandIn, startStandIn } from "./server";

// Making keys is slow on a busy machine.

const tools = { clock: systemClock, randomness: systemRandomness, newKey: sharedKey };
let folder: string;
let authority: DemoAuthority;
let standIn: StandIn;

beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), "tiyn-test-nca-")), "eds-authority");
  authority = await openAuthority(folder, tools);
  standIn = await startStandIn({ port: 0, authority, origins: ["https://portal.example"], ...tools });
});
afterEach(() => standIn.setRobot(null));
afterAll(async () => {
  await standIn.stop();
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

/** A page's socket: frames in order, and what it was told at the end. */
async function connect(query = "", origin = "http://localhost:3000") {
  const socket = new WebSocket(standIn.url + query, { origin });
  const frames: string[] = [];
  const waiting: ((frame: string) => void)[] = [];
  socket.on("message", (data) => {
    const waiter = waiting.shift();
    if (waiter) waiter(data.toString());
    else frames.push(data.toString());
  });
  const next = () =>
    new Promise<string>((resolve) => {
      const frame = frames.shift();
      if (frame === undefined) waiting.push(resolve);
      else resolve(frame);
    });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const greeting = await next();
  return {
    ...{ socket, greeting },
    async ask(message: object | string) {
      socket.send(typeof message === "string" ? message : JSON.stringify(message));
      const frame = await next();
      return frame.startsWith("{") ? JSON.parse(frame) : frame;
    },
    closed: new Promise<void>((resolve) => socket.once("close", () => resolve())),
  };
}

const content = Buffer.from("договор № 1");
const call = (args: object = {}) => ({
  module: "kz.gov.pki.knca.basics",
  method: "sign",
  args: {
    data: content.toString("base64"),
    signingParams: { decode: true, encapsulate: false, tsaProfile: {} },
    ...args,
  },
});
const anchors = () =>
  readDemoAnchors(folder)
    .map((der) => parseCertificate(der))
    .filter((one) => one !== null);
const verified = (cms: string, bytes: Uint8Array) => {
  const der = decodeCms(cms);
  return der.ok ? verifySignature(der.value, bytes, { anchors: anchors(), at: new Date() }) : der;
};

describe("the socket", () => {
  test("speaks first and knows the version question", async () => {
    const page = await connect();
    expect(page.greeting).toBe('{"result":{"version":"1.4"}}');
    expect(await page.ask({ module: "kz.digiflow.mobile.extensions", method: "getVersion" })).toEqual({
      success: false,
      errorCode: "MODULE_NOT_FOUND",
    });
    expect(await page.ask("--heartbeat--")).toBe("--heartbeat--");
    page.socket.close();
  });

  test.each([
    ["not JSON", "sign!", "INVOCATION_ERROR"],
    ["an unknown method", { module: "kz.gov.pki.knca.basics", method: "burn" }, "INVOCATION_ERROR"],
    ["no data", { ...call(), args: {} }, "INVALID_SIGNING_PARAMS"],
    ["XML", call({ format: "xml" }), "INVALID_SIGNING_PARAMS"],
    ["data that is no base64", call({ data: "дом" }), "INVALID_SIGNING_PARAMS"],
  ])("%s is answered by a code", async (_, message, code) => {
    const page = await connect();
    expect(await page.ask(message)).toMatchObject({ status: false, code });
    page.socket.close();
  });

  test("signs detached and attached, decoded and as text, one and many", async () => {
    standIn.setRobot(() => ({ keyId: "01-head" }));
    const page = await connect();
    const one = await page.ask(call());
    expect(one).toEqual({ status: true, body: { result: expect.stringContaining("-----BEGIN CMS-----") } });
    const stamped = verified(one.body.result, content);
    expect(stamped).toMatchObject({ ok: true, value: { timestamp: { chain: { length: 3 } } } });
    const attached = await page.ask(call({ signingParams: { decode: true, encapsulate: true } }));
    expect(verified(attached.body.result, content)).toMatchObject({ ok: true, value: { timestamp: null } });
    const text = await page.ask(call({ signingParams: { decode: false }, data: "привет" }));
    expect(verified(text.body.result, Buffer.from("привет"))).toMatchObject({ ok: true });
    const many = await page.ask(call({ data: ["YQ==", "Yg=="] }));
    expect(many.body.result.map((cms: string, at: number) => verified(cms, Buffer.from(at ? "b" : "a")).ok)).toEqual([
      true,
      true,
    ]);
    page.socket.close();
  });

  test("a cancel is a success without a result", async () => {
    standIn.setRobot(() => "cancel");
    const page = await connect();
    expect(await page.ask(call())).toEqual({ status: true, body: {} });
    page.socket.close();
  });

  test("it can fail, and it can vanish in the middle", async () => {
    standIn.setRobot(() => "fail");
    const page = await connect();
    expect(await page.ask(call())).toMatchObject({ status: false, code: "SIGNING_FAILURE" });
    standIn.setRobot(() => "vanish");
    page.socket.send(JSON.stringify(call()));
    await page.closed;
  });

  test("one call at a time on a channel, and channels do not meet", async () => {
    standIn.setRobot(() => "silence");
    const [first, second, other] = await Promise.all([
      connect("?channel=a"),
      connect("?channel=a"),
      connect("?channel=b"),
    ]);
    first.socket.send(JSON.stringify(call()));
    await expect.poll(() => second.ask(call())).toMatchObject({ status: false, code: "GENERAL_ERROR" });
    standIn.setRobot(() => "cancel");
    expect(await other.ask(call())).toEqual({ status: true, body: {} });
    for (const page of [first, second, other]) page.socket.close();
  });

  test("foreign pages do not get in; the portal and this machine do", async () => {
    await expect(connect("", "https://evil.example")).rejects.toThrow(/403/);
    await expect(connect("", "http://localhost.evil.example")).rejects.toThrow(/403/);
    for (const origin of ["https://portal.example", "http://127.0.0.1:5000"])
      (await connect("", origin)).socket.close();
  });
});

/** The small window, spoken to as its own script does. */
async function openWindow(channel: string) {
  const html = await (await fetch(`${standIn.windowUrl}?channel=${channel}&lang=en`)).text();
  const key = /"key":"([^"]+)"/.exec(html)?.[1] ?? "";
  const abort = new AbortController();
  const stream = await fetch(`${standIn.origin}/window/events?channel=${channel}&key=${key}`, { signal: abort.signal });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  return {
    html,
    async view() {
      const { value = "" } = (await reader?.read()) ?? {};
      return JSON.parse(value.replace(/^data: /, ""));
    },
    post: (path: string, body: object, headers: Record<string, string> = {}) =>
      fetch(standIn.origin + path, {
        method: "POST",
        headers: { "x-window-key": key, origin: standIn.origin, ...headers },
        body: JSON.stringify({ channel, ...body }),
      }),
    close: () => abort.abort(),
  };
}

describe("the small window", () => {
  test("[S-011] [S-036] shows who asks for what; the right password signs, a wrong one does not", async () => {
    const page = await connect("?channel=w1");
    const answer = page.ask(call({ signerParams: { bin: "210340012344" } }));
    const opened = await openWindow("w1");
    const view = await opened.view();
    expect(view.waiting).toMatchObject({
      origin: "http://localhost:3000",
      items: [{ size: content.length, words: null }],
    });
    expect(view.keys.every((key: { bin: string }) => key.bin === "210340012344")).toBe(true);
    expect(JSON.stringify(view)).not.toContain("PRIVATE KEY");
    const { id } = view.waiting;
    const wrong = await opened.post("/window/sign", { id, keyId: "01-head", password: "123" });
    expect(await wrong.json()).toEqual({ outcome: "wrong_password" });
    const notOffered = await opened.post("/window/sign", { id, keyId: "04-entrepreneur", password: DEMO_KEY_PASSWORD });
    expect(await notOffered.json()).toEqual({ outcome: "gone" });
    const right = await opened.post("/window/sign", { id, keyId: "01-head", password: DEMO_KEY_PASSWORD });
    expect(await right.json()).toEqual({ outcome: "signed" });
    expect(verified((await answer).body.result, content)).toMatchObject({ ok: true });
    const again = await opened.post("/window/sign", { id, keyId: "01-head", password: DEMO_KEY_PASSWORD });
    expect(await again.json()).toEqual({ outcome: "gone" });
    opened.close();
    page.socket.close();
  });

  test("closing it is a cancel", async () => {
    const page = await connect("?channel=w2");
    const answer = page.ask(call());
    const opened = await openWindow("w2");
    await opened.view();
    opened.close();
    expect(await answer).toEqual({ status: true, body: {} });
    page.socket.close();
  });

  test("a foreign page cannot speak for it", async () => {
    const page = await connect("?channel=w3");
    const answer = page.ask(call());
    const opened = await openWindow("w3");
    const { id } = (await opened.view()).waiting;
    const order = { id, keyId: "01-head", password: DEMO_KEY_PASSWORD };
    for (const headers of [
      { origin: "https://evil.example" },
      { "x-window-key": "guessed" },
      { "x-window-key": "" },
    ] as Record<string, string>[])
      expect((await opened.post("/window/sign", order, headers)).status).toBe(403);
    expect((await fetch(`${standIn.origin}/window/events?channel=w3&key=guessed`)).status).toBe(404);
    expect((await opened.post("/window/cancel", { id })).status).toBe(200);
    expect(await answer).toEqual({ status: true, body: {} });
    opened.close();
    page.socket.close();
  });

  test("cannot be framed and runs no script but its own", async () => {
    const answer = await fetch(`${standIn.windowUrl}?channel=%22%3E%3Cscript%3E`);
    expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(await answer.text()).not.toContain('"><script>');
  });

  test("[S-010] makes companies and entrepreneurs with fresh valid numbers", async () => {
    const opened = await openWindow("w4");
    const person = { surname: "Нурланова", givenName: "Асель", patronymic: "", email: "a@b.example", city: "Костанай" };
    const make = async (path: string, more: object = {}) => {
      const { id } = await (await opened.post(path, { ...person, ...more })).json();
      return present(authority.key(id), "the key just made is kept");
    };
    const first = await make("/window/company", { organization: 'ТОО "ЛАВКА"' });
    const second = await make("/window/company", { organization: 'ТОО "ЛАВКА"' });
    const third = await make("/window/entrepreneur");
    expect(first.bin).not.toBe(second.bin);
    for (const number of [first.bin ?? "", first.iin, third.iin]) expect(parseXin(number)).toMatchObject({ ok: true });
    const certificate = parseCertificate(derOfPem(third.certificate));
    expect(certificate && identify(certificate)).toMatchObject({
      ok: true,
      value: {
        ...{ kind: "individual", fullName: "НУРЛАНОВА АСЕЛЬ", email: "a@b.example", city: "КОСТАНАЙ" },
        oddNumber: false,
      },
    });
    expect((await opened.post("/window/entrepreneur", { ...person, surname: "" })).status).toBe(400);
    opened.close();
  });
});

describe("the demo authority", () => {
  test("keeps its secrets for its owner alone and its people's keys under a password", () => {
    expect(statSync(join(folder, "authority.json")).mode & 0o077).toBe(0);
    for (const name of readdirSync(join(folder, "keys")))
      expect(readFileSync(join(folder, "keys", name), "utf8")).toContain("BEGIN TIYN DEMO KEY");
  });

  test("is made once, also by two at the same time", async () => {
    const other = join(folder, "..", "other");
    const [one, two] = await Promise.all([openAuthority(other, tools), openAuthority(other, tools)]);
    expect(one.key("01-head")?.certificate).toBe(two.key("01-head")?.certificate);
    const known = readDemoAnchors(other)
      .map((der) => parseCertificate(der))
      .filter((anchor) => anchor !== null);
    for (const id of ["01-head", "11-head-gost", "21-head-gost2004"]) {
      const head = parseCertificate(derOfPem(one.key(id)?.certificate ?? ""));
      expect(known.filter((issuing) => head && isIssuedBy(head, issuing))).toHaveLength(1);
    }
    expect(readdirSync(join(other, "..")).filter((name) => name.endsWith(".half"))).toEqual([]);
    const again = await openAuthority(other, tools);
    expect(again.key("01-head")?.certificate).toBe(one.key("01-head")?.certificate);
  });

  test("names itself DEMO and has people with valid numbers", () => {
    const names = anchors().map((one) => one.names.get("2.5.4.3")?.[0] ?? "");
    expect(names).toHaveLength(6);
    expect(names.filter((name) => !name.includes("DEMO"))).toEqual([]);
    for (const key of authority.keys().filter(({ iin }) => iin))
      for (const number of [key.iin, key.bin ?? key.iin]) expect(parseXin(number)).toMatchObject({ ok: true });
  });
});

describe("told to misbehave", () => {
  const old = (change: object = {}) => ({
    module: "kz.gov.pki.knca.commonUtils",
    method: "createCAdESFromBase64",
    args: ["PKCS12", "SIGNATURE", content.toString("base64"), false],
    ...change,
  });

  test("cancels, fails or closes once, and signs the next time", async () => {
    standIn.setRobot(() => ({ keyId: "01-head" }));
    const page = await connect();
    standIn.misbehave("cancel");
    expect(await page.ask(call())).toEqual({ status: true, body: {} });
    standIn.misbehave("fail");
    expect(await page.ask(call())).toMatchObject({ status: false, code: "SIGNING_FAILURE" });
    expect(await page.ask(call())).toMatchObject({ status: true, body: { result: expect.any(String) } });
    standIn.misbehave("vanish");
    page.socket.send(JSON.stringify(call()));
    await page.closed;
  });

  test("an old version knows only the older module, which hands over bare base64", async () => {
    standIn.setRobot(() => ({ keyId: "01-head" }));
    standIn.misbehave("old");
    const page = await connect();
    expect(await page.ask(call())).toEqual({ success: false, errorCode: "MODULE_NOT_FOUND" });
    const { code, responseObject } = await page.ask(old());
    expect([code, responseObject]).toEqual(["200", expect.stringMatching(/^[A-Za-z0-9+/]+=*$/)]);
    expect(verified(responseObject, content)).toMatchObject({ ok: true });
    expect(await page.ask(old({ args: ["PKCS12", 7] }))).toMatchObject({ code: "500", message: expect.any(String) });
    expect(await page.ask(old({ method: "getActiveTokens" }))).toEqual({ code: "200", responseObject: [] });
    standIn.setRobot(() => "cancel");
    expect(await page.ask(old())).toEqual({ code: "500", message: "action.canceled" });
    page.socket.close();
  });

  test("a window tells it about the call that waits there", async () => {
    const page = await connect("?channel=told");
    const answer = page.ask(call());
    const html = await (await fetch(`${standIn.windowUrl}?channel=told`)).text();
    const key = /"key":"([^"]+)"/.exec(html)?.[1] ?? "";
    const tell = (fault: string) =>
      fetch(`${standIn.origin}/window/fault`, {
        method: "POST",
        headers: { "x-window-key": key, origin: standIn.origin, "content-type": "application/json" },
        body: JSON.stringify({ channel: "told", fault }),
      });
    expect((await tell("burn")).status).toBe(400);
    expect((await tell("fail")).status).toBe(200);
    expect(await answer).toMatchObject({ status: false, code: "SIGNING_FAILURE" });
    page.socket.close();
  });
});

test("[O-012] keys of a token are not among the files", async () => {
  const page = await connect("?channel=token");
  const robot = vi.fn(() => "cancel" as const);
  standIn.setRobot(robot);
  await page.ask(call({ allowedStorages: ["AKKaztokenStore"] }));
  expect(robot).toHaveBeenCalledWith(
    expect.objectContaining({ call: expect.objectContaining({ storages: ["AKKaztokenStore"] }) }),
  );
  page.socket.close();
});
