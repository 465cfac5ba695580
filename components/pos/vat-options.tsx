"use client";
import type { VatKind } from "@/lib/fiscal/core/kinds";
import { useT } from "@/lib/i18n/client";

/** Rates of VAT to choose from, as the till writes them. */
export function VatOptions({ kinds }: { kinds: readonly VatKind[] }) {
  const t = useT("pos");
  return kinds.map((kind) => (
    <option key={kind} value={kind}>
      {kind === "none" ? t("free.noVat") : `${kind}\u00a0%`}
    </option>
  ));
}
