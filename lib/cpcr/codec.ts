import protobuf from "protobufjs";
import { err, InvariantError, invariant, ok, type Result, tiyn } from "@/lib/kernel";
import { fromWireDateTime, toWireDateTime, type WireDateTime } from "./local-time";
import type { CpcrRequest, CpcrResponse } from "./messages";
import { CPCR_SCHEMA } from "./schema/cpcr";
import type { CpcrVersion } from "./version";

/** The body cannot be read: not protobuf, a required field absent, or a value outside the bounds of the protocol. */
export type CodecError = { readonly code: "cpcr.malformed"; readonly detail: string };

type Fields = Record<string, unknown>;
type Long = { readonly low: number; readonly high: number };

/** Body integers end where signed ones do (ofd-protocol §1); only the header's token uses all 32 bits. */
const INT32_MAX = 0x7fff_ffff;
const INT64_MAX = 0x7fff_ffff_ffff_ffffn;

/** Wider in a later version than in an earlier one: ours is a bigint in each, so that one value can be written for any. */
const WIDENED = new Set(["quantity", "pos_receipt_number"]);

/** A line of the schema that only some versions have. */
const BOUNDED = /\/\/ (since|until) (\d+)$/;

/** The schema as a version has it. */
const schemaOf = (version: CpcrVersion): string =>
  CPCR_SCHEMA.split("\n")
    .filter((line) => {
      const [, side, bound] = BOUNDED.exec(line) ?? [];
      if (!side) return true;
      return side === "since" ? version >= Number(bound) : version <= Number(bound);
    })
    .join("\n");

/** The two bodies of a version, and the messages that become values of ours. */
export type Bodies = {
  readonly request: protobuf.Type;
  readonly response: protobuf.Type;
  readonly money: protobuf.Type;
  readonly dateTime: protobuf.Type;
};

const parse = (version: CpcrVersion): Bodies => {
  const { root } = protobuf.parse(schemaOf(version), { keepCase: true });
  root.resolveAll();
  const type = (name: string) => root.lookupType(`cpcr.${name}`);
  return {
    request: type("Request"),
    response: type("Response"),
    money: type("Money"),
    dateTime: type("DateTime"),
  };
};

const parsed = new Map<CpcrVersion, Bodies>();

/** The messages of a version; made when the version is first spoken. */
export function bodiesOf(version: CpcrVersion): Bodies {
  const known = parsed.get(version) ?? parse(version);
  parsed.set(version, known);
  return known;
}

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

function readOne(bodies: Bodies, field: protobuf.Field, value: unknown): unknown {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) return type.valuesById[value as number] ?? value; // cast: an enum travels as a number
  if (type === bodies.money) {
    const { bills, coins } = value as { bills: Long | number; coins: number }; // cast: decoded by this very type
    const whole = toBigint(bills);
    assertFact(whole <= INT64_MAX && coins <= 99, `${field.name} is money`);
    return tiyn(whole * 100n + BigInt(coins));
  }
  if (type === bodies.dateTime) {
    const moment = fromWireDateTime(value as WireDateTime); // cast: decoded by this very type
    assertFact(moment !== null, `${field.name} is a moment`);
    return moment;
  }
  if (type instanceof protobuf.Type) return readMessage(bodies, type, value as Fields); // cast: decoded by this very type
  if (field.type === "uint64") {
    const whole = toBigint(value as Long | number); // cast: decoded by this very type
    assertFact(whole <= INT64_MAX, `${field.name} is within 63 bits`);
    return whole;
  }
  if (field.type === "string") assertFact(!UNPRINTABLE.test(value as string), `${field.name} is text`); // cast: likewise
  if (field.type === "uint32") {
    assertFact((value as number) <= INT32_MAX, `${field.name} is within 31 bits`); // cast: likewise
    return WIDENED.has(field.name) ? BigInt(value as number) : value; // cast: likewise
  }
  return field.type === "bytes" ? new Uint8Array(value as Uint8Array) : value; // cast: likewise
}

function readMessage(bodies: Bodies, type: protobuf.Type, message: Fields): Fields {
  const read: Fields = {};
  for (const field of type.fieldsArray) {
    if (!Object.hasOwn(message, field.name)) continue;
    const value = message[field.name];
    if (!field.repeated) read[field.name] = readOne(bodies, field, value);
    else if ((value as unknown[]).length > 0)
      read[field.name] = (value as unknown[]).map((item) => readOne(bodies, field, item)); // cast: repeated
  }
  return read;
}

function writeOne(bodies: Bodies, field: protobuf.Field, value: unknown): unknown {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) return typeof value === "string" ? type.values[value] : value;
  if (type === bodies.money) {
    invariant(typeof value === "bigint" && value >= 0n && value / 100n <= INT64_MAX, `${field.name} is money`);
    return { bills: toLong(value / 100n), coins: Number(value % 100n) };
  }
  if (type === bodies.dateTime) {
    invariant(value instanceof Date && !Number.isNaN(value.getTime()), `${field.name} is a moment`);
    return toWireDateTime(value);
  }
  if (type instanceof protobuf.Type) return writeMessage(bodies, type, value as Fields); // cast: typed by the caller's message
  if (field.type === "uint64") {
    invariant(typeof value === "bigint" && value >= 0n && value <= INT64_MAX, `${field.name} is within 63 bits`);
    return toLong(value);
  }
  if (field.type === "uint32") {
    const number = WIDENED.has(field.name) && typeof value === "bigint" && value <= INT32_MAX ? Number(value) : value;
    invariant(typeof number === "number" && number >= 0 && number <= INT32_MAX, `${field.name} is within 31 bits`);
    return number;
  }
  return value;
}

function writeMessage(bodies: Bodies, type: protobuf.Type, message: Fields): Fields {
  const written: Fields = {};
  for (const field of type.fieldsArray) {
    const value = message[field.name];
    if (value === undefined || value === null) continue;
    written[field.name] = field.repeated
      ? (value as unknown[]).map((item) => writeOne(bodies, field, item)) // cast: repeated
      : writeOne(bodies, field, value);
  }
  return written;
}

function encode(bodies: Bodies, type: protobuf.Type, message: Fields): Uint8Array {
  const written = writeMessage(bodies, type, message);
  // Without this a missing required field would surface as a TypeError from inside the generated encoder.
  const wrong = type.verify(written);
  invariant(wrong === null, `${type.name} can be written (${wrong})`);
  return type.encode(written).finish();
}

function decode(bodies: Bodies, type: protobuf.Type, body: Uint8Array): Result<Fields, CodecError> {
  try {
    const reader = protobuf.Reader.create(body);
    reader.discardUnknown = true;
    return ok(readMessage(bodies, type, type.decode(reader) as unknown as Fields)); // cast: a message is a record of its fields
  } catch (thrown) {
    if (thrown instanceof InvariantError || !(thrown instanceof Error)) throw thrown;
    return err({ code: "cpcr.malformed", detail: thrown.message });
  }
}

/** Writes the body that a register sends, without what the version has no field for. Throws for what the schema does not allow. */
export function encodeRequest(request: CpcrRequest, version: CpcrVersion = 203): Uint8Array {
  const bodies = bodiesOf(version);
  return encode(bodies, bodies.request, request);
}

/** Writes the body that an operator answers, without what the version has no field for. Throws likewise. */
export function encodeResponse(response: CpcrResponse, version: CpcrVersion = 203): Uint8Array {
  const bodies = bodiesOf(version);
  return encode(bodies, bodies.response, response);
}

/** Reads what a register sent. Unknown fields and fields of another wire type are skipped. */
export function decodeRequest(body: Uint8Array, version: CpcrVersion = 203): Result<CpcrRequest, CodecError> {
  const bodies = bodiesOf(version);
  return decode(bodies, bodies.request, body) as Result<CpcrRequest, CodecError>; // cast: the reader follows the schema
}

/** Reads what an operator answered. Unknown fields and fields of another wire type are skipped. */
export function decodeResponse(body: Uint8Array, version: CpcrVersion = 203): Result<CpcrResponse, CodecError> {
  const bodies = bodiesOf(version);
  return decode(bodies, bodies.response, body) as Result<CpcrResponse, CodecError>; // cast: likewise
}
