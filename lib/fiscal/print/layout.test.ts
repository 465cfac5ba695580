import { expect, test } from "vitest";
import { Sheet } from "./layout";

test("no control character reaches a paper, whatever brought it along", () => {
  const sheet = new Sheet(32);
  sheet.centre("ТОО\u001b@«Береке»").left("a\u0007b").hanging("1. Хлеб\u0000", 3).pair("Кассир\u001d", "А\u009bБ");
  const texts = sheet.paper().lines.map(({ text }) => text);
  expect(texts.join("")).not.toMatch(/\p{Cc}/u);
  expect(texts[1]).toBe("a b");
});
