import source from "./data/banks.json";

/** A bank by its БИК. Statuses come from old copies of the directory, so a closed one warns and does not forbid. */
export type Bank = {
  readonly bik: string;
  readonly name: string;
  /** Digits 5 to 7 of an account at this bank, where known. */
  readonly bankCode: string | null;
  readonly closed: boolean;
};

const all: readonly Bank[] = source.banks.map(({ bik, name, bankCode, status }) => ({
  bik,
  name,
  bankCode,
  closed: status === "closed",
}));

/** All banks, working ones first. */
export const banks = (): readonly Bank[] =>
  [...all].sort((a, b) => Number(a.closed) - Number(b.closed) || a.name.localeCompare(b.name, "ru"));
