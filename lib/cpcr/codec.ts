import protobuf from "protobufjs";
import { err, InvariantError, invariant, ok, type Result, tiyn } from "@/lib/kernel";
import { fromWireDateTime, toWireDateTime, type WireDateTime } from "./local-time";
import type { CpcrRequest, CpcrResponse } from "./messages";
import { CPCR_203 } from "./schema/cpcr-203";

/** The body cannot be read: not protobuf, a required field absent, or a value outside the bounds of the protocol. */
export type CodecError = { readonly code: "cpcr.malformed"; readonly detail: string };

type Fields = Record<string, unknown>;
type Long = { readonly low: number; readonly high: number };

/** Body integers end where signed ones do (ofd-protocol §1); only the header's token uses all 32 bits. */
const INT32_MAX = 0x7fff_ffff;
const INT64_MAX = 0x7fff_ffff_ffff_ffffn;

const { root } = protobuf.parse(CPCR_203, { keepCase: true });
root.resolveAll();
const requestType = root.lookupType("cpcr.Request");
const responseType = root.lookupType("cpcr.Response");
const moneyType = root.lookupType("cpcr.Money");
const dateTimeType = root.lookupType("cpcr.DateTime");

const toBigint = (value: Long | number): bigint =>
  typeof value === "number" ? BigInt(value) : (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);

const toLong = (value: bigint): Long => ({
  low: Number(BigInt.asIntN(32, value)),
  high: Number(BigInt.asIntN(32, value >> 32n)),
  ...{ unsigned: true },
});

/** No database takes a NUL or half a surrogate pair, and no paper shows one. */
const UNPRINTABLE = /[\0\p{Surrogate}]/u;

class Malformed extends Error {}

function assertFact(condition: boolean, fact: string): asserts condition {
  if (!condition) throw new Malformed(fact);
}

function readOne(field: protobuf.Field, value: unknown): unknown {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) return type.valuesById[value as number] ?? value; // cast: an enum travels as a number
  if (type === moneyType) {
    const { bills, coins } = value as { bills: Long | number; coins: number }; // cast: decoded by this very type
    const whole = toBigint(bills);
    assertFact(whole <= INT64_MAX && coins <= 99, `${field.name} is money`);
    return tiyn(whole * 100n + BigInt(coins));
  }
  if (type === dateTimeType) {
    const moment = fromWireDateTime(value as WireDateTime); // cast: decoded by this very type
    assertFact(moment !== null, `${field.name} is a moment`);
    return moment;
  }
  if (type instanceof protobuf.Type) return readMessage(type, value as Fields); // cast: decoded by this very type
  if (field.type === "uint64") {
    const whole = toBigint(value as Long | number); // cast: decoded by this very type
    assertFact(whole <= INT64_MAX, `${field.name} is within 63 bits`);
    return whole;
  }
  if (field.type === "string") assertFact(!UNPRINTABLE.test(value as string), `${field.name} is text`); // cast: likewise
  if (field.type === "uint32") assertFact((value as number) <= INT32_MAX, `${field.name} is within 31 bits`); // cast: likewise
  return field.type === "bytes" ? new Uint8Array(value as Uint8Array) : value; // cast: likewise
}

function readMessage(type: protobuf.Type, message: Fields): Fields {
  const read: Fields = {};
  for (const field of type.fieldsArray) {
    if (!Object.hasOwn(message, field.name)) continue;
    const value = message[field.name];
    if (!field.repeated) read[field.name] = readOne(field, value);
    else if ((value as unknown[]).length > 0)
      read[field.name] = (value as unknown[]).map((item) => readOne(field, item)); // cast: repeated
  }
  return read;
}

function writeOne(field: protobuf.Field, value: unknown): unknown {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) return typeof value === "string" ? type.values[value] : value;
  if (type === moneyType) {
    invariant(typeof value === "bigint" && value >= 0n && value / 100n <= INT64_MAX, `${field.name} is money`);
    return { bills: toLong(value / 100n), coins: Number(value % 100n) };
  }
  if (type === dateTimeType) {
    invariant(value instanceof Date && !Number.isNaN(value.getTime()), `${field.name} is a moment`);
    return toWireDateTime(value);
  }
  if (type instanceof protobuf.Type) return writeMessage(type, value as Fields); // cast: typed by the caller's message
  if (field.type === "uint64") {
    invariant(typeof value === "bigint" && value >= 0n && value <= INT64_MAX, `${field.name} is within 63 bits`);
    return toLong(value);
  }
  if (field.type === "uint32")
    invariant(typeof value === "number" && value >= 0 && value <= INT32_MAX, `${field.name} is within 31 bits`);
  return value;
}

function writeMessage(type: protobuf.Type, message: Fields): Fields {
  const written: Fields = {};
  for (const field of type.fieldsArray) {
    const value = message[field.name];
    if (value === undefined || value === null) continue;
    written[field.name] = field.repeated
      ? (value as unknown[]).map((item) => writeOne(field, item)) // cast: repeated
      : writeOne(field, value);
  }
  return written;
}

function encode(type: protobuf.Type, message: Fields): Uint8Array {
  const written = writeMessage(type, message);
  // Without this a missing required field would surface as a TypeError from inside the generated encoder.
  const wrong = type.verify(written);
  invariant(wrong === null, `${type.name} can be written (${wrong})`);
  return type.encode(written).finish();
}

function decode(type: protobuf.Type, body: Uint8Array): Result<Fields, CodecError> {
  try {
    const reader = protobuf.Reader.create(body);
    reader.discardUnknown = true;
    return ok(readMessage(type, type.decode(reader) as unknown as Fields)); // cast: a message is a record of its fields
  } catch (thrown) {
    if (thrown instanceof InvariantError || !(thrown instanceof Error)) throw thrown;
    return err({ code: "cpcr.malformed", detail: thrown.message });
  }
}

/** Writes the body that a register sends. Throws for a message that the schema does not allow. */
export const encodeRequest = (request: CpcrRequest): Uint8Array => encode(requestType, request);

/** Writes the body that an operator answers. Throws for a message that the schema does not allow. */
export const encodeResponse = (response: CpcrResponse): Uint8Array => encode(responseType, response);

/** Reads what a register sent. Unknown fields and fields of another wire type are skipped. */
export const decodeRequest = (body: Uint8Array): Result<CpcrRequest, CodecError> =>
  decode(requestType, body) as Result<CpcrRequest, CodecError>; // cast: the reader follows the schema the type was written from

/** Reads what an operator answered. Unknown fields and fields of another wire type are skipped. */
export const decodeResponse = (body: Uint8Array): Result<CpcrResponse, CodecError> =>
  decode(responseType, body) as Result<CpcrResponse, CodecError>; // cast: likewise
