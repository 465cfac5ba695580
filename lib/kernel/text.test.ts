import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { isPrintable, toPrintable } from "./text";

test.each(["Хлеб «Пшеничный», 500 г", "Қазы, сүт & әк", "e\u0301 😀", ""])("%j may be printed", (text) => {
  expect(isPrintable(text)).toBe(true);
});

test.each(["a\nb", "a\tb", "\u001b@", "a\u0000", "\u009b31m", "a\u2028b", "\ud800", "\udc00a", "\ufffe"])(
  "%j may not",
  (text) => {
    expect(isPrintable(text)).toBe(false);
    expect(isPrintable(toPrintable(text))).toBe(true);
  },
);

property.prop([fc.string({ unit: "binary" })])("whatever is made printable stays so and loses nothing else", (text) => {
  const printable = toPrintable(text);
  expect(toPrintable(printable)).toBe(printable);
  expect([...printable]).toHaveLength([...text].length);
});
