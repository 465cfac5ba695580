"use client";
import { ChevronDown, UserRound } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { type Buyer, readBuyer } from "@/lib/fiscal/core/buyer";
import { useT } from "@/lib/i18n/client";
import type { BuyerText } from "./buyer-fields";
import { BuyerFields } from "./lazy";

/** The buyer's own data, folded away until he asks for them on the receipt. */
export function BuyerPart({
  buyer,
  refusal,
  onBuyer,
}: {
  buyer: BuyerText;
  refusal: BuyerRefusal;
  onBuyer: (buyer: BuyerText) => void;
}) {
  const t = useT("pos");
  const [open, setOpen] = useState(Object.values(buyer).some((text) => text !== ""));
  const place = useRef<HTMLDivElement>(null);
  // What unfolds must not lie under the button that stays in reach.
  useEffect(() => {
    if (open) place.current?.scrollIntoView({ block: "center" });
  }, [open]);
  return (
    <div ref={place} className="mt-4 border-t pt-3 pb-1">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-center gap-2 rounded-md text-left text-body text-muted-foreground hover:text-foreground"
      >
        <UserRound className="size-4" aria-hidden="true" />
        {t("buyer.title")}
        <ChevronDown className={cn("ml-auto size-4", open && "rotate-180")} aria-hidden="true" />
      </button>
      {open && <BuyerFields text={buyer} refusal={refusal} onText={onBuyer} />}
    </div>
  );
}

type BuyerRefusal = { readonly field: keyof BuyerText; readonly code: string } | null;

const FIELD_OF: Readonly<Record<string, keyof BuyerText>> = {
  "fiscal.email_malformed": "email",
  "fiscal.phone_malformed": "phone",
};

/** Reads the buyer as the server will; whether he is the seller only the server knows. */
export function buyerOf(text: BuyerText): { readonly buyer: Buyer | null; readonly refusal: BuyerRefusal } {
  const read = readBuyer({ xin: text.xin.trim(), email: text.email.trim(), phone: text.phone.trim() }, null);
  return read.ok
    ? { buyer: read.value, refusal: null }
    : { buyer: null, refusal: { field: FIELD_OF[read.error.code] ?? "xin", code: read.error.code } };
}
