import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { afterEach, expect, test } from "vitest";
import { encodeFrame } from "@/lib/cpcr";
import { startTcp, type TcpOptions, type TcpServer } from "@/lib/operator/server/tcp";
import { answerOf, system, ticket } from "../support/cpcr";
import { codeOf, givenSpeaker } from "../support/speaker";

const open: { servers: TcpServer[]; sockets: Socket[] } = { servers: [], sockets: [] };
afterEach(async () => {
  for (const socket of open.sockets.splice(0)) socket.destroy();
  await Promise.all(open.servers.splice(0).map((server) => server.stop()));
});

async function start(options: Partial<TcpOptions> = {}): Promise<TcpServer> {
  const server = await startTcp({ host: "127.0.0.1", port: 0, ...options });
  open.servers.push(server);
  return server;
}

function connect(port: number): Socket {
  const socket = createConnection({ port, host: "127.0.0.1" }).on("error", () => undefined);
  open.sockets.push(socket);
  return socket;
}

/** Far below every limit that is not the one looked at, and far above what a busy machine needs. */
const SOON_MS = 15_000;

/** How long until the server let go of a peer. */
async function cutAfter(socket: Socket): Promise<number> {
  const since = performance.now();
  socket.resume();
  if (!socket.destroyed) await new Promise((resolve) => socket.once("close", resolve));
  return performance.now() - since;
}

const header = (size: number): Buffer => {
  const bytes = Buffer.from(
    encodeFrame({ version: 203, deviceId: 1, token: 1, requestNumber: 1, body: new Uint8Array() }),
  );
  bytes.writeUInt32LE(size, 4);
  return bytes;
};

test("who is silent is cut when idle, who drips when its message takes too long, and neither holds up a live register", async () => {
  const warm = await givenSpeaker((await start()).port);
  expect(codeOf(await warm.say(ticket(warm.register)))).toBe(0);
  const server = await start({ messageMs: 1_200, idleMs: 600 });
  const [silent, dripping] = [connect(server.port), connect(server.port)];
  dripping.write(header(1000));
  const drops = setInterval(() => dripping.write(Buffer.of(8)), 50);
  const speaker = await givenSpeaker(server.port);
  expect(codeOf(await speaker.say(ticket(speaker.register)))).toBe(0);
  const [idle, slow] = await Promise.all([cutAfter(silent), cutAfter(dripping)]);
  clearInterval(drops);
  expect([idle < SOON_MS, slow < SOON_MS]).toEqual([true, true]);
});

test("a message of garbage, or one that claims more than is taken, is cut at its header", async () => {
  const server = await start({ frameBytesMax: 2_000, idleMs: 60_000, messageMs: 60_000 });
  for (const bytes of [Buffer.from("GET / HTTP/1.1\r\n"), Buffer.of(0xa2, 0x82), header(2_001), header(17)]) {
    const socket = connect(server.port);
    socket.write(bytes);
    expect(await cutAfter(socket)).toBeLessThan(SOON_MS);
  }
  const patient = connect(server.port);
  patient.write(header(2_000));
  const speaker = await givenSpeaker(server.port);
  expect(codeOf(await speaker.say(system(speaker.register)))).toBe(0);
  expect(patient.destroyed).toBe(false);
});

test("more peers than the bound, and more of one address, are not let in; a place that was left is free again", async () => {
  const crowded = await start({ connectionsMax: 3 });
  const few = await start({ connectionsPerAddressMax: 3 });
  for (const { port } of [crowded, few]) {
    const inside = [connect(port), connect(port), connect(port)];
    await Promise.all(inside.map((socket) => once(socket, "connect")));
    expect(await cutAfter(connect(port))).toBeLessThan(SOON_MS);
    inside[0]?.destroy();
    const speaker = await givenSpeaker(port);
    await expect.poll(() => speaker.try(system(speaker.register)).then(codeOf, () => "cut")).toBe(0);
  }
});

test("unfinished messages take no more than their bound together: whoever goes beyond is cut, the others stay", async () => {
  const server = await start({ pendingBytesMax: 50_000, frameBytesMax: 1_000_000 });
  const modest = connect(server.port);
  modest.write(Buffer.concat([header(500_000), Buffer.alloc(20_000)]));
  await once(modest, "connect");
  const greedy = connect(server.port);
  greedy.write(Buffer.concat([header(500_000), Buffer.alloc(200_000)]));
  expect(await cutAfter(greedy)).toBeLessThan(SOON_MS);
  expect(modest.destroyed).toBe(false);
  const speaker = await givenSpeaker(server.port);
  expect(codeOf(await speaker.say(ticket(speaker.register)))).toBe(0);
});

test("a peer that never takes its answer is cut when its message is too old", async () => {
  const server = await start({
    messageMs: 500,
    async *answer() {
      yield Buffer.alloc(64 * 1024 * 1024);
    },
  });
  const deaf = connect(server.port);
  deaf.pause();
  const closed = new Promise((resolve) => deaf.once("close", resolve));
  deaf.write(header(18));
  await expect.poll(() => server.connections).toBe(1);
  await expect.poll(() => server.connections, { timeout: 30_000 }).toBe(0);
  deaf.destroy();
  await closed;
});

test("the end is graceful: an exchange in hand is answered, who only waits is let go, nobody new is taken", async () => {
  const server = await start({
    async *answer(frame) {
      await released;
      yield encodeFrame({ ...frame, body: Uint8Array.of(8, 0, 18, 2, 8, 0) });
    },
  });
  let release: (() => void) | undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const [waiting, asking] = [connect(server.port), connect(server.port)];
  await Promise.all([once(waiting, "connect"), once(asking, "connect")]);
  asking.write(encodeFrame({ version: 203, deviceId: 7, token: 1, requestNumber: 5, body: Uint8Array.of(8, 0) }));
  await expect.poll(() => server.connections).toBe(2);
  const heard = new Promise<Buffer>((resolve) => asking.once("data", resolve));
  await new Promise((resolve) => setImmediate(resolve));
  const stopped = server.stop();
  expect(await cutAfter(waiting)).toBeLessThan(SOON_MS);
  release?.();
  expect(codeOf(answerOf(await heard))).toBe(0);
  await stopped;
  const late = connect(server.port);
  expect(await cutAfter(late)).toBeLessThan(SOON_MS);
});

test("two thousand peers that only wait cost little, and a live register beside them is answered as quickly as before", {
  timeout: 60_000,
}, async () => {
  const PEERS = 2_000;
  const server = await start({ connectionsPerAddressMax: PEERS + 50 });
  const speaker = await givenSpeaker(server.port);
  const lasted = async () => {
    const since = performance.now();
    for (let sale = 0; sale < 20; sale++) expect(codeOf(await speaker.say(ticket(speaker.register)))).toBe(0);
    return (performance.now() - since) / 20;
  };
  await lasted();
  const alone = await lasted();
  const before = process.memoryUsage().rss;
  for (let batch = 0; batch < PEERS; batch += 200)
    await Promise.all(Array.from({ length: 200 }, () => once(connect(server.port), "connect")));
  await expect.poll(() => server.connections, { timeout: 20_000 }).toBe(PEERS);
  const beside = await lasted();
  const kilobytes = (process.memoryUsage().rss - before) / 1024 / PEERS;
  console.info(
    `${PEERS} idle peers: ${kilobytes.toFixed(1)} KB each with its own client end; an exchange ${alone.toFixed(1)} ms alone, ${beside.toFixed(1)} ms beside them`,
  );
  expect(kilobytes).toBeLessThan(100);
  expect(beside).toBeLessThan(alone * 5 + 250);
});
