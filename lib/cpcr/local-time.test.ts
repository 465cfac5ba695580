import { expect, test } from "vitest";
import { fromWireDateTime, toWireDateTime } from "./local-time";

const wire = (year: number, month: number, day: number, hour = 12, minute = 0, second = 0) => ({
  date: { year, month, day },
  time: { hour, minute, second },
});

test("a moment is written as clocks in Almaty show it, also across midnight and the year", () => {
  expect(toWireDateTime(new Date("2026-12-31T19:00:59.999Z"))).toEqual(wire(2027, 1, 1, 0, 0, 59));
  expect(fromWireDateTime(wire(2027, 1, 1, 0, 0, 59))).toEqual(new Date("2026-12-31T19:00:59Z"));
});

test("seconds may be left out", () => {
  const { date } = wire(2026, 11, 25);
  expect(fromWireDateTime({ date, time: { hour: 14, minute: 32 } })).toEqual(new Date("2026-11-25T09:32:00Z"));
});

test.each([
  ["the first year", wire(1000, 1, 1)],
  ["the last year", wire(9999, 12, 31, 23, 59, 59)],
  ["a leap day", wire(2028, 2, 29)],
])("%s is a moment", (_, written) => {
  const moment = fromWireDateTime(written);
  expect(moment && toWireDateTime(moment)).toEqual(written);
});

test.each([
  ["a year of three digits", wire(999, 12, 31)],
  ["a year of five digits", wire(10_000, 1, 1)],
  ["month 0", wire(2026, 0, 1)],
  ["month 13", wire(2026, 13, 1)],
  ["day 0", wire(2026, 11, 0)],
  ["30 February", wire(2026, 2, 30)],
  ["29 February of a common year", wire(2026, 2, 29)],
  ["hour 24", wire(2026, 11, 25, 24)],
  ["minute 60", wire(2026, 11, 25, 12, 60)],
  ["second 60", wire(2026, 11, 25, 12, 0, 60)],
  ["a month of another century", wire(2026, 1200, 1)],
])("%s is none", (_, written) => expect(fromWireDateTime(written)).toBeNull());
