import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { issueTo, makeAuthority, makeCms, NOW } from "@/tests/support/cms";
import { bundledEdsThread } from "@/tests/support/eds-threads";
import { type ThreadLimits, type Threads, threadPool } from "./pool";
import type { Job } from "./work";

let folder: string;
let file: string;
let pool: Threads | undefined;
const reports: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tiyn-test-threads-"));
  file = await bundledEdsThread();
});
afterEach(async () => {
  await pool?.stop();
  reports.length = 0;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (change: Partial<ThreadLimits> = {}): Threads => {
  pool = threadPool({
    ...{ file, threadsMax: 1, waitingMax: 8, timeMs: 20_000, heapMb: 128 },
    report: (event, { kind }) => reports.push(`${event} ${kind}`),
    ...change,
  });
  return pool;
};

/** A thread of the test's own, which does what it is told. */
function threadThat(does: string): string {
  const own = join(folder, `${reports.length}-${Math.abs(does.length)}-${does.slice(0, 3)}.mjs`);
  writeFileSync(
    own,
    `import { parentPort } from "node:worker_threads";\nparentPort.on("message", (job) => { ${does} });\n`,
  );
  return own;
}

const job = (cms: Uint8Array = new Uint8Array(10)): Job & { kind: "signature" } => ({
  kind: "signature",
  ...{ cms, content: new Uint8Array() },
  judging: { anchors: [], at: NOW, byTimestamp: false, gost2004Until: null },
});

test("work is done elsewhere and answered as if it were done here", async () => {
  const authority = await makeAuthority({ algorithm: "gost2015" });
  const content = new TextEncoder().encode("договор");
  const cms = makeCms({ content, signers: [await issueTo(authority.issuing)] });
  const judging = { ...job().judging, anchors: authority.anchors.map(({ der }) => der) };
  const answer = await start().run({ kind: "signature", cms, content, judging });
  expect(answer).toMatchObject({ ok: true, value: { ok: true, value: { suite: "GOST 34.10-2015" } } });
  const sound = answer.ok && answer.value.ok ? answer.value.value : null;
  expect(sound?.certificate.keyUsage).toEqual(new Set(["digitalSignature", "nonRepudiation"]));
  expect(sound?.chain).toHaveLength(3);
});

test("what takes too long is ended, and the next piece of work gets a new thread", async () => {
  const threads = start({
    timeMs: 3_000,
    file: threadThat("if (job.cms.length === 10) for (;;) {} else parentPort.postMessage('done')"),
  });
  expect(await threads.run(job())).toEqual({ ok: false, error: { code: "eds.too_slow" } });
  expect(await threads.run(job(new Uint8Array(3)))).toEqual({ ok: true, value: "done" });
  expect(reports).toEqual(["overrun signature"]);
});

test("what takes too much memory is ended by the engine, and the process lives", async () => {
  const hungry =
    "const all = []; if (job.cms.length === 10) for (;;) all.push(new Array(10000).fill(job)); parentPort.postMessage('done')";
  const threads = start({ heapMb: 32, file: threadThat(hungry) });
  expect(await threads.run(job())).toEqual({ ok: false, error: { code: "eds.too_slow" } });
  expect(await threads.run(job(new Uint8Array(3)))).toEqual({ ok: true, value: "done" });
  expect(reports).toEqual(["died signature"]);
});

test("a thread that throws or ends by itself is an answer too", async () => {
  const threads = start({ file: threadThat("throw new Error('a bug')") });
  expect(await threads.run(job())).toEqual({ ok: false, error: { code: "eds.too_slow" } });
  const leaving = start({ file: threadThat("process.exit(0)") });
  expect(await leaving.run(job())).toEqual({ ok: false, error: { code: "eds.too_slow" } });
});

test("beyond the queue's end work is refused at once, and what was taken is answered", async () => {
  const threads = start({ waitingMax: 3, file: threadThat("setTimeout(() => parentPort.postMessage('done'), 20)") });
  const answers = await Promise.all(Array.from({ length: 10 }, () => threads.run(job())));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(4);
  expect(answers.filter((answer) => !answer.ok && answer.error.code === "eds.busy")).toHaveLength(6);
});

test("stopping answers everybody", async () => {
  const threads = start({ file: threadThat("") });
  const waiting = [threads.run(job()), threads.run(job())];
  await threads.stop();
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => ({ ok: false, error: { code: "eds.busy" } })));
});

test("a flood of bad signatures leaves the caller's own loop free", async () => {
  const authority = await makeAuthority({ algorithm: "gost2015" });
  const content = new TextEncoder().encode("договор");
  const bad = makeCms({
    content,
    signers: [await issueTo(authority.issuing)],
    signature: (right) => right.map((byte) => byte ^ 1),
  });
  const judging = { ...job().judging, anchors: authority.anchors.map(({ der }) => der) };
  const threads = start({ waitingMax: 300 });
  await threads.run({ kind: "signature", cms: bad, content, judging });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => threads.run({ kind: "signature", cms: bad, content, judging })),
  );
  delay.disable();
  expect(answers.every((answer) => answer.ok && !answer.value.ok)).toBe(true);
  // Sixty judged here would hold the loop for half a second and more. The median tells nothing of a busy machine's own pauses.
  expect(delay.percentile(50) / 1e6).toBeLessThan(50);
});
