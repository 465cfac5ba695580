import { describe, expect, test } from "vitest";
import { decodeHeader, encodeFrame, FRAME_BYTES_MAX, FrameReader, HEADER_BYTES } from "./frame";

const frame = { version: 203, deviceId: 200_001, token: 4_000_000_001, requestNumber: 7, body: Uint8Array.of(1, 2, 3) };
/** A header that claims a size, and the bytes that follow it. */
const claiming = (size: number, length = size): Uint8Array => {
  const bytes = new Uint8Array(length);
  bytes.set(encodeFrame(frame).subarray(0, Math.min(length, HEADER_BYTES)));
  new DataView(bytes.buffer).setUint32(4, size, true);
  return bytes;
};

test("a header is eighteen bytes, its integers little-endian", () => {
  const bytes = encodeFrame({
    ...frame,
    version: 0x0102,
    deviceId: 0x03040506,
    token: 0x0708090a,
    requestNumber: 0x0b0c,
  });
  expect([...bytes.subarray(0, HEADER_BYTES)]).toEqual([
    ...[0xa2, 0x81, 0x02, 0x01, 21, 0, 0, 0, 6, 5, 4, 3, 0x0a, 9, 8, 7, 0x0c, 0x0b],
  ]);
  expect(decodeHeader(bytes)).toEqual({
    ok: true,
    value: { version: 0x0102, size: 21, deviceId: 0x03040506, token: 0x0708090a, requestNumber: 0x0b0c },
  });
});

describe("what a header has no room for", () => {
  test.each([
    ["version", 0xffff, "version is 16 bits"],
    ["deviceId", 0xffff_ffff, "register id is 32 bits"],
    ["token", 0xffff_ffff, "token is 32 bits"],
    ["requestNumber", 0xffff, "request number is 16 bits"],
  ] as const)("%s: its bounds are written, beyond them is our bug", (name, max, why) => {
    for (const value of [0, max])
      expect(decodeHeader(encodeFrame({ ...frame, [name]: value }))).toMatchObject({ value: { [name]: value } });
    for (const value of [-1, max + 1, 0.5, Number.NaN])
      expect(() => encodeFrame({ ...frame, [name]: value })).toThrow(why);
  });

  test("the longest message is written and read, a byte more is not", () => {
    const longest = encodeFrame({ ...frame, body: new Uint8Array(FRAME_BYTES_MAX - HEADER_BYTES) });
    expect(decodeHeader(longest)).toMatchObject({ ok: true, value: { size: FRAME_BYTES_MAX } });
    expect(() => encodeFrame({ ...frame, body: new Uint8Array(FRAME_BYTES_MAX - HEADER_BYTES + 1) })).toThrow(
      "fits its bound",
    );
    expect(decodeHeader(claiming(FRAME_BYTES_MAX + 1, HEADER_BYTES))).toEqual({
      ok: false,
      error: { code: "cpcr.frame_too_long", size: FRAME_BYTES_MAX + 1 },
    });
  });
});

describe("a header that is none", () => {
  test.each([
    ["shorter than eighteen bytes", encodeFrame(frame).subarray(0, HEADER_BYTES - 1), "cpcr.frame_too_short"],
    ["of a size below itself", claiming(HEADER_BYTES - 1, HEADER_BYTES), "cpcr.frame_too_short"],
    ["of another application", encodeFrame(frame).fill(0xa3, 0, 1), "cpcr.not_a_frame"],
    ["of half the application's code", encodeFrame(frame).fill(0x80, 1, 2), "cpcr.not_a_frame"],
  ])("%s", (_, bytes, code) => {
    expect(decodeHeader(bytes)).toEqual({ ok: false, error: { code } });
    if (bytes.length >= HEADER_BYTES) {
      const reader = new FrameReader();
      reader.push(bytes);
      expect(reader.next()).toEqual({ ok: false, error: { code } });
    }
  });

  test("a message without a body is one", () => {
    const bytes = encodeFrame({ ...frame, body: new Uint8Array(0) });
    expect(decodeHeader(bytes)).toMatchObject({ ok: true, value: { size: HEADER_BYTES } });
    const reader = new FrameReader();
    reader.push(bytes);
    expect(reader.next()).toMatchObject({ ok: true, value: { body: new Uint8Array(0) } });
  });
});

describe("a reader", () => {
  test("refuses a foreign second byte before the header is whole, and stays refused", () => {
    const reader = new FrameReader();
    reader.push(Uint8Array.of(0xa2));
    expect(reader.next()).toEqual({ ok: true, value: null });
    reader.push(Uint8Array.of(0x82));
    expect(reader.next()).toEqual({ ok: false, error: { code: "cpcr.not_a_frame" } });
    expect(reader.pendingBytes).toBe(0);
    reader.push(encodeFrame(frame));
    expect(reader.next()).toEqual({ ok: false, error: { code: "cpcr.not_a_frame" } });
    expect(reader.pendingBytes).toBe(0);
  });

  test("takes a message of exactly its own bound, and none of a byte more", () => {
    const bytes = encodeFrame(frame);
    const exact = new FrameReader(bytes.length);
    exact.push(bytes);
    expect(exact.next()).toMatchObject({ ok: true, value: { requestNumber: 7, body: frame.body } });
    const narrow = new FrameReader(bytes.length - 1);
    narrow.push(bytes.subarray(0, HEADER_BYTES));
    expect(narrow.next()).toEqual({ ok: false, error: { code: "cpcr.frame_too_long", size: bytes.length } });
  });

  test("grows with what arrives and gives each body alone", () => {
    const long = { ...frame, requestNumber: 8, body: new Uint8Array(50_000).fill(7) };
    const stream = [...encodeFrame(frame), ...encodeFrame(long), ...encodeFrame(frame).subarray(0, 20)];
    const reader = new FrameReader();
    const read: unknown[] = [];
    for (let at = 0; at < stream.length; at += 1_000) {
      reader.push(Uint8Array.from(stream.slice(at, at + 1_000)));
      for (let next = reader.next(); next.ok && next.value; next = reader.next()) read.push(next.value);
    }
    expect(read).toEqual([
      { ...frame, size: 21 },
      { ...long, size: 50_018 },
    ]);
    expect(reader.pendingBytes).toBe(20);
  });
});
