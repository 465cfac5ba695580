import { formatMoneyShort } from "@/lib/i18n";
import { TARIFFS } from "@/lib/operator";
import type { TariffChoice } from "./dialogs";

/** Tariffs with their prices written for a person. */
export const tariffChoices = (): readonly TariffChoice[] =>
  TARIFFS.map(({ code, priceTiyn }) => ({ code, price: formatMoneyShort(priceTiyn) }));
