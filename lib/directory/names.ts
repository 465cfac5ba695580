/** A name in the three languages of the product. */
export type Names = { readonly ru: string; readonly kk: string; readonly en: string };

/** A name that official directories carry in the two state languages only. */
export type LocalNames = { readonly ru: string; readonly kk: string };

/** What a directory row says about its own time: both days belong to it, null is open. */
export type Validity = { readonly validFrom: string | null; readonly validTo: string | null };

/** Tells whether a row was in force on a day. */
export const inForce = (row: Validity, day: string): boolean =>
  (row.validFrom === null || row.validFrom <= day) && (row.validTo === null || day <= row.validTo);
