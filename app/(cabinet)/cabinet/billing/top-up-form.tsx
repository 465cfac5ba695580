"use client";
import { ExternalLink, Info } from "lucide-react";
import { useRef, useState } from "react";
import { Form, MoneyField, SubmitButton } from "@/components/form";
import { buttonLook } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { useT } from "@/lib/i18n/client";
import { groupDigits } from "@/lib/kernel";
import { createInvoiceAction } from "./actions";

const OFTEN = ["2500", "10000", "20000", "30000"];
const DEFAULT = "100";

/** «Пополнить баланс»: a sum, and an invoice for it. */
export function TopUpForm() {
  const t = useT("billing");
  const toast = useToast();
  const place = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState("");
  const choose = (sum: string) => {
    const input = place.current?.querySelector<HTMLInputElement>('input[name="amount"]');
    if (!input) return;
    input.value = groupDigits(sum);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    setChosen(sum);
  };
  return (
    <Form
      action={createInvoiceAction}
      initial={{ amount: DEFAULT }}
      className="px-5 py-4 max-md:px-4"
      onDone={({ href, number, amount }) =>
        toast({
          title: t("made", { number }),
          text: t("madeText", { amount }),
          action: (
            <a href={href} target="_blank" rel="noreferrer" className={buttonLook({ size: "sm" })}>
              <ExternalLink className="size-4" aria-hidden="true" />
              {t("openPdf")}
            </a>
          ),
        })
      }
    >
      <h2 className="text-body font-semibold">{t("topUp")}</h2>
      <div ref={place} className="flex items-start gap-2 max-md:flex-col">
        <MoneyField name="amount" label={t("amount")} className="w-full flex-1" required />
        <SubmitButton className="mt-[26px] max-md:mt-0 max-md:w-full">{t("invoice")}</SubmitButton>
      </div>
      <div className="flex flex-wrap gap-2 max-md:grid max-md:grid-cols-4">
        {OFTEN.map((sum) => (
          <button
            key={sum}
            type="button"
            aria-pressed={chosen === sum}
            onClick={() => choose(sum)}
            className="num h-8 rounded-md border border-input px-2.5 text-caption font-medium hover:bg-accent aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:text-primary-text max-md:h-11 max-md:px-0 max-md:text-body"
          >
            {groupDigits(sum)}
          </button>
        ))}
      </div>
      <p className="flex items-start gap-2 text-muted-foreground">
        <Info className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        {t("topUpHelp")}
      </p>
    </Form>
  );
}
