import { err, invariant, ok, type Result } from "@/lib/kernel";

/** Bytes of the header that every message begins with, both ways. */
export const HEADER_BYTES = 18;
/** The longest message we send or take; the protocol names no bound. */
export const FRAME_BYTES_MAX = 5 * 1024 * 1024;

const APPCODE = 0x81a2;
const U32_MAX = 0xffff_ffff;
const U16_MAX = 0xffff;

export type FrameHeader = {
  /** 203 is 2.0.3. Any value is read; who answers decides. */
  readonly version: number;
  /** Bytes of the whole message, the header included. */
  readonly size: number;
  /** Id of the register at the data operator. */
  readonly deviceId: number;
  /** All 32 bits are in use: values above 2^31 are ordinary. */
  readonly token: number;
  /** 0 to 65,535; after the last comes 0. */
  readonly requestNumber: number;
};

export type Frame = FrameHeader & { readonly body: Uint8Array };

export type FrameError =
  | { readonly code: "cpcr.not_a_frame" }
  | { readonly code: "cpcr.frame_too_short" }
  | { readonly code: "cpcr.frame_too_long"; readonly size: number };

const isWhole = (value: number, max: number): boolean => Number.isInteger(value) && value >= 0 && value <= max;

/** Makes one message of a body. Header integers are little-endian. */
export function encodeFrame(frame: Omit<Frame, "size">): Uint8Array {
  const size = HEADER_BYTES + frame.body.length;
  invariant(isWhole(frame.version, U16_MAX), "version is 16 bits");
  invariant(isWhole(frame.deviceId, U32_MAX), "register id is 32 bits");
  invariant(isWhole(frame.token, U32_MAX), "token is 32 bits");
  invariant(isWhole(frame.requestNumber, U16_MAX), "request number is 16 bits");
  invariant(size <= FRAME_BYTES_MAX, "a message fits its bound");
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, APPCODE, true);
  view.setUint16(2, frame.version, true);
  view.setUint32(4, size, true);
  view.setUint32(8, frame.deviceId, true);
  view.setUint32(12, frame.token, true);
  view.setUint16(16, frame.requestNumber, true);
  bytes.set(frame.body, HEADER_BYTES);
  return bytes;
}

/** Reads the header at the start of `bytes`, which hold at least 18. */
export function decodeHeader(bytes: Uint8Array): Result<FrameHeader, FrameError> {
  if (bytes.length < HEADER_BYTES) return err({ code: "cpcr.frame_too_short" });
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  if (view.getUint16(0, true) !== APPCODE) return err({ code: "cpcr.not_a_frame" });
  const size = view.getUint32(4, true);
  if (size < HEADER_BYTES) return err({ code: "cpcr.frame_too_short" });
  if (size > FRAME_BYTES_MAX) return err({ code: "cpcr.frame_too_long", size });
  return ok({
    version: view.getUint16(2, true),
    size,
    deviceId: view.getUint32(8, true),
    token: view.getUint32(12, true),
    requestNumber: view.getUint16(16, true),
  });
}

/** Room made at first; grows with what really arrives, so that a header's claim alone costs nothing. */
const FIRST_ROOM_BYTES = 4096;

/** What a peer that said nothing costs: many may wait in silence. */
const NO_ROOM = new Uint8Array(0);

/** Room of at least the first size that holds these bytes; none where there are none. */
function roomFor(bytes: Uint8Array, wanted = bytes.length): Uint8Array<ArrayBuffer> {
  if (wanted === 0) return NO_ROOM;
  const room = new Uint8Array(Math.max(FIRST_ROOM_BYTES, wanted));
  room.set(bytes);
  return room;
}

/**
 * Puts messages together from pieces of any length. Of each message it takes exactly the SIZE that its header names; what follows
 * waits for the next `next()`. After a refusal the stream has lost its place and the reader answers the same refusal for ever.
 */
export class FrameReader {
  readonly #bytesMax: number;
  #bytes: Uint8Array<ArrayBuffer> = NO_ROOM;
  #length = 0;
  #header: FrameHeader | null = null;
  #refusal: FrameError | null = null;

  /** A reader of messages no longer than `bytesMax`: whoever serves strangers takes less than the protocol allows. */
  constructor(bytesMax = FRAME_BYTES_MAX) {
    this.#bytesMax = bytesMax;
  }

  /** Takes a piece as it came from the socket. */
  push(chunk: Uint8Array): void {
    if (this.#refusal) return;
    const wanted = this.#length + chunk.length;
    if (wanted > this.#bytes.length)
      this.#bytes = roomFor(this.#bytes.subarray(0, this.#length), Math.max(wanted, this.#bytes.length * 2));
    this.#bytes.set(chunk, this.#length);
    this.#length = wanted;
  }

  /** The next whole message, null while it is still arriving, or why there will be none. */
  next(): Result<Frame | null, FrameError> {
    if (this.#refusal) return err(this.#refusal);
    if (!this.#header) {
      if (this.#length >= 2 && (this.#bytes[0] !== 0xa2 || this.#bytes[1] !== 0x81))
        return this.#refuse({ code: "cpcr.not_a_frame" });
      if (this.#length < HEADER_BYTES) return ok(null);
      const header = decodeHeader(this.#bytes.subarray(0, HEADER_BYTES));
      if (!header.ok) return this.#refuse(header.error);
      const { size } = header.value;
      if (size > this.#bytesMax) return this.#refuse({ code: "cpcr.frame_too_long", size });
      this.#header = header.value;
    }
    const header = this.#header;
    if (this.#length < header.size) return ok(null);
    const body = this.#bytes.slice(HEADER_BYTES, header.size);
    // What follows moves to room of its own size, so that one long message does not hold its room for a whole connection.
    this.#bytes = roomFor(this.#bytes.subarray(header.size, this.#length));
    this.#length -= header.size;
    this.#header = null;
    return ok({ ...header, body });
  }

  /** Bytes that arrived and belong to no message handed out yet. */
  get pendingBytes(): number {
    return this.#length;
  }

  #refuse(error: FrameError): Result<never, FrameError> {
    this.#refusal = error;
    this.#bytes = NO_ROOM;
    this.#length = 0;
    return err(error);
  }
}
