import { expect, test } from "vitest";
import { z } from "zod";
import { fieldRefusals, readForm, typedValues } from "./form-input";

const form = (...pairs: [string, string | File][]) => {
  const made = new FormData();
  for (const [name, value] of pairs) made.append(name, value);
  return made;
};

test("a list of the schema is a list, however many were ticked", () => {
  const schema = z.object({ registers: z.array(z.string()).default([]), name: z.string() });
  expect(readForm(form(["name", "А"], ["registers", "1"]), schema)).toEqual({ name: "А", registers: ["1"] });
  expect(
    readForm(
      form(["registers", "1"], ["registers", "2"]),
      schema.refine(() => true),
    ),
  ).toEqual({ registers: ["1", "2"] });
});

test("a field sent twice where one is wanted is no text", () => {
  const schema = z.object({ name: z.string() });
  expect(schema.safeParse(readForm(form(["name", "a"], ["name", "b"]), schema)).success).toBe(false);
});

test("an untouched file field is absent, a chosen file is there", () => {
  const schema = z.object({ scan: z.file().optional() });
  const file = new File(["x"], "scan.pdf");
  expect(readForm(form(["scan", new File([], "")]), schema)).toEqual({});
  expect(readForm(form(["scan", file]), schema)).toEqual({ scan: file });
});

test("names that poison prototypes stay plain names", () => {
  const read = readForm(form(["__proto__", "x"], ["constructor", "y"]), z.object({}));
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  expect(({} as { x?: unknown }).x).toBeUndefined(); // cast: a look at every object
});

test("messages of the schema are codes; others read as required or malformed", () => {
  const schema = z.object({
    login: z.string().min(3, "auth.login_malformed"),
    name: z.string().max(5),
    code: z.string(),
    day: z.string().regex(/^\d+$/),
    rows: z.array(z.object({ sum: z.string().min(1, "field.required") })),
  });
  const input = { login: "a", name: "too long", day: "x", rows: [{ sum: "1" }, { sum: "" }] };
  const parsed = schema.safeParse(input);
  if (parsed.success) throw new Error("it is wrong in five places");
  expect(fieldRefusals(parsed.error, input)).toEqual({
    login: { code: "auth.login_malformed", facts: { min: "3" } },
    name: { code: "field.too_long", facts: { max: "5" } },
    code: { code: "field.required" },
    day: { code: "field.malformed" },
    "rows.1.sum": { code: "field.required", facts: { line: "2", min: "1" } },
  });
});

test("passwords, signatures and files are not given back", () => {
  const typed = {
    login: "a",
    password: "b",
    passwordAgain: "c",
    pin: "1",
    cms: "MII",
    file: new File(["x"], "y"),
    note: "n",
  };
  expect(typedValues(typed)).toEqual({ login: "a", note: "n" });
});
