import { expect, test } from "vitest";
import { limits, tiyn } from "@/lib/kernel";
import { goodsFault } from "./check-goods";

const bread = { name: "Хлеб", section_code: "1", measure_unit_code: "796", price: tiyn(50_000n) };

test.each([
  ["as they should be", {}, null],
  ["a name of 255 signs", { name: "я".repeat(limits.nameLengthMax) }, null],
  ["a name of 256", { name: "я".repeat(limits.nameLengthMax + 1) }, "name"],
  ["a line break", { name: "Хлеб\nФИСКАЛЬНЫЙ ЧЕК" }, "characters"],
  ["an escape in a marking code", { list_excise_stamp: ["a\u001b"] }, "characters"],
  ["the separator of a marking code", { list_excise_stamp: ["0104870001234560\u001d93ab"] }, null],
  ["a long code", { product_id: "x".repeat(limits.codeLengthMax + 1) }, "line_shape"],
  ["no price", { price: tiyn(0n) }, "price"],
  ["a unit of the other directory", { measure_unit_code: "166" }, null],
  ["a unit without its leading zeros", { measure_unit_code: "6" }, null],
  ["an unknown unit", { measure_unit_code: "99999" }, "unit"],
  ["a right barcode", { barcode: "4870001234560" }, null],
  ["a wrong digit of a barcode", { barcode: "4870001234561" }, "barcode"],
] as const)("goods with %s", (_, change, fault) => {
  expect(goodsFault({ ...bread, ...change })).toBe(fault);
});
