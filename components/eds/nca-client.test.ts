import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { answerOf, askNca, isLocalPage } from "./nca-client";

let server: WebSocketServer;
let url: string;
beforeEach(async () => {
  vi.stubGlobal("WebSocket", WebSocket); // Node 20 has none of its own
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const client of server.clients) client.terminate();
  server.close();
});

const call = { dataBase64: "YQ==", kind: "document", locale: "ru", anyAuthority: false } as const;
const ask = (change: object = {}, signal = new AbortController().signal, onFound: () => void = () => undefined) =>
  askNca(url, { ...call, ...change }, { signal, onFound });

/** Answers like NCALayer: greets, then says these frames to whatever is asked. */
function peer(...frames: (string | "hang up")[]): { heard: Promise<Record<string, unknown>> } {
  const heard = new Promise<Record<string, unknown>>((resolve) =>
    server.once("connection", (socket) => {
      socket.send('{"result":{"version":"1.4"}}');
      socket.on("message", (data) => {
        resolve(JSON.parse(data.toString()));
        for (const frame of frames)
          if (frame === "hang up") socket.terminate();
          else socket.send(frame);
      });
    }),
  );
  return { heard };
}

describe("asking NCALayer", () => {
  test("asks for one detached signature over decoded bytes with a signing key", async () => {
    const { heard } = peer('{"status":true,"body":{"result":"CMS"}}');
    const onFound = vi.fn();
    expect(await ask({}, undefined, onFound)).toEqual({ kind: "signed", cms: "CMS" });
    expect(onFound).toHaveBeenCalledOnce();
    expect(await heard).toMatchObject({
      module: "kz.gov.pki.knca.basics",
      method: "sign",
      args: {
        data: "YQ==",
        signingParams: { decode: true, encapsulate: false },
        signerParams: { extKeyUsageOids: ["1.3.6.1.5.5.7.3.4"], chain: null },
        locale: "ru",
      },
    });
  });

  test("any key may answer a challenge, and demo keys are under no national authority", async () => {
    const { heard } = peer('{"status":true,"body":{}}');
    await ask({ kind: "challenge", anyAuthority: true });
    expect(await heard).toMatchObject({ args: { signerParams: { extKeyUsageOids: [], chain: [] } } });
  });

  test("heartbeats and foreign frames are passed over", async () => {
    peer("--heartbeat--", "{broken", '{"hello":1}', '{"status":true,"body":{"result":["CMS"]}}');
    expect(await ask()).toEqual({ kind: "signed", cms: "CMS" });
  });

  test("[S-007] a program that goes away in the middle is lost, one that is not there is absent", async () => {
    peer("hang up");
    expect(await ask()).toEqual({ kind: "lost" });
    server.close();
    for (const client of server.clients) client.terminate();
    expect(
      await askNca("ws://127.0.0.1:1/", call, { signal: new AbortController().signal, onFound: () => undefined }),
    ).toEqual({
      kind: "absent",
    });
  });

  test("giving up resolves and closes the socket", async () => {
    const { heard } = peer();
    const giving = new AbortController();
    const answer = ask({}, giving.signal);
    await heard;
    const [socket] = server.clients;
    const closed = new Promise((resolve) => socket?.once("close", resolve));
    giving.abort();
    expect(await answer).toEqual({ kind: "cancelled" });
    await closed;
  });
});

test.each([
  [
    { status: true, body: { result: "CMS" } },
    { kind: "signed", cms: "CMS" },
  ],
  [
    { status: true, body: { result: ["CMS", "CMS 2"] } },
    { kind: "signed", cms: "CMS" },
  ],
  [{ status: true, body: {} }, { kind: "cancelled" }],
  [{ status: true }, { kind: "cancelled" }],
  [
    { status: false, code: "INVOCATION_ERROR", message: "x" },
    { kind: "failed", code: "INVOCATION_ERROR" },
  ],
  [
    { success: false, errorCode: "MODULE_NOT_FOUND" },
    { kind: "failed", code: "MODULE_NOT_FOUND" },
  ],
  [{ status: false }, { kind: "failed", code: "GENERAL_ERROR" }],
  [{ result: { version: "1.4" } }, null],
])("%o reads as %o", (message, answer) => {
  expect(answerOf(message)).toEqual(answer);
});

test.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["192.168.1.20", true],
  ["172.20.0.1", true],
  ["172.32.0.1", false],
  ["tiyn.example", false],
  ["10.example", false],
  ["localhost.example", false],
])("%s is a page of this computer or network: %s", (host, local) => {
  expect(isLocalPage(host)).toBe(local);
});
