import type { TableError } from "@/lib/files";

/** Every refusal of this room. */
export type CatalogError =
  | { readonly code: "not_found" }
  | { readonly code: "catalog.unit_unknown" }
  | { readonly code: "catalog.vat_unknown" }
  | { readonly code: "catalog.barcode_taken"; readonly name: string }
  | { readonly code: "catalog.plu_taken"; readonly name: string }
  | { readonly code: "catalog.changed_meanwhile" }
  | { readonly code: "catalog.already_saved" }
  | { readonly code: "catalog.import_columns" }
  | { readonly code: "catalog.import_nothing" }
  | TableError;
