import { expect, test } from "vitest";
import { isDueToClose, lastMomentOf } from "./auto-close";

const at = (almaty: string): Date => new Date(`${almaty}+05:00`);

test.each([
  ["2026-11-25T23:29:59.999", "2026-11-24T23:30:00"],
  ["2026-11-25T23:30:00.000", "2026-11-25T23:30:00"],
  ["2026-11-26T00:00:00.000", "2026-11-25T23:30:00"],
])("at %s in Almaty half past eleven was last at %s", (now, last) => {
  expect(lastMomentOf("23:30", at(now))).toEqual(at(last));
});

test("a shift is closed by the clock that passed it, and one opened after it stays open until the next time", () => {
  const now = at("2026-11-25T23:30:00");
  expect(isDueToClose(at("2026-11-25T09:00:00"), "23:30", now)).toBe(true);
  expect(isDueToClose(at("2026-11-25T23:30:00"), "23:30", now)).toBe(false);
  expect(isDueToClose(at("2026-11-25T23:40:00"), "23:30", at("2026-11-26T08:00:00"))).toBe(false);
  // The worker slept over the hour: the shift is closed when it wakes.
  expect(isDueToClose(at("2026-11-24T09:00:00"), "23:30", at("2026-11-25T07:00:00"))).toBe(true);
});
