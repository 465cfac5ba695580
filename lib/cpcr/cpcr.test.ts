import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { tiyn } from "@/lib/kernel";
import {
  type CpcrRequest,
  type CpcrResponse,
  decodeRequest,
  decodeResponse,
  encodeFrame,
  encodeRequest,
  encodeResponse,
  FRAME_BYTES_MAX,
  FrameReader,
  reactionTo,
} from ".";

const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const wireUint32 = fc.integer({ min: 0, max: 0x7fff_ffff });
const wireUint64 = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const money = fc.bigInt({ min: 0n, max: 2n ** 63n * 100n - 1n }).map(tiyn);
const moment = fc
  .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));
const frame = fc.record({
  version: u16,
  deviceId: u32,
  token: u32,
  requestNumber: u16,
  body: fc.uint8Array({ maxLength: 300 }),
});

const operation = fc.constantFrom(
  "OPERATION_BUY" as const,
  "OPERATION_BUY_RETURN" as const,
  "OPERATION_SELL" as const,
  "OPERATION_SELL_RETURN" as const,
);
const tax = fc.record({ tax_type: wireUint32, percent: wireUint32, sum: money, is_in_total_sum: fc.boolean() });
const commodity = fc.record(
  {
    name: fc.string(),
    section_code: fc.string(),
    quantity: wireUint64,
    price: money,
    sum: money,
    taxes: fc.array(tax, { minLength: 1, maxLength: 2 }),
    list_excise_stamp: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ["section_code", "quantity", "price", "sum"] },
);
const arbitraryRequest: fc.Arbitrary<CpcrRequest> = fc.record(
  {
    command: fc.constantFrom("COMMAND_TICKET" as const, "COMMAND_INFO" as const, 77),
    ticket: fc.record(
      {
        operation,
        date_time: moment,
        operator: fc.record({ code: wireUint32, name: fc.string() }, { requiredKeys: ["code"] }),
        items: fc.array(
          commodity.map((value) => ({ type: "ITEM_TYPE_COMMODITY" as const, commodity: value })),
          { minLength: 1, maxLength: 4 },
        ),
        amounts: fc.record({ total: money, taken: money, change: money }, { requiredKeys: ["total"] }),
        printed_document_number: wireUint64,
      },
      { requiredKeys: ["operation", "date_time", "operator", "amounts"] },
    ),
    service: fc.record(
      {
        get_reg_info: fc.boolean(),
        offline_period: fc.record({ begin_time: moment, end_time: moment }),
        security_stats: fc.record({
          geo_position: fc.record({ latitude: fc.integer(), longitude: fc.integer() }),
        }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["command"] },
);

property.prop([fc.array(frame, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.integer({ min: 1, max: 64 }))])(
  "messages come out whole, in order, however the bytes were cut",
  (frames, steps) => {
    const stream = Buffer.concat(frames.map(encodeFrame));
    const reader = new FrameReader();
    const seen: unknown[] = [];
    for (let at = 0; at < stream.length; ) {
      const step = steps.next().value ?? 1;
      reader.push(stream.subarray(at, at + step));
      at += step;
      for (;;) {
        const next = reader.next();
        if (!next.ok) throw new Error(next.error.code);
        if (next.value === null) break;
        const { size, ...rest } = next.value;
        expect(size).toBe(rest.body.length + 18);
        seen.push({ ...rest, body: [...rest.body] });
      }
    }
    expect(seen).toEqual(frames.map((sent) => ({ ...sent, body: [...sent.body] })));
    expect(reader.pendingBytes).toBe(0);
  },
);

test("a header that claims less than itself, more than the bound or another protocol is refused, and stays refused", () => {
  const good = encodeFrame({ version: 203, deviceId: 1, token: 2, requestNumber: 3, body: new Uint8Array(4) });
  const refused = (change: (bytes: Uint8Array) => void, cut = good.length) => {
    const bytes = new Uint8Array(good);
    change(bytes);
    const reader = new FrameReader();
    reader.push(bytes.subarray(0, cut));
    const answer = reader.next();
    reader.push(good);
    expect(reader.next()).toEqual(answer);
    return answer.ok ? "accepted" : answer.error.code;
  };
  const claim = (size: number) => (bytes: Uint8Array) => new DataView(bytes.buffer).setUint32(4, size, true);
  expect(refused(claim(17))).toBe("cpcr.frame_too_short");
  expect(refused(claim(FRAME_BYTES_MAX + 1))).toBe("cpcr.frame_too_long");
  expect(refused((bytes) => bytes.set([0xa1], 0), 2)).toBe("cpcr.not_a_frame");
});

property.prop([arbitraryRequest])("a request that is written is read back equal", (request) => {
  expect(decodeRequest(encodeRequest(request))).toEqual({ ok: true, value: request });
});

property.prop([fc.uint8Array({ maxLength: 400 })], { numRuns: 2000 })("no bytes make a reader throw", (bytes) => {
  for (const read of [decodeRequest, decodeResponse]) {
    const answer = read(bytes);
    if (!answer.ok) expect(answer.error.code).toBe("cpcr.malformed");
  }
});

property.prop([arbitraryRequest, fc.nat(), fc.integer({ min: 0, max: 255 })], { numRuns: 1000 })(
  "a message with one byte changed is read or refused, never more",
  (request, place, value) => {
    const bytes = encodeRequest(request);
    bytes[place % bytes.length] = value;
    expect(["boolean"]).toContain(typeof decodeRequest(bytes).ok);
  },
);

test("a value that this release has no name for stays a number, and its message is readable", () => {
  const read = decodeRequest(Uint8Array.of(0x08, 100, 0xd2, 0x02, 0x00));
  expect(read).toEqual({ ok: true, value: { command: 100 } });
});

test("a field of another wire type is skipped as unknown", () => {
  // OrgRegInfo 6 is a varint in 2.0.2 and a string in 2.0.3: service(6) { reg_info(2) { org(3) { 6: varint 1 } } }
  const body = [0x08, 5, 0x12, 2, 0x08, 0, 0x32, 6, 0x12, 4, 0x1a, 2, 0x30, 1];
  expect(decodeResponse(Uint8Array.from(body))).toEqual({
    ok: true,
    value: { command: "COMMAND_INFO", result: { result_code: 0 }, service: { reg_info: { org: {} } } },
  });
});

test.each([
  ["a hundred tiyn beside the tenge", [0x08, 0, 0x10, 100]],
  ["tenge beyond 63 bits", [0x08, ...Array.from({ length: 9 }, () => 0xff), 0x01, 0x10, 0]],
])("%s are no money", (_, sum) => {
  const placement = [
    0x0a, 17, 0x0a, 8, 0x08, 0xea, 0x0f, 0x10, 1, 0x18, 15, 0x12, 5, 0x08, 1, 0x10, 1, 0x18, 1, 0x10, 0,
  ];
  const fields = [...placement, 0x1a, sum.length, ...sum];
  expect(decodeRequest(Uint8Array.from([0x08, 6, 0x3a, fields.length, ...fields])).ok).toBe(false);
});

test.each([
  ["a NUL", [0x41, 0]],
  ["half a surrogate pair", [0xed, 0xa0, 0x80]],
])("a text with %s is malformed: nothing could keep it", (_, text) => {
  const inner = [0x0a, text.length, ...text, 0x12, 1, 0x41];
  const read = decodeRequest(Uint8Array.from([0x08, 8, 0x42, inner.length, ...inner]));
  if (read.ok) expect(read.value.auth?.login).not.toMatch(/[\0\p{Surrogate}]/u);
  else expect(read.error.detail).toContain("login");
});

test("a message that the schema does not allow is not written", () => {
  const absent = { command: "COMMAND_TICKET", result: { result_code: 0 }, ticket: {} } as unknown as CpcrResponse; // cast: wrong on purpose
  expect(() => encodeResponse(absent)).toThrow("ticket.ticket_number");
});

test("moments travel as the wall clock of Almaty", () => {
  const body = encodeRequest({
    command: "COMMAND_REPORT",
    report: { report: "REPORT_X", date_time: new Date("2026-11-24T20:59:58Z") },
  });
  // 25 November 2026, 01:59:58
  expect(Buffer.from(body).toString("hex")).toContain("08ea0f100b18191206080110 3b183a".replaceAll(" ", ""));
});

test("codes ask for the reaction of the protocol's table", () => {
  expect([0, 1, 2, 8, 11, 13, 15, 254, 255, 4242].map((code) => reactionTo(code, 203))).toEqual(
    ["accepted", "stop", "token", "unresolved", "refused", "refused", "server_block", "retry", "retry", "refused"], // in order
  );
  expect([reactionTo(18, 203), reactionTo(18, 204)]).toEqual(["refused", "server_block"]);
});
