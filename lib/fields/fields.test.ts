import { describe, expect, test } from "vitest";
import { z } from "zod";
import { err, ok } from "@/lib/kernel";
import { note, optionalText, parsed, text, ticked } from ".";

const codes = (schema: z.ZodType, typed: unknown) => {
  const read = schema.safeParse(typed);
  return read.success ? read.data : read.error.issues.map(({ message }) => message);
};

describe("a text", () => {
  test.each([
    ["  Касса 1 ", "Касса 1"],
    ["ә".repeat(10), "ә".repeat(10)],
    ["1".repeat(11), ["field.too_long"]],
    ["   ", ["field.required"]],
    [undefined, ["field.required"]],
    [7, ["field.required"]],
    ["a\u0007b", ["field.malformed"]],
    ["a\nb", ["field.malformed"]],
    ["a\u2028b", ["field.malformed"]],
  ])("%j", (typed, read) => expect(codes(text(10), typed)).toEqual(read));

  test("that may be left out is null then", () => {
    expect([undefined, "", "  "].map((typed) => codes(optionalText(10), typed))).toEqual([null, null, null]);
    expect(codes(optionalText(10), " a ")).toBe("a");
    expect(codes(optionalText(10), "a\u0000")).toEqual(["field.malformed"]);
    expect(codes(optionalText(1), "ab")).toEqual(["field.too_long"]);
  });

  test("from one person to another has lines, and no other signs that paper cannot carry", () => {
    expect(codes(note(20), "Адрес\r\nдругой\tдом")).toBe("Адрес\r\nдругой\tдом");
    expect(codes(note(20), "a\u001bb")).toEqual(["field.malformed"]);
    expect(codes(note(3), "abcd")).toEqual(["field.too_long"]);
    expect(codes(note(3), "\n")).toEqual(["field.required"]);
  });
});

test("a parser says what is wrong, or gives what it read", () => {
  const even = parsed((typed) => (Number(typed) % 2 === 0 ? ok(Number(typed)) : err({ code: "odd" })));
  expect([" 4 ", "3", "", "2".repeat(255)].map((typed) => codes(even, typed))).toEqual([
    4,
    ["odd"],
    ["field.required"],
    // Not asked at all: it is longer than anything a parser takes.
    ["field.malformed"],
  ]);
});

test("a tick is there or not, and nothing else", () => {
  expect([codes(ticked, "on"), codes(ticked, undefined), z.safeParse(ticked, "yes").success]).toEqual([
    true,
    false,
    false,
  ]);
});
