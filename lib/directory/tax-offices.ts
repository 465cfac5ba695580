import { dayOf } from "@/lib/kernel";
import source from "./data/tax-offices.json";
import { inForce } from "./names";

/** A tax office where a register may be registered. Its official name exists in Russian only. */
export type TaxOffice = {
  /** Four digits, as the tax application and receipts carry it. */
  readonly code: string;
  readonly name: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  /** Two levels in one value: «ДГД по г.Алматы УГД по Бостандыкскому району». */
  readonly label: string;
};

const nameOf = new Map(source.offices.map((row) => [row.code, row.name]));

function office(row: (typeof source.offices)[number]): TaxOffice {
  const departmentCode = row.parent ?? row.code;
  const departmentName = (nameOf.get(departmentCode) ?? "").replace("по городу ", "по г.");
  return {
    code: row.code,
    name: row.name,
    departmentCode,
    departmentName,
    label: row.parent ? `${departmentName} ${row.name}` : departmentName,
  };
}

/** The offices in force at a moment that a taxpayer can choose: those of districts, ordered by department, then name. */
export function taxOffices(at: Date): readonly TaxOffice[] {
  const day = dayOf(at);
  return source.offices
    .filter((row) => row.kind === "office" && inForce(row, day))
    .map(office)
    .sort((a, b) => a.departmentName.localeCompare(b.departmentName, "ru") || a.name.localeCompare(b.name, "ru"));
}

/** Finds an office by its code, closed ones included: old papers name them. */
export function taxOffice(code: string): TaxOffice | null {
  const row = source.offices.find((candidate) => candidate.code === code);
  return row ? office(row) : null;
}
