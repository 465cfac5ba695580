import type { Tiyn } from "@/lib/kernel";
import type { VatKind } from "./vat";

/** What of a good a person decides. */
export type GoodFields = {
  readonly name: string;
  readonly barcode: string | null;
  readonly unitCode: string;
  readonly vatKind: VatKind;
  /** Null: the cashier types the price. */
  readonly priceTiyn: Tiyn | null;
  readonly sectionCode: string;
  /** The shop's own shelf. */
  readonly groupName: string | null;
  /** Stands first at the till. */
  readonly favourite: boolean;
  readonly article: string | null;
  /** НТИН: the code of the national catalogue. */
  readonly ntin: string | null;
  /** Five digits that scales print into a barcode of a weighed good. */
  readonly plu: string | null;
  /** Each unit carries a marking code that is read at the sale. */
  readonly marked: boolean;
};
