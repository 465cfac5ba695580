"use client";
import { useEffect, useRef, useState } from "react";
import { CheckboxField, DateField, DigitsField, Form, SubmitButton } from "@/components/form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { useT } from "@/lib/i18n/client";
import { saveVatAction } from "./actions";

type VatTyped = {
  readonly vatPayer: string;
  readonly vatSeries: string;
  readonly vatNumber: string;
  readonly vatIssuedOn: string;
};

/** «Плательщик НДС»: «Да» with the certificate, or «Нет». Ticking opens the certificate; nothing changes before «Сохранить». */
export function VatRow({ vat, line }: { vat: VatTyped | null; line: string | null }) {
  const t = useT("cabinet");
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [payer, setPayer] = useState(vat !== null);
  const block = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open && payer) block.current?.querySelector("input")?.focus();
  }, [open, payer]);
  const close = () => {
    setOpen(false);
    setPayer(vat !== null);
  };
  return (
    <Form
      key={String(open)}
      action={saveVatAction}
      initial={{ ...(vat ?? {}), vatPayer: payer ? "on" : "" }}
      className="w-full"
      onDone={() => {
        setOpen(false);
        toast({ title: t("profile.saved") });
      }}
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <CheckboxField
          name="vatPayer"
          label={<span className="font-medium">{payer ? t("profile.yes") : t("profile.no")}</span>}
          onChange={(ticked) => {
            setPayer(ticked);
            setOpen(true);
          }}
        />
        {line && payer && !open && (
          <>
            <span className="text-muted-foreground">{line}</span>
            <Button variant="link" size="inline" onClick={() => setOpen(true)}>
              {t("profile.change")}
            </Button>
          </>
        )}
      </div>
      {open && payer && (
        <div ref={block} className="grid gap-4 md:grid-cols-3">
          <DigitsField name="vatSeries" digits={5} label={t("profile.series")} required />
          <DigitsField name="vatNumber" digits={7} label={t("profile.number")} required />
          <DateField name="vatIssuedOn" label={t("profile.issuedOn")} required />
        </div>
      )}
      {open && (
        <div className="flex flex-wrap gap-2">
          <SubmitButton>{t("profile.save")}</SubmitButton>
          <Button onClick={close}>{t("profile.cancel")}</Button>
        </div>
      )}
    </Form>
  );
}
