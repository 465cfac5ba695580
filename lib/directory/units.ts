import others from "./data/other-units.json";
import source from "./data/units.json";
import type { Names } from "./names";

/** A unit of measure; its code is the one that the data operator's wire carries. */
export type Unit = { readonly code: string; readonly name: Names; readonly short: Names };

/** Stands on the wire for a unit that nobody named; not offered to people. */
const UNKNOWN_CODE = "000";

const all: readonly Unit[] = source.units.map((row) => ({
  code: row.code,
  name: { ru: row.nameRu, kk: row.nameKk, en: row.nameEn },
  short: { ru: row.shortRu, kk: row.shortKk, en: row.shortEn },
}));

/** What other programs name goods in (the directory of the common API): taken and printed, not offered. */
const foreign: readonly Unit[] = others.units.map(({ code, ru, kk, en }) => ({
  ...{ code, name: { ru, kk, en }, short: { ru, kk, en } },
}));

/** The units that a good may be measured in, most used first. */
export const units = (): readonly Unit[] => all.filter((unit) => unit.code !== UNKNOWN_CODE);

/** Codes of both directories: what a receipt may name. */
export const unitCodes = (): readonly string[] => [...units(), ...foreign].map(({ code }) => code);

/** One directory writes `006` what the other writes `6`. */
const bare = (code: string): string => code.replace(/^0+(?=.)/, "");

/** Finds a unit by its code in either directory. */
export const unit = (code: string): Unit | null =>
  [...all, ...foreign].find((candidate) => bare(candidate.code) === bare(code)) ?? null;
