import { present } from "@/lib/kernel";
import source from "./data/register-models.json";

/** A register model of the state register. */
export type RegisterModel = {
  readonly code: string;
  readonly name: string;
  readonly kind: "hardware" | "software";
  readonly own: boolean;
};

const all: readonly RegisterModel[] = source.models.map((row) => ({
  ...row,
  kind: row.kind === "software" ? "software" : "hardware",
}));

/** Models that a client of the data operator may name. */
export const registerModels = (): readonly RegisterModel[] => all;

/** The model that our own software registers are registered as. */
export const ownRegisterModel = (): RegisterModel =>
  present(
    all.find((model) => model.own),
    "the directory names our own model",
  );
