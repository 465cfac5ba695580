import { describe, expect, test } from "vitest";
import { parseDay, present } from "@/lib/kernel";
import { detailsInput } from "../input";
import { minutesToWait } from "./confirmation";
import { asWritten, checkVatDay, parseIssueDay, parseVatNumber, parseVatSeries } from "./details";

const day = (text: string) => present(parseDay(text), "a day of this test");

describe("a VAT certificate", () => {
  test("[S-028][S-029] series is 5 digits, number 7, leading zeros stay", () => {
    expect(parseVatSeries(" 60001 ")).toEqual({ ok: true, value: "60001" });
    expect(parseVatNumber("0065985")).toEqual({ ok: true, value: "0065985" });
    for (const wrong of ["6000", "600011", "6000a", ""]) expect(parseVatSeries(wrong).ok).toBe(false);
    for (const wrong of ["006598", "00659855", "№0065985", ""]) expect(parseVatNumber(wrong).ok).toBe(false);
  });

  test("[S-030] today is a day of issue, tomorrow is not", () => {
    const vat = { series: "60001", number: "0065985", issuedOn: day("25.11.2026") };
    expect(checkVatDay(vat, day("25.11.2026")).ok).toBe(true);
    expect(checkVatDay(vat, day("24.11.2026"))).toEqual({ ok: false, error: { code: "field.date_future" } });
    expect(parseIssueDay("31.02.2019")).toEqual({ ok: false, error: { code: "field.date" } });
    expect(parseIssueDay("15.12.1991").ok).toBe(false);
  });
});

describe("the form «Данные организации»", () => {
  const typed = {
    ...{ headName: "Тестов Тест", legalAddress: "Казахстан г.Алматы ул.Сатпаева 90", email: "111@Prosystems.kz" },
    ...{ password: "длинный пароль 1", passwordAgain: "длинный пароль 1" },
  };
  const faults = (form: object) =>
    Object.fromEntries((detailsInput.safeParse(form).error?.issues ?? []).map((i) => [i.path.join("."), i.message]));

  test("[S-026] without «Плательщик НДС» the block below is not asked", () => {
    expect(detailsInput.parse({ ...typed, vatSeries: "", vatNumber: "junk" })).toMatchObject({
      email: "111@prosystems.kz",
      vat: null,
    });
  });

  test("[S-026][S-028] with it all three fields are asked at once, beside the others", () => {
    expect(faults({ ...typed, headName: "", vatPayer: "on", vatSeries: "6000", vatIssuedOn: "2019" })).toEqual({
      headName: "field.required",
      vatSeries: "orgs.vat_series",
      vatNumber: "field.required",
      vatIssuedOn: "field.date",
    });
    expect(
      detailsInput.parse({
        ...typed,
        vatPayer: "on",
        vatSeries: "60001",
        vatNumber: "0065985",
        vatIssuedOn: "12.03.2019",
      }),
    ).toMatchObject({ vat: { series: "60001", number: "0065985", issuedOn: "2019-03-12" } });
  });

  test("[S-025] two different passwords are refused at the second", () => {
    expect(faults({ ...typed, passwordAgain: "длинный пароль 2" })).toEqual({
      passwordAgain: "auth.password_mismatch",
    });
  });

  test("[S-025] and that is said together with the other faults of the form", () => {
    expect(faults({ ...typed, email: "a@b", passwordAgain: "x" })).toEqual({
      email: "field.email",
      passwordAgain: "auth.password_mismatch",
    });
  });

  test("[S-023] an address that is none is refused at its field", () => {
    expect(faults({ ...typed, email: "111@prosystems" })).toEqual({ email: "field.email" });
  });
});

test("a name from a key is written as people write it", () => {
  expect(asWritten("ӘБІЛҚАСЫМОВ ҰЛАН-ҒАЛИ ҚАЙРАТҰЛЫ")).toBe("Әбілқасымов Ұлан-Ғали Қайратұлы");
});

describe("[S-047] the next letter", () => {
  const now = new Date("2026-11-25T10:00:00.000Z");
  const ago = (ms: number) => new Date(now.getTime() - ms);
  test.each([
    [[], 0],
    [[0], 1],
    [[59_999], 1],
    [[60_000], 0],
    [[60_000, 120_000, 180_000, 240_000], 0],
    [[60_000, 120_000, 180_000, 240_000, 3_599_999], 1],
    [[60_000, 120_000, 180_000, 240_000, 3_600_000], 0],
    [[60_000, 120_000, 180_000, 240_000, 300_000, 3_000_000], 55],
  ])("after letters %j ms ago waits %i minutes", (ages, minutes) => {
    expect(minutesToWait(ages.map(ago), now)).toBe(minutes);
  });
});
