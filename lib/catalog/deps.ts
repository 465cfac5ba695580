import { systemClock, systemRandomness } from "@/lib/config";
import type { Clock, Randomness } from "@/lib/kernel";

/** Where the ops take time and chance from; tests bring their own. */
export type CatalogDeps = { readonly clock: Clock; readonly randomness: Randomness };

export const catalogDeps: CatalogDeps = { clock: systemClock, randomness: systemRandomness };
