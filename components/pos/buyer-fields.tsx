"use client";
import { Input } from "@/components/ui/input";
import type { Buyer } from "@/lib/fiscal/core/buyer";
import { useErrorText, useT } from "@/lib/i18n/client";

/** What was typed of the buyer, as it stands in the fields. */
export type BuyerText = Required<{ readonly [K in keyof Buyer]: string }>;

const FIELDS = [
  { name: "xin", mode: "numeric", type: "text", max: 12 },
  { name: "email", mode: "email", type: "text", max: 254 },
  { name: "phone", mode: "tel", type: "text", max: 20 },
] as const;

/** БИН/ИИН, e-mail and phone of the buyer, where he asks for them on the receipt. */
export function BuyerFields({
  text,
  refusal,
  onText,
}: {
  text: BuyerText;
  refusal: { readonly field: keyof BuyerText; readonly code: string } | null;
  onText: (text: BuyerText) => void;
}) {
  const t = useT("pos");
  const errorText = useErrorText();
  return (
    <div className="grid gap-3 md:grid-cols-3">
      {FIELDS.map(({ name, mode, type, max }) => {
        const wrong = refusal?.field === name ? errorText({ code: refusal.code }) : null;
        return (
          <div key={name}>
            <label htmlFor={`buyer-${name}`} className="mb-1.5 block text-body font-medium">
              {t(`buyer.${name}`)}
            </label>
            <Input
              id={`buyer-${name}`}
              type={type}
              inputMode={mode}
              autoComplete="off"
              maxLength={max}
              // The button that makes the sale stays in reach below: a field in use is scrolled clear of it.
              className="scroll-mb-40"
              value={text[name]}
              onChange={(event) => onText({ ...text, [name]: event.currentTarget.value })}
              {...(wrong ? { "aria-invalid": true as const, "aria-describedby": `buyer-${name}-error` } : {})}
            />
            {wrong && (
              <p id={`buyer-${name}-error`} className="mt-1.5 text-caption text-danger-text" role="alert">
                {wrong}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}
