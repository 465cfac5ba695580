import type { Day } from "@/lib/kernel";

/** Why money moved, so that every language can say it. The words of the record itself live in `texts/`. */
export type LedgerComment =
  | {
      readonly code: "contract";
      readonly number: string;
      readonly day: Day;
      /** The invoice that was paid, and the bank's document. */
      readonly invoice: string;
      readonly bankDocument: string;
      readonly paidOn: Day;
    }
  | { readonly code: "purchase" | "prolong"; readonly tariff: string; readonly register: string }
  | { readonly code: "reversal"; readonly number: string; readonly reason: string }
  | { readonly code: "text"; readonly text: string };

export type LedgerKind = "top_up" | "subscription" | "reversal";

export const LEDGER_KINDS: readonly LedgerKind[] = ["top_up", "subscription", "reversal"];
