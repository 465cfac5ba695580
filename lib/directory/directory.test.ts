import { expect, test } from "vitest";
import {
  banks,
  localities,
  ownRegisterModel,
  registerModels,
  searchLocalities,
  taxOffice,
  taxOffices,
  unit,
  units,
  vatRate,
  vatRates,
} from ".";

const in2025 = new Date("2025-12-31T18:59:59.999Z");
const in2026 = new Date("2025-12-31T19:00:00.000Z");
const in2027 = new Date("2026-12-31T19:00:00.000Z");
const codes = (rows: readonly { code: string }[]) => rows.map((row) => row.code);

test("[S-076] an office is shown with its department in one value", () => {
  expect(taxOffice("6004")?.label).toBe("ДГД по г.Алматы УГД по Бостандыкскому району");
});

test("229 offices can be chosen in 2026, and those closed before only until then", () => {
  expect(taxOffices(in2026)).toHaveLength(229);
  expect(codes(taxOffices(in2026))).not.toContain("6006");
  expect(codes(taxOffices(in2025))).toContain("6006");
  expect(taxOffice("6006")?.departmentCode).toBe("6001");
  expect(taxOffice("9999")).toBeNull();
});

test("every office has four digits and a department that exists", () => {
  for (const office of taxOffices(in2026)) {
    expect(office.code).toMatch(/^\d{4}$/);
    expect(office.departmentName).toMatch(/^ДГД по /);
  }
});

test("VAT turns at midnight of Kazakhstan: 12 % ends with 2025, 5 % with 2026", () => {
  expect(codes(vatRates(in2025))).toContain("VAT_12");
  expect(codes(vatRates(in2026))).not.toContain("VAT_12");
  expect(codes(vatRates(in2026))).toEqual(
    expect.arrayContaining(["NO_VAT", "VAT_0", "VAT_5", "VAT_16", "VAT_10_PRESS"]),
  );
  expect(codes(vatRates(in2027))).not.toContain("VAT_5");
  expect(codes(vatRates(in2027))).toContain("VAT_10_MED");
});

test("no VAT is not zero VAT, and an old rate is still found by its code", () => {
  expect(vatRate("NO_VAT")?.rateBp).toBeNull();
  expect(vatRate("VAT_0")?.rateBp).toBe(0);
  expect(vatRate("VAT_12")?.rateBp).toBe(1200);
});

test.each([
  ["алматы", "Алматы"],
  ["Алм", "Алматы"],
  ["конаев", "Қонаев"],
  ["Қонаев", "Қонаев"],
  ["орал", "Уральск"],
  ["шымкент", "Шымкент"],
])("«%s» finds %s first, in Russian or Kazakh", (text, name) => {
  expect(searchLocalities(text)[0]?.name.ru).toBe(name);
});

test("a district is found with its city, an empty or foreign text finds nothing", () => {
  expect(searchLocalities("астана есиль")[0]?.label.ru).toBe("Астана, район Есиль");
  expect(searchLocalities("  ")).toEqual([]);
  expect(searchLocalities("zzz")).toEqual([]);
  expect(localities()).toHaveLength(115);
});

test("units carry wire codes and three languages, the unknown one is not offered", () => {
  expect(units()).toHaveLength(33);
  expect(unit("796")?.short).toEqual({ ru: "шт", kk: "дана", en: "pcs" });
  expect(codes(units())).not.toContain("000");
  expect(unit("000")).not.toBeNull();
});

test("banks have a БИК each, once, and our own register model is named", () => {
  expect(new Set(banks().map((bank) => bank.bik)).size).toBe(49);
  expect(banks()[0]?.closed).toBe(false);
  expect(ownRegisterModel().name).toBe("Программный фискализатор 3.0.1");
  expect(registerModels().filter((model) => model.own)).toHaveLength(1);
});
