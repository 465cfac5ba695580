import { err, type Result, readBarcode } from "@/lib/kernel";

export type BarcodeError =
  | { readonly code: "catalog.barcode_malformed" }
  | { readonly code: "catalog.barcode_check_digit" };

/** Reads a code that a scanner may give, as the kernel does, and names what is wrong with it in this room's words. */
export function parseBarcode(text: string): Result<string, BarcodeError> {
  const code = readBarcode(text);
  return code.ok ? code : err({ code: `catalog.barcode_${code.error}` });
}
