import { describe, expect, test } from "vitest";
import { dayOf } from "@/lib/kernel";
import { CARD_FIELDS, canApprove, dayNotAhead, type Marks, parseCardDate, parseRegistrationNumber } from "./card";

describe("[S-097] the date of registration", () => {
  test("is typed as дд.мм.гггг", () => {
    expect(parseCardDate("26.11.2018")).toEqual({ ok: true, value: "2018-11-26" });
    expect(parseCardDate(" 29.02.2024 ")).toEqual({ ok: true, value: "2024-02-29" });
  });

  test("must be a day of the calendar", () => {
    for (const text of [
      "29.02.2026",
      "31.04.2026",
      "00.01.2026",
      "26.13.2018",
      "26.11.18",
      "2018-11-26",
      "",
      "26/11/2018",
    ])
      expect(parseCardDate(text)).toEqual({ ok: false, error: { code: "field.date" } });
  });

  test("may be today and not tomorrow, by the clock of Kazakhstan", () => {
    const lastOfDay = new Date("2026-11-24T18:59:59.999Z");
    const firstOfNext = new Date("2026-11-24T19:00:00.000Z");
    expect(dayOf(lastOfDay)).toBe("2026-11-24");
    expect(dayOf(firstOfNext)).toBe("2026-11-25");
    expect(dayNotAhead("2026-11-25", lastOfDay)).toEqual({ ok: false, error: { code: "field.date_future" } });
    expect(dayNotAhead("2026-11-25", firstOfNext).ok).toBe(true);
  });
});

describe("[S-096] the РНМ", () => {
  test("is 12 digits, blanks forgiven", () => {
    expect(parseRegistrationNumber("600400131197")).toEqual({ ok: true, value: "600400131197" });
    expect(parseRegistrationNumber("6004 0013 1197").ok).toBe(true);
  });

  test("of 11, of 13, or with a letter is refused", () => {
    for (const text of ["60040013119", "6004001311970", "60040013119O", ""])
      expect(parseRegistrationNumber(text)).toEqual({ ok: false, error: { code: "registers.number_malformed" } });
  });
});

describe("[S-101] moderation", () => {
  const all: Marks = Object.fromEntries(CARD_FIELDS.map((field) => [field, "matches"]));

  test("approves when all nine fields were found to match", () => {
    expect(CARD_FIELDS).toHaveLength(9);
    expect(canApprove(all)).toEqual({ ok: true, value: true });
  });

  for (const field of CARD_FIELDS) {
    test(`is stopped by ${field} alone when it differs`, () => {
      expect(canApprove({ ...all, [field]: "differs" })).toEqual({
        ok: false,
        error: { code: "registers.fields_differ", fields: [field] },
      });
    });

    test(`is stopped by ${field} alone when nobody looked at it`, () => {
      expect(canApprove({ ...all, [field]: undefined })).toEqual({
        ok: false,
        error: { code: "registers.fields_unchecked", fields: [field] },
      });
    });
  }
});
