import { fc, test as property } from "@fast-check/vitest";
import protobuf from "protobufjs";
import { describe, expect, test } from "vitest";
import { tiyn } from "@/lib/kernel";
import {
  CPCR_VERSIONS,
  type CpcrRequest,
  type CpcrResponse,
  type CpcrVersion,
  decodeRequest,
  decodeResponse,
  encodeFrame,
  encodeRequest,
  encodeResponse,
  FRAME_BYTES_MAX,
  FrameReader,
  reactionTo,
} from ".";
import { type Bodies, bodiesOf } from "./codec";

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

const text = fc.string({ unit: "grapheme", maxLength: 12 });
/** A value of a field, as our messages hold it. */
function arbitraryOf(
  { request: _, response: __, money: moneyType, dateTime }: Bodies,
  field: protobuf.Field,
  depth: number,
) {
  const type = field.resolvedType;
  if (type === moneyType) return money;
  if (type === dateTime) return moment;
  if (type instanceof protobuf.Enum)
    return fc.oneof(fc.constantFrom(...Object.keys(type.values)), fc.integer({ min: 1000, max: 2000 }));
  if (type instanceof protobuf.Type) return messageOf(type, depth - 1);
  if (field.name === "quantity" || field.name === "pos_receipt_number")
    return field.type === "uint32" ? wireUint32.map(BigInt) : wireUint64;
  const plain: Record<string, fc.Arbitrary<unknown>> = {
    ...{ string: text, bool: fc.boolean(), int32: fc.integer(), uint32: wireUint32, uint64: wireUint64 },
    bytes: fc.uint8Array({ maxLength: 20 }),
  };
  return plain[field.type] ?? fc.constant(undefined);
}
/** Any message that the schema allows: this release writes every field it has. */
function messageOf(type: protobuf.Type, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const bodies = bodiesOf(versionOfType(type));
  const fields = type.fieldsArray.filter((field) => depth > 0 || field.required);
  const values = fields.map((field) => {
    const one = arbitraryOf(bodies, field, depth);
    return [field.name, field.repeated ? fc.array(one, { minLength: 1, maxLength: 2 }) : one] as const;
  });
  const requiredKeys = fields.filter(({ required }) => required).map(({ name }) => name);
  return fc.record(Object.fromEntries(values), { requiredKeys });
}
const versionOfType = (type: protobuf.Type): CpcrVersion =>
  CPCR_VERSIONS.find((version) => bodiesOf(version).request.root === type.root) ?? 203;

/** Whole messages at random are large; a busy machine takes its time. */
const PATIENT_MS = 30_000;
/** Made once for each version: the schema is large. */
const ARBITRARIES = CPCR_VERSIONS.map((version) => ({
  version,
  request: messageOf(bodiesOf(version).request, 6) as unknown as fc.Arbitrary<CpcrRequest>, // cast: made by the schema
  response: messageOf(bodiesOf(version).response, 6) as unknown as fc.Arbitrary<CpcrResponse>, // cast: likewise
}));
const arbitrariesOf = (wanted: CpcrVersion) => {
  const found = ARBITRARIES.find(({ version }) => version === wanted);
  if (!found) throw new Error(String(wanted));
  return found;
};
const requestOf = (version: CpcrVersion) => arbitrariesOf(version).request;
const responseOf = (version: CpcrVersion) => arbitrariesOf(version).response;
const anyVersion = fc.constantFrom(...CPCR_VERSIONS);
const arbitraryRequest = requestOf(203);

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

property.prop(
  [
    anyVersion.chain((version) =>
      fc.record({ version: fc.constant(version), request: requestOf(version), response: responseOf(version) }),
    ),
  ],
  { numRuns: 60 },
)(
  "every message that a version allows is read back equal",
  ({ version, request, response }) => {
    expect(decodeRequest(encodeRequest(request, version), version)).toEqual({ ok: true, value: request });
    expect(decodeResponse(encodeResponse(response, version), version)).toEqual({ ok: true, value: response });
  },
  PATIENT_MS,
);

property.prop(
  [fc.tuple(anyVersion, anyVersion).chain(([from, to]) => fc.tuple(requestOf(from), fc.constant({ from, to })))],
  {
    numRuns: 100,
  },
)(
  "a message of one version is read or refused by the reader of another, never more",
  ([request, { from, to }]) => {
    expect(typeof decodeRequest(encodeRequest(request, from), to).ok).toBe("boolean");
  },
  PATIENT_MS,
);

property.prop([fc.uint8Array({ maxLength: 400 }), anyVersion], { numRuns: 300 })(
  "no bytes make a reader throw",
  (bytes, version) => {
    for (const read of [decodeRequest, decodeResponse]) {
      const answer = read(bytes, version);
      if (!answer.ok) expect(answer.error.code).toBe("cpcr.malformed");
    }
  },
);

property.prop([fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 40 })], { numRuns: 500 })(
  "no bytes make a frame reader throw, hang or hold more than it was given",
  (pieces) => {
    const reader = new FrameReader(1000);
    let given = 0;
    for (const piece of pieces) {
      reader.push(piece);
      given += piece.length;
      for (let next = reader.next(); next.ok && next.value; next = reader.next());
      expect(reader.pendingBytes).toBeLessThanOrEqual(Math.min(given, 1000 + 64));
    }
  },
);

test("a message is the same at whichever byte it was cut, and two that came glued are two", () => {
  const [one, other] = [7, 8].map((requestNumber) =>
    encodeFrame({ version: 203, deviceId: 1, token: 0xffff_ffff, requestNumber, body: Uint8Array.of(8, 5, 0x32, 0) }),
  ) as [Uint8Array, Uint8Array]; // cast: two numbers, two messages
  const stream = Buffer.concat([one, other]);
  for (let cut = 0; cut <= stream.length; cut++) {
    const reader = new FrameReader();
    const seen: (number | undefined)[] = [];
    for (const piece of [stream.subarray(0, cut), stream.subarray(cut)]) {
      reader.push(piece);
      for (let next = reader.next(); next.ok && next.value; next = reader.next()) seen.push(next.value.requestNumber);
    }
    expect(seen).toEqual([7, 8]);
  }
});

test("who takes short messages only refuses a longer one by its header alone", () => {
  const reader = new FrameReader(100);
  const long = encodeFrame({ version: 203, deviceId: 1, token: 1, requestNumber: 1, body: new Uint8Array(83) });
  reader.push(long.subarray(0, 18));
  expect(reader.next()).toEqual({ ok: false, error: { code: "cpcr.frame_too_long", size: 101 } });
  expect(reader.pendingBytes).toBe(0);
});

describe("the versions of the protocol", () => {
  const line = {
    ...{ section_code: "1", quantity: 2500n, price: tiyn(100n), sum: tiyn(250n), ntin: "0200001000001" },
    commodity_type: "SERVICE" as const,
  };
  const request: CpcrRequest = {
    command: "COMMAND_TICKET",
    service: { reg_info: { org: { title: "ТОО", address_kz: "Алматы", tenantId: 9 } } },
    ticket: {
      ...{ operation: "OPERATION_SELL", date_time: new Date("2026-11-24T07:00:00Z"), operator: { code: 1 } },
      items: [{ type: "ITEM_TYPE_COMMODITY", commodity: line }],
      payments: [
        {
          type: "PAYMENT_CARD",
          sum: tiyn(250n),
          card_payment_fields: { pos_receipt_number: 12n },
        },
      ],
      amounts: { total: tiyn(250n) },
      shift_document_number: 3,
    },
  };
  const read = (version: CpcrVersion) => {
    const answer = decodeRequest(encodeRequest(request, version), version);
    if (!answer.ok) throw new Error(answer.error.detail);
    const { ticket, service } = answer.value;
    return {
      line: ticket?.items?.[0]?.commodity,
      card: ticket?.payments?.[0]?.card_payment_fields,
      org: service?.reg_info?.org,
      number: ticket?.shift_document_number,
    };
  };

  test("2.0.2 has narrow quantities, no card fields, and a number where 2.0.3 has the address in Kazakh", () => {
    const { ntin: _, commodity_type: __, ...old } = line;
    expect(read(202)).toEqual({ line: old, card: undefined, org: { title: "ТОО", tenantId: 9 }, number: 3 });
    const wide = { ...line, quantity: 2n ** 31n };
    const tooMuch = { ...request, ticket: { ...request.ticket, items: [{ type: 1, commodity: wide }] } } as CpcrRequest; // cast: changed
    expect(() => encodeRequest(tooMuch, 202)).toThrow("quantity");
    expect(encodeRequest(tooMuch, 203).length).toBeGreaterThan(0);
  });

  test("2.0.3 has national codes and card fields, 2.0.4 the kind of goods besides, and no number within the shift", () => {
    const { commodity_type: _, ...without } = line;
    const org = { title: "ТОО", address_kz: "Алматы", tenantId: 9 };
    expect(read(203)).toEqual({ line: without, card: { pos_receipt_number: 12n }, org, number: 3 });
    expect(read(204)).toEqual({ line, card: { pos_receipt_number: 12n }, org, number: undefined });
  });

  test("commands that a version does not have are numbers to it", () => {
    const command = (bytes: readonly number[], version: CpcrVersion) => {
      const answer = decodeRequest(Uint8Array.from(bytes), version);
      return answer.ok ? answer.value.command : answer.error.code;
    };
    expect(CPCR_VERSIONS.map((version) => command([8, 100], version))).toEqual([100, 100, "COMMAND_QR_GENERATE"]);
    expect(CPCR_VERSIONS.map((version) => command([8, 7], version))).toEqual(
      ["COMMAND_CANCEL_TICKET", "COMMAND_CANCEL_TICKET", 7], // in order
    );
  });

  test("prices of the catalogue are a must in 2.0.2 only", () => {
    const element = { type: "ITEM" as const, title: "Хлеб", id: 1n, item: { barcode: "4870001" } };
    const response: CpcrResponse = {
      command: "COMMAND_NOMENCLATURE",
      result: { result_code: 0 },
      nomenclature: { version: 1, result: "NOMENCLATURE_RESULT_OK", elements: [element] },
    };
    expect(() => encodeResponse(response, 202)).toThrow("purchase_price");
    expect(decodeResponse(encodeResponse(response, 203), 203)).toEqual({ ok: true, value: response });
  });
});

property.prop([arbitraryRequest, fc.nat(), fc.integer({ min: 0, max: 255 })], { numRuns: 100 })(
  "a message with one byte changed is read or refused, never more",
  (request, place, value) => {
    const bytes = encodeRequest(request);
    bytes[place % bytes.length] = value;
    expect(typeof decodeRequest(bytes).ok).toBe("boolean");
  },
  PATIENT_MS,
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
