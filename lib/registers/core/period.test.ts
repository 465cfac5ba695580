import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { GRACE_DAYS } from "./guards";
import { monthsAfter, nextPeriod } from "./period";

const at = (text: string) => new Date(text);
const GRACE_MS = GRACE_DAYS * 24 * 60 * 60 * 1000;

describe("a paid month", () => {
  test("ends at the same moment of the next month", () => {
    expect(monthsAfter(at("2026-11-24T09:41:00Z"), 1)).toEqual(at("2026-12-24T09:41:00Z"));
  });

  test("follows the calendar of Kazakhstan: the night belongs to the next day there", () => {
    expect(monthsAfter(at("2027-01-30T20:00:00Z"), 1)).toEqual(at("2027-02-27T20:00:00Z")); // 31 January 01:00 → 28 February 01:00
  });

  test("begun on the 31st comes back to the 31st after a short month", () => {
    const since = at("2027-01-31T06:00:00Z");
    const february = nextPeriod({ since, until: since }, since);
    expect(february.until).toEqual(at("2027-02-28T06:00:00Z"));
    expect(nextPeriod(february, february.until).until).toEqual(at("2027-03-31T06:00:00Z"));
  });

  test("paid ahead follows the one before it", () => {
    const paid = { since: at("2026-11-24T00:00:00Z"), until: at("2026-12-24T00:00:00Z") };
    expect(nextPeriod(paid, at("2026-12-01T00:00:00Z")).until).toEqual(at("2027-01-24T00:00:00Z"));
  });

  test("paid in the last moment of grace still follows, and a moment later begins anew", () => {
    const paid = { since: at("2026-11-24T00:00:00Z"), until: at("2026-12-24T00:00:00Z") };
    const end = paid.until.getTime() + GRACE_MS;
    expect(nextPeriod(paid, new Date(end - 1))).toEqual({ since: paid.since, until: at("2027-01-24T00:00:00Z") });
    expect(nextPeriod(paid, new Date(end))).toEqual({
      since: at("2026-12-31T00:00:00Z"),
      until: at("2027-01-31T00:00:00Z"),
    });
  });

  property.prop([
    fc.date({ min: at("2026-01-01T00:00:00Z"), max: at("2036-01-01T00:00:00Z"), noInvalidDate: true }),
    fc.integer({ min: 1, max: 60 }),
  ])("leaves no gap and ends on the day it began or the month's last", (since, months) => {
    let paid = { since, until: since };
    for (let month = 1; month <= months; month++) {
      const next = nextPeriod(paid, paid.until);
      const days = (next.until.getTime() - paid.until.getTime()) / (24 * 60 * 60 * 1000);
      expect(days).toBeGreaterThanOrEqual(28);
      expect(days).toBeLessThanOrEqual(31);
      paid = next;
    }
    expect(paid.until).toEqual(monthsAfter(since, months));
  });
});
