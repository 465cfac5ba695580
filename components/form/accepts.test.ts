import { expect, test } from "vitest";
import { accepts } from "./accepts";

const named = (name: string, type = "") => ({ name, type });

test("a file fits by its type, its family or the end of its name", () => {
  const scans = "image/jpeg,image/png,application/pdf";
  expect(accepts(scans, named("karta.pdf", "application/pdf"))).toBe(true);
  expect(accepts(scans, named("karta.gif", "image/gif"))).toBe(false);
  expect(accepts(scans, named("karta.pdf"))).toBe(false);
  expect(accepts(".p7s, .cms", named("contract.P7S"))).toBe(true);
  expect(accepts(".p7s,.cms", named("contract.txt", "text/plain"))).toBe(false);
  expect(accepts(".xlsx,.csv,text/csv", named("goods.csv", "application/vnd.ms-excel"))).toBe(true);
  expect(accepts("image/*", named("a.webp", "image/webp"))).toBe(true);
  expect(accepts("*/*", named("whatever"))).toBe(true);
});
