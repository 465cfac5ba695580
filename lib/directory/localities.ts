import source from "./data/localities.json";
import type { LocalNames } from "./names";

/** A city, or a district of a city. Villages are not in the directory: forms accept a name that is not listed. */
export type Locality = {
  /** Nine digits of КАТО. */
  readonly code: string;
  readonly kind: "city" | "district";
  readonly name: LocalNames;
  readonly regionCode: string;
  /** Name with what it belongs to: «Семей, область Абай», «Есиль район, Астана». */
  readonly label: LocalNames;
};

const regions = new Map(source.regions.map((row) => [row.code, row]));
const cities = new Map(source.cities.map((row) => [row.code, row]));

const all: readonly Locality[] = [
  ...source.cities.map((row): Locality => {
    const region = regions.get(row.region);
    const within = (name: string, regionName: string | undefined) =>
      row.code === row.region || !regionName ? name : `${name}, ${regionName}`;
    return {
      code: row.code,
      kind: "city",
      name: { ru: row.nameRu, kk: row.nameKk },
      regionCode: row.region,
      label: { ru: within(row.nameRu, region?.nameRu), kk: within(row.nameKk, region?.nameKk) },
    };
  }),
  ...source.districts.map((row): Locality => {
    const city = cities.get(row.city);
    return {
      code: row.code,
      kind: "district",
      name: { ru: row.nameRu, kk: row.nameKk },
      regionCode: row.region,
      label: { ru: `${city?.nameRu ?? ""}, ${row.nameRu}`, kk: `${city?.nameKk ?? ""}, ${row.nameKk}` },
    };
  }),
];

/** Every city and every district of a city. */
export const localities = (): readonly Locality[] => all;

const KAZAKH: Readonly<Record<string, string>> = {
  ә: "а",
  ғ: "г",
  қ: "к",
  ң: "н",
  ө: "о",
  ұ: "у",
  ү: "у",
  һ: "х",
  і: "и",
  ё: "е",
};

/** Folds letters that a person without a Kazakh keyboard types otherwise: «Қонаев» is found by «конаев». */
const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[әғқңөұүһіё]/g, (letter) => KAZAKH[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const index = all.map((locality) => ({
  locality,
  names: [fold(locality.name.ru), fold(locality.name.kk)],
  whole: fold(`${locality.label.ru} ${locality.label.kk}`),
}));

/** Finds localities by any part of their name in Russian or Kazakh, names that begin with the text first. */
export function searchLocalities(text: string, countMax = 20): readonly Locality[] {
  const wanted = fold(text);
  if (wanted === "") return [];
  const rank = ({ names, whole }: (typeof index)[number]): number => {
    if (names.includes(wanted)) return 0;
    if (names.some((name) => name.startsWith(wanted))) return 1;
    if (names.some((name) => name.includes(` ${wanted}`))) return 2;
    return wanted.split(" ").every((word) => whole.includes(word)) ? 3 : 4;
  };
  return index
    .map((entry) => ({ locality: entry.locality, rank: rank(entry) }))
    .filter((found) => found.rank < 4)
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        a.locality.kind.localeCompare(b.locality.kind) ||
        a.locality.label.ru.localeCompare(b.locality.label.ru, "ru"),
    )
    .slice(0, countMax)
    .map((found) => found.locality);
}
