import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { tiyn } from "@/lib/kernel";
import { catalogues, errorText, formatDateTime, formatMoney, formatMoneyShort, LOCALES, localeFromHeader } from ".";
import listed from "./same-texts.json";
import type { Catalogue } from "./translate";

const same: readonly string[] = listed;

const flatten = (catalogue: Catalogue, prefix = ""): [string, string][] =>
  Object.entries(catalogue).flatMap(
    ([key, value]) =>
      typeof value === "string" ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`), // cast: a pair
  );

const names = (elements: MessageFormatElement[]): string[] =>
  elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type === TYPE.plural || element.type === TYPE.select)
      return [element.value, ...Object.values(element.options).flatMap((option) => names(option.value))];
    return element.type === TYPE.tag ? names(element.children) : [element.value];
  });

const argumentsOf = (text: string): string[] => [...new Set(names(parse(text, { ignoreTag: true })))].sort();

describe.each(Object.keys(catalogues.ru))("namespace %s", (namespace) => {
  const source = new Map(flatten(catalogues.ru[namespace as keyof typeof catalogues.ru])); // cast: its own key

  test.each(["kk", "en"] as const)("%s has every text of ru with the same arguments", (locale) => {
    const other = new Map(flatten(catalogues[locale][namespace as keyof typeof catalogues.ru])); // cast: its own key
    expect([...other.keys()].sort()).toEqual([...source.keys()].sort());
    for (const [key, text] of source)
      expect([key, argumentsOf(other.get(key) ?? "")]).toEqual([key, argumentsOf(text)]);
  });

  test("a Kazakh text equals the Russian one only where it is listed", () => {
    const kazakh = new Map(flatten(catalogues.kk[namespace as keyof typeof catalogues.ru])); // cast: its own key
    const equal = [...source].filter(([key, text]) => /[а-яё]/i.test(text) && kazakh.get(key) === text);
    expect(equal.map(([, text]) => text).filter((text) => !same.includes(text))).toEqual([]);
  });
});

test("every namespace file of every language is registered", () => {
  for (const locale of LOCALES) {
    const folder = path.join(import.meta.dirname, "messages", locale);
    const files = readdirSync(folder).map((file) => file.replace(".json", ""));
    expect(files.sort()).toEqual(Object.keys(catalogues[locale]).sort());
    const source = readFileSync(path.join(import.meta.dirname, "catalogues.ts"), "utf8");
    for (const file of readdirSync(path.join(folder, "errors")))
      expect(source).toContain(`./messages/${locale}/errors/${file}`);
  }
});

test("a refusal reads in the person's language and never shows a bare code", () => {
  expect(errorText("ru", "xin.malformed")).toBe("БИН или ИИН состоит из 12 цифр.");
  expect(errorText("kk", "too_many_attempts", { minutes: 5 })).toContain("5 минут");
  expect(errorText("en", "no.such.code")).toContain("broke on our side");
});

test("times are shown by the clock of Almaty and sums with a no-break space", () => {
  expect(formatDateTime(new Date("2026-11-24T19:30:00Z"))).toBe("25.11.2026 00:30");
  expect(formatMoney(tiyn(1_167_140n))).toBe("11\u00a0671,40\u00a0₸");
  expect(formatMoneyShort(tiyn(250_000n))).toBe("2\u00a0500\u00a0₸");
});

test.each([
  ["kk-KZ,kk;q=0.9,ru;q=0.8", "kk"],
  ["de,en;q=0.5,ru;q=0.8", "ru"],
  [null, "ru"],
  ["fr", "ru"],
] as const)("Accept-Language %s gives %s", (header, locale) => {
  expect(localeFromHeader(header)).toBe(locale);
});
