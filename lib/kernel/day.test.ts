import { fc, test as propertyTest } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { addDays, addMonths, type Day, dayOf, daysBetween, formatDay, parseDay, startOfDay } from "./day";

const day = (text: string): Day => parseDay(text) ?? (expect.unreachable(text) as never);

test("a day ends at midnight of Kazakhstan, not of Greenwich", () => {
  expect(dayOf(new Date("2026-11-24T18:59:59.999Z"))).toBe("2026-11-24");
  expect(dayOf(new Date("2026-11-24T19:00:00.000Z"))).toBe("2026-11-25");
  expect(startOfDay(day("2026-11-25")).toISOString()).toBe("2026-11-24T19:00:00.000Z");
});

test.each([
  ["26.11.2018", "2018-11-26"],
  ["2018-11-26", "2018-11-26"],
  ["29.02.2024", "2024-02-29"],
  ["29.02.2026", null],
  ["31.04.2026", null],
  ["00.01.2026", null],
  ["1.1.2026", null],
  ["", null],
])("%s reads as %s", (text, expected) => expect(parseDay(text)).toBe(expected));

test("a month after the last day of January is the last day of February", () => {
  expect(addMonths(day("2026-01-31"), 1)).toBe("2026-02-28");
  expect(addMonths(day("2024-01-31"), 1)).toBe("2024-02-29");
  expect(addMonths(day("2026-01-31"), 2)).toBe("2026-03-31");
  expect(addMonths(day("2026-12-15"), 1)).toBe("2027-01-15");
  expect(addMonths(day("2026-01-15"), -1)).toBe("2025-12-15");
});

test("a day is written as papers write it", () => expect(formatDay(day("2026-11-05"))).toBe("05.11.2026"));

propertyTest.prop([
  fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
  fc.integer({ min: -5000, max: 5000 }),
])("days added are days between", (moment, count) => {
  const from = dayOf(moment);
  expect(daysBetween(from, addDays(from, count))).toBe(count);
});
