import { expect, test } from "vitest";
import { hasErrorText } from "@/lib/i18n";
import { tiyn } from "@/lib/kernel";
import { ERROR_MAP, outcomeOf } from "./error-map";
import { showRefusal } from "./show-refusal";

test("every refusal has its words", () => {
  expect(Object.keys(ERROR_MAP).filter((code) => !hasErrorText(code))).toEqual([]);
});

test("a code that nobody mapped reads as a bug of ours", () => {
  expect(outcomeOf("no.such")).toEqual({ status: 500, field: null, webkassa: null });
  expect(outcomeOf("toString").status).toBe(500);
});

test("facts arrive as a person reads them", () => {
  const error = {
    code: "x",
    missingTiyn: tiyn(250_050n),
    number: 12n,
    at: new Date("2026-11-24T19:30:00Z"),
    fields: ["address", "amount"],
    minutes: 5,
    inner: { secret: "no" },
    none: null,
  };
  expect(showRefusal(error)).toEqual({
    code: "x",
    facts: {
      missingTiyn: "2\u00a0500,50\u00a0₸",
      number: "12",
      at: "25.11.2026 00:30",
      fields: "address, amount",
      minutes: 5,
    },
  });
});
