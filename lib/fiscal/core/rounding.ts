import { mulDiv, type Rounding, type Tiyn, tiyn } from "@/lib/kernel";

/** What a register rounds to whole tenge: nothing, the total, or every line and the total. */
export const ROUNDED = ["none", "total", "lines"] as const;
/** To which side: up as old drivers do, to the nearest, or down. */
export const ROUNDING_SIDES = ["ceil", "half_up", "floor"] as const satisfies readonly Rounding[];

export type ReceiptRounding = { readonly what: (typeof ROUNDED)[number]; readonly to: (typeof ROUNDING_SIDES)[number] };

export const NO_ROUNDING: ReceiptRounding = { what: "none", to: "ceil" };

/** The sum in whole tenge. */
export const roundedTenge = (sum: Tiyn, to: Rounding): Tiyn => tiyn(mulDiv(sum, 1n, 100n, to) * 100n);
