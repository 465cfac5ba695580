import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { askNca, greetNca } from "./nca-client";
import type { NcaCall } from "./nca-talk";

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

const call: NcaCall = {
  ...{ items: ["YQ=="], kind: "document", locale: "ru", anyAuthority: false },
  ...{ storage: null, signer: null },
};
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
  test("a greeting is answered by the call, and a signature comes back", async () => {
    const { heard } = peer('{"status":true,"body":{"result":"CMS"}}');
    const onFound = vi.fn();
    expect(await ask({}, undefined, onFound)).toEqual({ kind: "signed", signatures: ["CMS"] });
    expect(onFound).toHaveBeenCalledOnce();
    expect(await heard).toMatchObject({ module: "kz.gov.pki.knca.basics", args: { data: "YQ==" } });
  });

  test("an old program is asked again in the old words, for each document", async () => {
    const asked: string[] = [];
    server.once("connection", (socket) => {
      socket.send('{"result":{"version":"1.2"}}');
      socket.on("message", (data) => {
        const { module, args } = JSON.parse(data.toString());
        asked.push(module);
        socket.send(
          module.endsWith("basics")
            ? '{"success":false,"errorCode":"MODULE_NOT_FOUND"}'
            : JSON.stringify({ code: "200", responseObject: `CMS of ${args[2]}` }),
        );
      });
    });
    const onFound = vi.fn();
    expect(await ask({ items: ["YQ==", "Yg=="] }, undefined, onFound)).toEqual({
      kind: "signed",
      signatures: ["CMS of YQ==", "CMS of Yg=="],
    });
    expect(asked.map((module) => module.split(".").at(-1))).toEqual(["basics", "commonUtils", "commonUtils"]);
    expect(onFound).toHaveBeenCalledOnce();
  });

  test("a program that takes the call and never greets is silent", async () => {
    const signal = new AbortController().signal;
    expect(await askNca(url, call, { signal, onFound: () => undefined }, 30)).toEqual({ kind: "silent" });
  });

  test("[S-007] a page may look whether it runs, and which version", async () => {
    peer();
    expect(await greetNca(url)).toBe("1.4");
    expect(await greetNca("ws://127.0.0.1:1/")).toBeNull();
    expect(await greetNca(url, 30)).toBeNull();
  });

  test("heartbeats and foreign frames are passed over", async () => {
    peer("--heartbeat--", "{broken", '{"hello":1}', '{"status":true,"body":{"result":["CMS"]}}');
    expect(await ask()).toEqual({ kind: "signed", signatures: ["CMS"] });
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
