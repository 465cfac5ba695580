import { test as check, fc } from "@fast-check/vitest";
import { expect } from "vitest";
import {
  type CpcrRequest,
  type CpcrResponse,
  encodeFrame,
  encodeResponse,
  FRAME_BYTES_MAX,
  FrameReader,
} from "@/lib/cpcr";
import { type Answer, type Expected, readAnswer } from "./answers";
import { type Exchanged, type Line, wireOver } from "./client";

// Whatever comes from the other end: the client neither crashes nor hangs nor grows, and takes as an answer only what answers its
// own question.

const EXPECTED: Expected = { deviceId: 200_001, requestNumber: 4, command: "COMMAND_TICKET" };
const TOTAL_MS = 5_000;
const HEADER_BYTES = 18;
const COMMANDS: readonly CpcrRequest["command"][] = [
  ...(["COMMAND_SYSTEM", "COMMAND_TICKET", "COMMAND_CLOSE_SHIFT", "COMMAND_REPORT"] as const),
  ...(["COMMAND_INFO", "COMMAND_MONEY_PLACEMENT"] as const),
];

type Script = {
  /** What each connection hears, piece by piece, a millisecond apart. */
  readonly pieces: readonly Uint8Array[];
  readonly after: "silence" | "close" | "error";
};

/** A line whose other end follows a script, and whose clock jumps to the next thing that happens. */
function scripted(script: Script) {
  let now = 0;
  let open = 0;
  let calls: { readonly at: number; readonly call: () => void }[] = [];
  const later = (ms: number, call: () => void) => {
    const entry = { at: now + ms, call };
    calls = [...calls, entry];
    return () => {
      calls = calls.filter((other) => other !== entry);
    };
  };
  const line: Line = {
    later,
    now: () => now,
    connect(_host, _port, ears) {
      open += 1;
      let isClosed = false;
      const hear = (ms: number, what: () => void) => later(ms, () => isClosed || what());
      hear(0, () => ears.opened());
      for (const [index, piece] of script.pieces.entries()) hear(index + 1, () => ears.received(piece));
      if (script.after !== "silence") hear(script.pieces.length + 1, () => ears.ended(script.after));
      return {
        send: (_, gone) => gone?.(),
        close() {
          if (!isClosed) open -= 1;
          isClosed = true;
        },
      };
    },
  };
  /** Lets things happen until the exchange is over; a client that waits for nothing hangs. */
  async function run(work: Promise<Exchanged>): Promise<Exchanged> {
    let over: Exchanged | null = null;
    work.then((exchanged) => {
      over = exchanged;
    });
    for (;;) {
      for (let turn = 0; turn < 10 && over === null; turn++) await Promise.resolve();
      if (over !== null) return over;
      const [next] = [...calls].sort((one, other) => one.at - other.at);
      if (!next) throw new Error("the client waits for nothing");
      calls = calls.filter((other) => other !== next);
      now = Math.max(now, next.at);
      next.call();
    }
  }
  return { line, run, spent: () => now, left: () => open };
}

const inert = { isArmed: () => false, pass: () => undefined };

async function exchangeWith(script: Script, expected = EXPECTED) {
  const { line, run, spent, left } = scripted(script);
  const { signal } = new AbortController();
  const question = { host: "operator", port: 1, bytes: new Uint8Array(18), expected, totalMs: TOTAL_MS, signal };
  const exchanged = await run(wireOver(line, inert).exchange(question));
  return { exchanged, spentMs: spent(), openLeft: left() };
}

const bytes = (most: number) => fc.uint8Array({ maxLength: most });
const ending = fc.constantFrom("silence", "close", "error") as fc.Arbitrary<Script["after"]>;
/** Also texts that no database and no paper takes as they are. */
const text = fc.string({ unit: "binary", maxLength: 1_500 }).filter((words) => !/[\0\p{Surrogate}]/u.test(words));
const whole = fc.integer({ min: 0, max: 0x7fff_ffff });
const long = fc.bigInt({ min: 0n, max: 0x7fff_ffff_ffff_ffffn });

const answerBody: fc.Arbitrary<CpcrResponse> = fc.record({
  command: fc.constantFrom(...COMMANDS),
  result: fc.record({ result_code: fc.oneof(fc.constantFrom(0, 2, 254, 255), whole), result_text: text }),
  ticket: fc.record({ ticket_number: fc.oneof(fc.bigInt(0n, 10n ** 19n).map(String), text), qr_code: bytes(1_500) }),
  service: fc.record({
    ticket_ads: fc.array(
      fc.record({ info: fc.record({ type: fc.constant("TICKET_AD_INFO" as const), version: long }), text }),
      {
        maxLength: 2,
      },
    ),
    last_document_info: fc.record({ fr_shift_number: whole, printed_document_number: long }),
    auxiliary: fc.array(
      fc.record({ key: fc.constantFrom("last_document_total", "last_document_date_time", "x"), value: text }),
      { maxLength: 3 },
    ),
  }),
});

const frameOf = (body: Uint8Array, change: Partial<Expected & { token: number; version: number }> = {}): Uint8Array => {
  const { deviceId, requestNumber } = { ...EXPECTED, ...change };
  return encodeFrame({ version: change.version ?? 203, deviceId, token: change.token ?? 7, requestNumber, body });
};

const OK: CpcrResponse = {
  command: "COMMAND_TICKET",
  result: { result_code: 0, result_text: "ok" },
  ticket: { ticket_number: "9001", qr_code: new TextEncoder().encode("http://check") },
};
const GOOD = frameOf(encodeResponse(OK, 203));

/** The parts of an answer that are written down: no text with a NUL or half a pair, no number outside its column. */
function expectStorable(answer: Answer): void {
  const { body, report, lastDocument, ...rest } = answer;
  const digits = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
  expect(JSON.stringify({ ...rest, lastDocument, report }, digits)).not.toMatch(/\\u0000|\\ud[89a-f]/);
  expect(answer.code).toBeLessThanOrEqual(0x7fff_ffff);
  expect(answer.token).toBeLessThanOrEqual(0xffff_ffff);
}

check.prop([fc.array(bytes(60), { maxLength: 12 }), ending], { numRuns: 2_000 })(
  "arbitrary bytes as an answer: no crash, no answer, over within the deadline, no connection left",
  async (pieces, after) => {
    const { exchanged, spentMs, openLeft } = await exchangeWith({ pieces, after });
    expect(exchanged.answered).toBe(false);
    expect(spentMs).toBeLessThanOrEqual(TOTAL_MS);
    expect(openLeft).toBe(0);
  },
);

check.prop([fc.nat({ max: GOOD.length - 1 }), fc.nat({ max: 255 }), fc.nat({ max: GOOD.length }), ending], {
  numRuns: 5_000,
})(
  "a good answer with a byte changed and its end cut: an answer that can be stored, or none",
  async (at, value, length, after) => {
    const changed = new Uint8Array(GOOD);
    changed[at] = value;
    const { exchanged, spentMs } = await exchangeWith({ pieces: [changed.subarray(0, length)], after });
    expect(spentMs).toBeLessThanOrEqual(TOTAL_MS);
    if (exchanged.answered) expectStorable(exchanged.answer);
  },
);

check.prop([answerBody, fc.nat({ max: 0xffff_ffff })], { numRuns: 3_000 })(
  "every well-formed answer is read without a crash, and what is read can be stored",
  (message, token) => {
    const { command } = message;
    const reader = new FrameReader();
    reader.push(frameOf(encodeResponse(message, 203), { token }));
    const next = reader.next();
    if (!next.ok || !next.value) throw new Error("our own frame is read");
    const read = readAnswer(next.value, { ...EXPECTED, command });
    if ("broken" in read) return;
    expectStorable(read);
    if (read.code === 0) expect(read.token).not.toBe(0);
    if (read.code === 0 && command === "COMMAND_TICKET") expect(read.fiscalSign).toMatch(/^\d{1,20}$/);
  },
);

check.prop(
  [
    fc.nat({ max: 0xffff_ffff }),
    fc.nat({ max: 0xffff }),
    fc.constantFrom(...COMMANDS),
    fc.constantFrom(...([202, 203, 204] as const)),
  ],
  { numRuns: 2_000 },
)(
  "an answer that is not exactly for this register, request and command is a broken exchange",
  async (deviceId, requestNumber, command, version) => {
    const body = encodeResponse({ ...OK, command }, version);
    const pieces = [frameOf(body, { deviceId, requestNumber, version })];
    const mine =
      deviceId === EXPECTED.deviceId && requestNumber === EXPECTED.requestNumber && command === EXPECTED.command;
    expect((await exchangeWith({ pieces, after: "close" })).exchanged.answered).toBe(mine);
    for (const change of [{ deviceId }, { requestNumber }, { command }]) {
      const expected = { ...EXPECTED, ...change };
      const isSame = Object.entries(change).every(([name, value]) => Reflect.get(EXPECTED, name) === value);
      const { exchanged } = await exchangeWith({ pieces: [GOOD], after: "close" }, expected);
      expect(exchanged.answered).toBe(isSame);
    }
  },
);

check("[F11] a good answer is taken whichever byte it is split at, also one byte at a time", async () => {
  for (let at = 0; at <= GOOD.length; at++) {
    const { exchanged } = await exchangeWith({ pieces: [GOOD.subarray(0, at), GOOD.subarray(at)], after: "silence" });
    expect(exchanged.answered && exchanged.answer.fiscalSign).toBe("9001");
  }
  const single = [...GOOD].map((byte) => Uint8Array.of(byte));
  expect((await exchangeWith({ pieces: single, after: "silence" })).exchanged.answered).toBe(true);
});

check("[F11] of two answers glued together the first counts and the second is thrown away", async () => {
  const other = frameOf(encodeResponse({ ...OK, ticket: { ticket_number: "9002", qr_code: new Uint8Array() } }, 203));
  const { exchanged } = await exchangeWith({ pieces: [Buffer.concat([GOOD, other])], after: "silence" });
  expect(exchanged.answered && exchanged.answer.fiscalSign).toBe("9001");
});

check("[F9] one byte a second, and one byte in 59 seconds, are cut by the one deadline", async () => {
  for (const everyMs of [1_000, 59_000]) {
    const { line, run, spent, left } = scripted({ pieces: [], after: "silence" });
    const slow: Line = {
      ...line,
      connect(host, port, ears) {
        const connection = line.connect(host, port, ears);
        for (const [index, byte] of GOOD.entries())
          line.later((index + 1) * everyMs, () => ears.received(Uint8Array.of(byte)));
        return connection;
      },
    };
    const { signal } = new AbortController();
    const question = { host: "operator", port: 1, bytes: GOOD, expected: EXPECTED, totalMs: TOTAL_MS, signal };
    expect(await run(wireOver(slow, inert).exchange(question))).toEqual({ answered: false, reason: "deadline" });
    expect(spent()).toBe(TOTAL_MS);
    expect(left()).toBe(0);
  }
});

check("[F8] an endless answer costs no more memory than the longest message", () => {
  const header = frameOf(new Uint8Array(0));
  new DataView(header.buffer).setUint32(4, FRAME_BYTES_MAX, true);
  const reader = new FrameReader();
  reader.push(header);
  for (let sent = HEADER_BYTES; sent < FRAME_BYTES_MAX; sent += 65_536) reader.push(new Uint8Array(65_536));
  expect(reader.next()).toMatchObject({ ok: true });
  expect(reader.pendingBytes).toBeLessThan(65_536);
  const tooLong = new FrameReader();
  new DataView(header.buffer).setUint32(4, FRAME_BYTES_MAX + 1, true);
  tooLong.push(header);
  expect(tooLong.next()).toMatchObject({ ok: false, error: { code: "cpcr.frame_too_long" } });
  tooLong.push(new Uint8Array(1_000_000));
  expect(tooLong.pendingBytes).toBe(0);
});
