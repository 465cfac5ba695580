import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPresence } from "@/lib/supervisor/presence";
import { ask, info, system, ticket } from "../support/cpcr";
import { environmentOf } from "../support/product";
import { reap } from "../support/server";
import { codeOf } from "../support/speaker";

// The stand as a stranger runs it: the command of package.json, its screen, and lines over HTTP.

type Running = { readonly child: ChildProcess; readonly port: number; readonly admin: string; screen(): string };

const dataDir = mkdtempSync(join(tmpdir(), "tiyn-stand-"));
let stand: Running;

async function start(): Promise<Running> {
  const args = ["lib/supervisor/boot.mjs", "ofd", "--port", "0", "--admin-port", "0", "--data", dataDir];
  const child = spawn(process.execPath, args, { env: environmentOf(dataDir), stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece) => {
      said += piece;
    });
  for (const until = Date.now() + 120_000; Date.now() < until && child.exitCode === null; await pause(50)) {
    const place = /listens on [\d.]+:(\d+); lines are taken here and at (http:\S+)/.exec(said);
    if (place?.[2] && said.includes("quit"))
      return { child, port: Number(place[1]), admin: place[2], screen: () => said };
  }
  throw new Error(`the stand did not start\n${said}`);
}

const stop = async ({ child }: Running): Promise<number | null> => {
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.stdin?.write("quit\n");
  return ended;
};

const watcher = reap({ folders: [dataDir] });
beforeAll(async () => {
  stand = await start();
}, 300_000);
afterAll(async () => {
  if (stand.child.exitCode === null) await stop(stand);
  watcher.release();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

const line = async (text: string): Promise<string> =>
  (await (await fetch(stand.admin, { method: "POST", body: text })).text()).trim();

/** The register that the screen names, as a stranger would copy it. */
async function shown() {
  const read =
    /register (\d+) {2}token (\d+) {2}registration number (\d+) {2}factory number (\d+) {2}BIN (\d+)/.exec(
      await line("registers"),
    ) ?? [];
  const [, id, token, registrationNumber = "", factoryNumber = "", xin = ""] = read;
  return {
    ...{ tenantId: "", id: Number(id), token: Number(token), registrationNumber, factoryNumber, xin },
    ...{ organization: "ТОО «Пример»", address: "г. Алматы" },
  };
}

test("a register speaks with what the screen says; a lost answer is repeated, and the document stands once", async () => {
  const register = await shown();
  const envelope = { id: register.id, token: register.token, requestNumber: 1 };
  expect(codeOf(await ask(stand.port, envelope, system(register)))).toBe(0);
  expect(await line("next lose-answer")).toBe("next: lose-answer");
  await expect(ask(stand.port, { ...envelope, requestNumber: 2 }, ticket(register))).rejects.toThrow("no answer");
  const again = await ask(stand.port, { ...envelope, requestNumber: 2 }, ticket(register));
  expect(again.response.ticket?.ticket_number).toMatch(/^\d{10}$/);
  expect(await line("state")).toContain("shift 1 open, cash 1160.00, 1 documents");
});

test.each([
  ["next unreachable", "no answer"],
  ["next garbage", "no answer"],
  ["next cut 30", "no answer"],
])("%s gives no answer, and the next message is answered", async (fault, outcome) => {
  const register = await shown();
  const envelope = { id: register.id, token: register.token, requestNumber: 10 };
  await line(fault);
  await expect(ask(stand.port, envelope, system(register))).rejects.toThrow(outcome);
  expect(codeOf(await ask(stand.port, envelope, system(register)))).toBe(0);
});

test("codes, alien headers, slowness and holding are met by whom they are meant for", async () => {
  const register = await shown();
  const envelope = { id: register.id, token: register.token, requestNumber: 20 };
  await line("reject TICKET 13");
  expect(codeOf(await ask(stand.port, envelope, ticket(register)))).toBe(13);
  expect(codeOf(await ask(stand.port, envelope, system(register)))).toBe(0);
  await line("heal");
  await line("next refuse 254");
  expect(codeOf(await ask(stand.port, envelope, system(register)))).toBe(254);
  await line("next wrong-token");
  expect((await ask(stand.port, envelope, system(register))).header.token).not.toBe(register.token);
  await line("next wrong-number");
  expect((await ask(stand.port, envelope, system(register))).header.requestNumber).not.toBe(20);
  await line("next slow 5 1");
  expect(codeOf(await ask(stand.port, envelope, system(register)))).toBe(0);
  await line("next hold 300");
  const since = performance.now();
  expect(codeOf(await ask(stand.port, envelope, system(register)))).toBe(0);
  expect(performance.now() - since).toBeGreaterThan(250);
});

test("blocks, open points and new tokens follow their lines", async () => {
  const register = await shown();
  const envelope = { id: register.id, token: register.token, requestNumber: 30 };
  await line("block unpaid");
  expect(codeOf(await ask(stand.port, envelope, system(register)))).toBe(15);
  await line("unblock");
  await line("set offline-period demanded");
  expect(codeOf(await ask(stand.port, envelope, system(register)))).toBe(13);
  await line("set offline-period free");
  await line("block token");
  expect(codeOf(await ask(stand.port, envelope, system(register)))).toBe(15);
  const issued = Number(/token (\d+)/.exec(await line("token"))?.[1]);
  expect(codeOf(await ask(stand.port, envelope, system(register)))).toBe(2);
  expect(codeOf(await ask(stand.port, { ...envelope, token: issued }, info(register)))).toBe(0);
  expect(await line("set refusals sideways")).toContain("no such setting");
  expect(await line("next nonsense")).toContain("no such fault");
});

test("the screen shows exchanges decoded and no token of theirs; a browser's page cannot give lines", async () => {
  const { token } = await shown();
  const shownExchanges = () => stand.screen().slice(stand.screen().indexOf("→"));
  await expect.poll(shownExchanges).toContain('"section_code": "1"');
  await expect.poll(shownExchanges).toMatch(/→ TICKET {2}register \d+ {2}token ··\d\d {2}number 2/);
  const exchanges = shownExchanges();
  expect(exchanges).not.toContain(String(token));
  const foreign = await fetch(stand.admin, { method: "POST", body: "deregister", headers: { origin: "http://evil" } });
  expect(foreign.status).toBe(405);
});

test("it ends in order, lets go of its database, and goes on with the same token when started again", {
  timeout: 120_000,
}, async () => {
  const before = await shown();
  expect(await stop(stand)).toBe(0);
  expect(readPresence(dataDir)).toBeUndefined();
  stand = await start();
  expect(await shown()).toEqual(before);
  expect(await line("state")).toContain("1 documents");
});
