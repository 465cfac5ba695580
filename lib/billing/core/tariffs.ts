import { type Day, invariant, parseDay, present, type Tiyn, tiyn } from "@/lib/kernel";
import dated from "./tariffs.json";

export type TariffName = { readonly ru: string; readonly kk: string; readonly en: string };

/** What the front page offers. Without a price it is by agreement and cannot be chosen in the cabinet. */
export type Offer = {
  readonly code: string;
  readonly name: TariffName;
  /** Per register and month. */
  readonly priceTiyn: Tiyn | null;
  /** From how many registers of one organisation it may be chosen. */
  readonly registersMin: number;
};

/** A price per register and month that can be chosen. */
export type Tariff = Offer & { readonly priceTiyn: Tiyn };

type Dated = Offer & { readonly validFrom: Day; readonly validUntil: Day | null };

const day = (text: string): Day => present(parseDay(text), "a tariff begins and ends on a day");

const ALL: readonly Dated[] = dated.map(({ code, name, priceTiyn, registersMin, validFrom, validUntil }) => {
  invariant(priceTiyn === null || BigInt(priceTiyn) > 0n, "a tariff's price is positive");
  return {
    ...{ code, name, registersMin },
    priceTiyn: priceTiyn === null ? null : tiyn(BigInt(priceTiyn)),
    validFrom: day(validFrom),
    validUntil: validUntil === null ? null : day(validUntil),
  };
});

/** All that is offered on a day, in the order of the front page. A tariff's last day still counts. */
export const offers = (on: Day): readonly Offer[] =>
  ALL.filter(({ validFrom, validUntil }) => validFrom <= on && (validUntil === null || on <= validUntil)).map(
    ({ code, name, priceTiyn, registersMin }) => ({ code, name, priceTiyn, registersMin }),
  );

const priced = (offer: Offer): offer is Tariff => offer.priceTiyn !== null;

/** What can be chosen for a register on a day. */
export const tariffs = (on: Day): readonly Tariff[] => offers(on).filter(priced);

/** A tariff by its code on a day, or null when it cannot be chosen then. */
export const tariff = (code: string, on: Day): Tariff | null =>
  tariffs(on).find((offered) => offered.code === code) ?? null;
