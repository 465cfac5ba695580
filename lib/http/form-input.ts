import type { z } from "zod";
import { hasErrorText } from "@/lib/i18n";
import type { ShownRefusal } from "./state";

type Def = { readonly type: string; readonly innerType?: unknown; readonly in?: unknown; readonly shape?: unknown };
const defOf = (schema: unknown): Def | undefined => (schema as { _zod?: { def?: Def } } | undefined)?._zod?.def; // cast: zod's own inside

/** Looks through optional, default, transform and their like. */
function core(schema: unknown): Def | undefined {
  let def = defOf(schema);
  for (let depth = 0; depth < 20 && def; depth++) {
    const inner = defOf(def.innerType) ?? (def.type === "pipe" ? defOf(def.in) : undefined);
    if (!inner) return def;
    def = inner;
  }
  return def;
}

function arrayNames(schema: unknown): ReadonlySet<string> {
  const shape = core(schema)?.shape;
  if (typeof shape !== "object" || shape === null) return new Set();
  return new Set(
    Object.entries(shape)
      .filter(([, field]) => core(field)?.type === "array")
      .map(([name]) => name),
  );
}

const isNoFile = (value: FormDataEntryValue): boolean =>
  typeof value !== "string" && value.size === 0 && value.name === "";

/**
 * Reads a form as the schema expects it: a field that the schema has as a list is a list however many were sent, an untouched
 * file field is absent, and what React itself adds is left out.
 */
export function readForm(form: FormData, schema: z.ZodType): Record<string, unknown> {
  const lists = arrayNames(schema);
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$ACTION"));
  return Object.fromEntries(
    names.flatMap((name) => {
      const sent = form.getAll(name).filter((value) => !isNoFile(value));
      if (lists.has(name)) return [[name, sent]];
      return sent.length === 0 ? [] : [[name, sent.length === 1 ? sent[0] : sent]];
    }),
  );
}

const NEVER_BACK = /password|pin|cms/i;
const VALUE_LENGTH_MAX = 4000;

/** What was typed, for a form that is drawn anew. Passwords, signatures and files are never given back. */
export function typedValues(input: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) =>
      typeof value === "string" && value.length <= VALUE_LENGTH_MAX && !NEVER_BACK.test(name) ? [[name, value]] : [],
    ),
  );
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function refusalOf(issue: z.core.$ZodIssue, input: unknown): ShownRefusal {
  // A fault inside a list is told with its place there, as ops tell it.
  const place = issue.path.find((part) => typeof part === "number");
  const facts = {
    ...(typeof place === "number" ? { line: String(place + 1) } : {}),
    ...("maximum" in issue ? { max: String(issue.maximum) } : {}),
    ...("minimum" in issue ? { min: String(issue.minimum) } : {}),
  };
  const named = Object.keys(facts).length > 0 ? { facts } : {};
  if (hasErrorText(issue.message)) return { code: issue.message, ...named };
  const value = valueAt(input, issue.path);
  if (value === undefined || value === null || value === "") return { code: "field.required" };
  if (issue.code === "too_big" && issue.origin === "string") return { code: "field.too_long", ...named };
  return { code: "field.malformed" };
}

/** The refusals of a schema by field, the first of each. Messages of the schema are codes; others read as required or malformed. */
export function fieldRefusals(error: z.ZodError, input: unknown): Record<string, ShownRefusal> {
  const fields: Record<string, ShownRefusal> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= refusalOf(issue, input);
  return fields;
}
