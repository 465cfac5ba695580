/** Where a register stands, as the creation form asks it. */
export type RegisterAddress = {
  readonly locality: string;
  readonly street: string;
  readonly house: string;
  readonly flat: string | null;
};

/** How a bare flat number is introduced. What a person typed in words («2-бутик») stands as it is. */
const FLAT = { ru: "кв.", kk: "пәт.", en: "apt" } as const;

/** Writes the address on one line: «Алматы, Сатпаева 90, кв. 1». Receipts, papers and lists write it the same way. */
export function addressLine(address: RegisterAddress, language: keyof typeof FLAT): string {
  const { locality, street, house, flat } = address;
  const parts = [locality, `${street} ${house}`];
  if (flat) parts.push(/^\d+$/.test(flat) ? `${FLAT[language]} ${flat}` : flat);
  return parts.join(", ");
}
