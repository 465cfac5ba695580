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

/** The units that a good may be measured in, most used first. */
export const units = (): readonly Unit[] => all.filter((unit) => unit.code !== UNKNOWN_CODE);

/** Finds a unit by its wire code. */
export const unit = (code: string): Unit | null => all.find((candidate) => candidate.code === code) ?? null;
