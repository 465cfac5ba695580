import { describe, expect, test } from "vitest";
import { type Tiyn, tiyn } from "@/lib/kernel";
import { bodiesOf, decodeRequest, decodeResponse, encodeRequest, encodeResponse } from "./codec";
import type { CpcrRequest, CpcrResponse } from "./messages";

// Both ends of each bound, written and read. Money is bills and coins of two digits; body integers end where signed ones do.

const INT64_MAX = 2n ** 63n - 1n;
const MOST = tiyn(INT64_MAX * 100n + 99n);

const placing = (sum: Tiyn, at = new Date("2026-11-25T09:00:00Z")): CpcrRequest => ({
  command: "COMMAND_MONEY_PLACEMENT",
  money_placement: { operation: "MONEY_PLACEMENT_DEPOSIT", datetime: at, sum },
});
const answering = (code: number): CpcrResponse => ({ command: "COMMAND_SYSTEM", result: { result_code: code } });
const numbered = (number: bigint): CpcrResponse => ({
  command: "COMMAND_INFO",
  result: { result_code: 0 },
  service: { last_document_info: { fr_shift_number: 1, printed_document_number: number } },
});

/** A body made by the schema alone, without our bounds. */
const raw = (message: object): Uint8Array => {
  const { request } = bodiesOf(203);
  return request.encode(request.fromObject(message)).finish();
};
const rawPlacing = (change: object): Uint8Array =>
  raw({
    command: "COMMAND_MONEY_PLACEMENT",
    money_placement: {
      ...{ operation: "MONEY_PLACEMENT_DEPOSIT", sum: { bills: 1, coins: 0 } },
      datetime: { date: { year: 2026, month: 11, day: 25 }, time: { hour: 14, minute: 0, second: 0 } },
      ...change,
    },
  });

describe("money", () => {
  test.each([0n, 1n, 99n, 100n, 9_007_199_254_740_993n, MOST])("of %s tiyn goes there and back", (sum) => {
    const read = decodeRequest(encodeRequest(placing(tiyn(sum))));
    expect(read).toMatchObject({ ok: true, value: { money_placement: { sum } } });
  });

  test.each([
    ["below zero", tiyn(-1n)],
    ["past 63 bits", tiyn(MOST + 1n)],
    ["as a number", 500 as unknown as Tiyn], // cast: what a careless caller would hand in
  ])("%s is our bug", (_, sum) => expect(() => encodeRequest(placing(sum))).toThrow("sum is money"));

  test("of a hundred coins, or of bills past 63 bits, is not read", () => {
    const refused = { ok: false, error: { code: "cpcr.malformed", detail: "sum is money" } };
    expect(decodeRequest(rawPlacing({ sum: { bills: 1, coins: 100 } }))).toEqual(refused);
    expect(decodeRequest(rawPlacing({ sum: { bills: "9223372036854775808", coins: 0 } }))).toEqual(refused);
    expect(decodeRequest(rawPlacing({ sum: { bills: "9223372036854775807", coins: 99 } }))).toMatchObject({ ok: true });
  });
});

describe("a moment", () => {
  test("that no calendar has is not read", () => {
    const body = rawPlacing({ datetime: { date: { year: 2026, month: 2, day: 30 }, time: { hour: 0, minute: 0 } } });
    expect(decodeRequest(body)).toEqual({
      ok: false,
      error: { code: "cpcr.malformed", detail: "datetime is a moment" },
    });
  });

  test.each([
    ["an invalid one", new Date(Number.NaN)],
    ["a text", "2026-11-25T09:00:00Z" as unknown as Date], // cast: what a careless caller would hand in
  ])("%s is our bug", (_, at) => expect(() => encodeRequest(placing(tiyn(1n), at))).toThrow("datetime is a moment"));
});

describe("a whole number", () => {
  test.each([0, 255, 0x7fff_ffff])("of 31 bits, %s, goes there and back", (code) =>
    expect(decodeResponse(encodeResponse(answering(code)))).toMatchObject({ value: { result: { result_code: code } } }),
  );

  test.each([
    ["below zero", -1],
    ["of 32 bits", 0x8000_0000],
    ["as a bigint where the protocol has a number", 5n as unknown as number], // cast: what a careless caller would hand in
  ])("%s is our bug", (_, code) =>
    expect(() => encodeResponse(answering(code))).toThrow("result_code is within 31 bits"),
  );

  test("of 32 bits is not read", () => {
    const { response } = bodiesOf(203);
    const body = response
      .encode(response.fromObject({ command: "COMMAND_SYSTEM", result: { result_code: 2 ** 31 } }))
      .finish();
    expect(decodeResponse(body)).toEqual({
      ok: false,
      error: { code: "cpcr.malformed", detail: "result_code is within 31 bits" },
    });
  });

  test.each([0n, INT64_MAX])("of 63 bits, %s, goes there and back", (number) =>
    expect(decodeResponse(encodeResponse(numbered(number)))).toMatchObject({
      value: { service: { last_document_info: { printed_document_number: number } } },
    }),
  );

  test.each([
    ["below zero", -1n],
    ["of 64 bits", INT64_MAX + 1n],
    ["as a number where ours is a bigint", 5 as unknown as bigint], // cast: what a careless caller would hand in
  ])("%s is our bug", (_, number) => expect(() => encodeResponse(numbered(number))).toThrow("is within 63 bits"));

  test("of 64 bits is not read", () => {
    const { response } = bodiesOf(203);
    const told = { last_document_info: { fr_shift_number: 1, printed_document_number: "9223372036854775808" } };
    const body = response
      .encode(response.fromObject({ command: "COMMAND_INFO", result: { result_code: 0 }, service: told }))
      .finish();
    expect(decodeResponse(body)).toMatchObject({ ok: false, error: { code: "cpcr.malformed" } });
  });
});

describe("a quantity, 32 bits in 2.0.2 and 64 from 2.0.3 on", () => {
  const selling = (quantity: bigint): CpcrRequest => ({
    command: "COMMAND_TICKET",
    ticket: {
      ...{ operation: "OPERATION_SELL", date_time: new Date("2026-11-25T09:00:00Z"), operator: { code: 1 } },
      items: [
        {
          type: "ITEM_TYPE_COMMODITY",
          commodity: {
            name: "Хлеб",
            section_code: "1",
            quantity,
            price: tiyn(1n),
            sum: tiyn(1n),
            measure_unit_code: "796",
          },
        },
      ],
      amounts: { total: tiyn(1n), taken: tiyn(1n), change: tiyn(0n) },
    },
  });
  const back = (quantity: bigint, version: 202 | 203) => {
    const read = decodeRequest(encodeRequest(selling(quantity), version), version);
    return read.ok ? read.value.ticket?.items?.[0]?.commodity?.quantity : read.error;
  };

  test("is a bigint in both", () => {
    expect([back(0x7fff_ffffn, 202), back(0x7fff_ffffn, 203), back(2n ** 40n, 203)]).toEqual([
      0x7fff_ffffn,
      0x7fff_ffffn,
      2n ** 40n,
    ]);
  });

  test("is our bug where there is no room for it", () => {
    for (const quantity of [-1n, 0x8000_0000n])
      expect(() => encodeRequest(selling(quantity), 202)).toThrow("quantity is within 31 bits");
    expect(() => encodeRequest(selling(-1n), 203)).toThrow("quantity is within 63 bits");
  });
});

test("a body that is not protobuf says so, and a schema is made once", () => {
  expect(decodeRequest(Uint8Array.of(0xff, 0xff))).toMatchObject({ ok: false, error: { code: "cpcr.malformed" } });
  expect(bodiesOf(204)).toBe(bodiesOf(204));
});
