import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import forge from "node-forge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAlive, waitGone } from "@/lib/supervisor/processes";
import { buildProduct, type Product, startProduct } from "../support/product";
import { reap, withConnection } from "../support/server";

// The keeper as people meet it: real processes on a data folder of their own, ended in every way they can end.

const dataDir = mkdtempSync(join(tmpdir(), "tiyn-keeper-"));
const watcher = reap({ folders: [dataDir] });
let product: Product | undefined;
const running = (): Product => {
  if (!product) throw new Error("the product was started by the test before");
  return product;
};

beforeAll(() => {
  buildProduct();
}, 300_000);
afterAll(async () => {
  await product?.stop();
  watcher.release();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

/** All processes of the product but the keeper: parts and the database server. */
function everyone(): number[] {
  const postmaster = Number(readFileSync(join(dataDir, "cluster", "postmaster.pid"), "utf8").split("\n")[0]);
  return [
    ...running()
      .presence()
      .parts.map(({ pid }) => pid),
    postmaster,
  ];
}

/** Starts on the folder of these tests, whatever a test before left running, and says how long that took. */
async function timed(options: Parameters<typeof startProduct>[0]): Promise<number> {
  await product?.stop();
  const since = Date.now();
  product = await startProduct({ ...options, dataDir });
  return Date.now() - since;
}

/** A bare Node is up in this time on an idle machine of the kind the bars were set on. */
const BARE_NODE_MS = 60;

/** How much slower than idle the machine is just now: the bars of a start stretch as a bare start of Node does. */
function slowness(): number {
  const since = Date.now();
  for (let n = 0; n < 5; n++) spawnSync(process.execPath, ["-e", "0"]);
  return Math.max(1, (Date.now() - since) / 5 / BARE_NODE_MS);
}

/** A pause of the machine's own may fall into one start, not into each of so many. */
const TRIES = 4;

/** Shows that it is ready in this time, as the machine is just now. */
async function expectReadyWithin(barMs: number, prepare: () => Promise<void>): Promise<void> {
  const heard: string[] = [];
  while (heard.length < TRIES) {
    await prepare();
    const before = slowness();
    const tookMs = await timed({});
    const allowedMs = barMs * Math.max(before, slowness());
    if (tookMs < allowedMs) return;
    heard.push(`${tookMs} ms of ${Math.round(allowedMs)}`);
  }
  throw new Error(`ready too late each time: ${heard.join(", ")}`);
}

const answers = async (): Promise<boolean> => (await fetch(`${running().presence().addresses.Web}/readyz`)).ok;

test("a first start makes everything, and every part answers", { timeout: 120_000 }, async () => {
  await timed({});
  const { parts, ports, phase } = running().presence();
  expect(phase).toBe("ready");
  expect(parts.map(({ name }) => name)).toEqual(["operator", "mailbox", "ncalayer", "worker", "web"]);
  expect(await answers()).toBe(true);
  for (const port of [ports.WORKER_HEALTH_PORT, ports.OPERATOR_HEALTH_PORT])
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  await withConnection(running().presence().databaseUrl, (client) =>
    client.query("CREATE TABLE public.kept AS SELECT 'from the first start' AS word"),
  );
});

test("a second keeper of one data folder is refused in one line and disturbs nobody", async () => {
  await expect(startProduct({ dataDir })).rejects.toThrow(/Already running \(process \d+, http/);
  expect(await answers()).toBe(true);
});

test("after kill -9 of everything it is ready again in 15 s, with all data", { timeout: 240_000 }, async () => {
  await expectReadyWithin(15_000, async () => {
    for (const pid of [running().keeper.pid ?? 0, ...everyone()]) process.kill(pid, "SIGKILL");
  });
  expect(await answers()).toBe(true);
  const { rows } = await withConnection(running().presence().databaseUrl, (client) =>
    client.query("SELECT word FROM public.kept"),
  );
  expect(rows).toEqual([{ word: "from the first start" }]);
});

test("parts of a killed keeper end by themselves; the server that owns the data is taken over", {
  timeout: 120_000,
}, async () => {
  const all = everyone();
  const postmaster = all.pop() ?? 0;
  running().keeper.kill("SIGKILL");
  for (const pid of all) expect(await waitGone(pid, 30_000)).toBe(true);
  expect(isAlive(postmaster)).toBe(true);
  await timed({});
  expect(running().screen()).toContain("the running one taken over");
  expect(everyone().at(-1)).toBe(postmaster);
});

test("a part that dies is started again, and the keeper's file names its new process", {
  timeout: 120_000,
}, async () => {
  const worker = () =>
    running()
      .presence()
      .parts.find(({ name }) => name === "worker")?.pid ?? 0;
  const before = worker();
  process.kill(before, "SIGKILL");
  await expect.poll(() => running().screen(), { timeout: 30_000 }).toContain("worker is back");
  // Written when it was launched: a keeper killed meanwhile must know whom it leaves behind.
  expect(worker()).not.toBe(before);
  expect(running().presence().phase).toBe("ready");
});

test("asked to stop, it ends its parts and then the database; the next start is ready in 5 s", {
  timeout: 240_000,
}, async () => {
  const all = everyone();
  await running().stop();
  expect(all.filter(isAlive)).toEqual([]);
  const log = readFileSync(join(dataDir, "logs", "postgres.log"), "utf8");
  expect(log.trimEnd()).toMatch(/database system is shut down$/);
  // Nobody lost a connection to a server that went first.
  expect(log.slice(log.lastIndexOf("received fast shutdown request"))).not.toMatch(/terminating connection/);
  await expectReadyWithin(5_000, () => running().stop());
  await running().stop();
});

test("nothing outlives a keeper that nobody follows: the database server ends too", { timeout: 120_000 }, async () => {
  await timed({});
  const all = everyone();
  running().keeper.kill("SIGKILL");
  for (const pid of all) expect(await waitGone(pid, 30_000)).toBe(true);
});

test("a foreign program on a port is named, and nothing is left running", { timeout: 120_000 }, async () => {
  const foreign = createServer();
  await new Promise<void>((resolve) => foreign.listen(0, "127.0.0.1", resolve));
  const address = foreign.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  await expect(startProduct({ dataDir, env: { OPERATOR_PORT: port } })).rejects.toThrow(
    new RegExp(`Port ${port} is taken by process ${process.pid} .*OPERATOR_PORT=`),
  );
  await new Promise((resolve) => foreign.close(resolve));
});

test("a database that does not answer is one line", async () => {
  const env = { DATABASE_URL: "postgres://u:hidden@127.0.0.1:1/none" };
  const refusal = await startProduct({ dataDir, env }).catch((thrown: Error) => thrown.message);
  expect(refusal).toMatch(/✗ The database at 127.0.0.1:1\/none does not answer/);
  expect(refusal).not.toContain("hidden");
});

test("too old a Node is one line and exit 1", () => {
  const old = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.20.4'})";
  const answer = spawnSync(process.execPath, ["--import", old, "lib/supervisor/boot.mjs", "start"], {
    encoding: "utf8",
  });
  expect([answer.status, answer.stderr]).toEqual([1, expect.stringMatching(/^✗ Node 18\.20\.4 is too old: [^\n]+\n$/)]);
});

const PRODUCTION = {
  APP_MODE: "production",
  SESSION_SECRET: "a session secret of the service, long enough",
  ENCRYPTION_KEY: Buffer.alloc(32, 9).toString("base64"),
  PASSWORD_PEPPER: "a pepper of the service, which is long enough",
  ...{
    PROVIDER_NAME: "ТОО «Касса»",
    PROVIDER_BIN: "180140000117",
    PROVIDER_ADDRESS: "Алматы",
    PROVIDER_HEAD: "Ким Е. В.",
  },
  ...{ PROVIDER_BANK: "АО «Банк»", PROVIDER_BIK: "CASPKZKA", PROVIDER_IIK: "KZ41722C000000000001" },
};

test("production names the secrets that are missing", async () => {
  const { SESSION_SECRET: _, PASSWORD_PEPPER: __, ...rest } = PRODUCTION;
  await expect(startProduct({ dataDir, env: rest })).rejects.toThrow(/SESSION_SECRET: .*\n.*PASSWORD_PEPPER: /);
});

test("production refuses failpoints by name", async () => {
  const env = { ...PRODUCTION, FAILPOINTS: "wire.answered" };
  await expect(startProduct({ dataDir, env })).rejects.toThrow("production refuses failpoints (wire.answered)");
});

/** A folder with one authority that is nobody's demo, and its pin. */
function anchors(commonName: string): string {
  const folder = mkdtempSync(join(dataDir, "anchors-"));
  const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair(2048);
  const certificate = forge.pki.createCertificate();
  const name = [{ name: "commonName", value: commonName }];
  certificate.publicKey = publicKey;
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
  certificate.setExtensions([
    { name: "basicConstraints", cA: true },
    { name: "keyUsage", keyCertSign: true, cRLSign: true },
  ]);
  certificate.sign(privateKey, forge.md.sha256.create());
  const der = Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), "binary");
  writeFileSync(join(folder, "root.crt"), der);
  writeFileSync(join(folder, "pins.txt"), `${createHash("sha256").update(der).digest("hex")} root.crt\n`);
  return folder;
}

test("production refuses the demo's authority by name, and to trust nobody", { timeout: 120_000 }, async () => {
  const [demo, none] = [anchors("Tiyn Demo Root"), mkdtempSync(join(dataDir, "anchors-"))];
  writeFileSync(join(none, "pins.txt"), "");
  await expect(startProduct({ dataDir, env: { ...PRODUCTION, EDS_ANCHORS_DIR: demo } })).rejects.toThrow(
    /✗ EDS_ANCHORS_DIR: production refuses the demo or test authority Tiyn Demo Root\n$/,
  );
  await expect(startProduct({ dataDir, env: { ...PRODUCTION, EDS_ANCHORS_DIR: none } })).rejects.toThrow(
    "EDS_ANCHORS_DIR: ",
  );
});

test("production refuses a database with demo accounts by name", { timeout: 120_000 }, async () => {
  const env = { ...PRODUCTION, EDS_ANCHORS_DIR: anchors("National Authority") };
  await expect(startProduct({ dataDir, env })).rejects.toThrow(
    /production refuses a database with demo accounts \([^)]*@/,
  );
});
