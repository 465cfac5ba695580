import { invariant, tiyn } from "@/lib/kernel";

/** What a jsonb column holds. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** What of JSON stands for a value without parts: sums and quantities become digits, moments ISO text, bytes hex; else undefined. */
function plainOf(value: unknown): string | number | boolean | null | undefined {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") {
    invariant(Number.isSafeInteger(value), "a stored number is whole");
    return value;
  }
  if (value instanceof Date) return value.toISOString();
  return value instanceof Uint8Array ? hexOf(value) : undefined;
}

/** The fields of a value that is neither plain nor a list. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  invariant(typeof value === "object", "a stored value is plain");
  return value as Readonly<Record<string, unknown>>; // cast: an object
}

/** Writes a value of the domain as JSON; absent fields vanish. */
export function toJson(value: unknown): Json {
  const plain = plainOf(value);
  if (plain !== undefined) return plain;
  if (Array.isArray(value)) return value.map(toJson);
  const fields = Object.entries(fieldsOf(value)).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([key, field]) => [key, toJson(field)]));
}

const isDigits = (text: string): boolean => /^-?\d+$/.test(text);

function revive(key: string, value: Json): unknown {
  if (typeof value === "string") {
    if (/(Tiyn|Milli)$/.test(key)) {
      invariant(isDigits(value), "a stored sum is digits");
      return tiyn(BigInt(value));
    }
    return key === "at" || /At$/.test(key) ? new Date(value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => revive(key, item));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, revive(/(Tiyn|Milli)$/.test(key) ? key : name, field)]),
  );
}

/**
 * Reads what `toJson` wrote. A field's name says its unit (house §5), so names are the schema: `…Tiyn` and `…Milli` are whole
 * numbers, a record under such a name holds them, `at` and `…At` are moments.
 */
export const fromJson = <T>(value: Json): T => revive("", value) as T; // cast: T was what toJson was given

/**
 * The one text of what `toJson` would write of a value: keys sorted, no spaces. Two equal values have equal texts, so it can be
 * hashed.
 */
export function canonicalText(value: unknown): string {
  const plain = plainOf(value);
  if (plain !== undefined) return JSON.stringify(plain);
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value) text += text ? `,${canonicalText(item)}` : canonicalText(item);
    return `[${text}]`;
  }
  const fields = fieldsOf(value);
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== undefined) text += `${text && ","}${JSON.stringify(key)}:${canonicalText(field)}`;
  }
  return `{${text}}`;
}
