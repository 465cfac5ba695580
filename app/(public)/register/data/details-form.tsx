"use client";
import { ArrowLeft, ArrowRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { CheckboxField, DateField, DigitsField, Form, PasswordField, SubmitButton, TextField } from "@/components/form";
import { ButtonLink } from "@/components/ui/button";
import { IDLE } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";
import { DRAFT_FIELDS, type Typed } from "@/lib/orgs/core/details";
import { giveDetailsAction, saveDraftAction } from "../actions";

type Saved = { readonly time: string } | "failed";

/** Says when what is typed was saved last. Each field that is left is saved, where it differs from before. */
function Autosave({ savedAt }: { savedAt: string }) {
  const t = useT("public");
  const [saved, setSaved] = useState<Saved>({ time: savedAt });
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    let last = JSON.stringify(typedIn(form));
    const save = async () => {
      const typed = typedIn(form);
      const text = JSON.stringify(typed);
      if (text === last) return;
      last = text;
      const answer = await saveDraftAction(IDLE, typed).catch(() => null);
      setSaved(answer?.status === "done" ? answer.value : "failed");
    };
    form.addEventListener("focusout", save);
    return () => form.removeEventListener("focusout", save);
  }, []);
  return (
    <span ref={place} aria-live="polite" className="ml-auto text-caption text-muted-foreground max-md:hidden">
      {saved === "failed" ? t("register.data.notSaved") : t("register.data.saved", { time: saved.time })}
    </span>
  );
}

function typedIn(form: HTMLFormElement): Record<(typeof DRAFT_FIELDS)[number], string> {
  const filled = new FormData(form);
  const pairs = DRAFT_FIELDS.map((name) => [name, String(filled.get(name) ?? "")]);
  return Object.fromEntries(pairs); // as the list names them
}

/** «Данные организации»: what the key did not say. */
export function DetailsForm(props: {
  legal: boolean;
  xin: string;
  name: string;
  typed: Typed;
  hasPassword: boolean;
  savedAt: string;
  vatPercent: number;
}) {
  const t = useT("public");
  const initial = Object.fromEntries(Object.entries(props.typed).filter(([, value]) => value !== undefined));
  return (
    <Form action={giveDetailsAction} initial={initial}>
      <Fields {...props} />
      <VatBlock payer={props.typed.vatPayer === "on"} percent={props.vatPercent} />
      <div className="flex flex-wrap items-center gap-3 border-t pt-5">
        <ButtonLink
          href="/register/key"
          variant="ghost"
          className="-ml-3"
          icon={<ArrowLeft className="size-4" aria-hidden="true" />}
        >
          {t("register.back")}
        </ButtonLink>
        <Autosave savedAt={props.savedAt} />
        <SubmitButton className="max-md:ml-auto">
          <span className="inline-flex items-center gap-2">
            {t("register.next")}
            <ArrowRight className="size-4" aria-hidden="true" />
          </span>
        </SubmitButton>
      </div>
    </Form>
  );
}

function Fields({
  legal,
  xin,
  name,
  hasPassword,
}: {
  legal: boolean;
  xin: string;
  name: string;
  hasPassword: boolean;
}) {
  const t = useT("public");
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <DigitsField
        name="xin"
        digits={12}
        label={t("register.data.xin")}
        help={t("register.data.xinHelp")}
        defaultValue={xin}
        readOnly
      />
      <TextField name="headName" label={t("register.data.head")} autoComplete="name" required />
      {legal ? (
        <TextField
          name="organization"
          label={t("register.data.name")}
          help={t("register.data.nameHelp")}
          defaultValue={name}
          className="md:col-span-2"
          readOnly
        />
      ) : (
        <TextField
          name="name"
          label={t("register.data.tradeName")}
          help={t("register.data.tradeNameHelp")}
          className="md:col-span-2"
          autoComplete="organization"
          required
        />
      )}
      <TextField
        name="legalAddress"
        label={t("register.data.address")}
        placeholder={t("register.data.addressPlaceholder")}
        className="md:col-span-2"
        autoComplete="street-address"
        maxLength={300}
        required
      />
      <TextField
        name="email"
        type="email"
        label={t("register.data.email")}
        help={t("register.data.emailHelp")}
        className="md:col-span-2"
        autoComplete="username"
        maxLength={254}
        required
      />
      <PasswordField
        name="password"
        label={t("register.data.password")}
        help={hasPassword ? t("register.data.passwordKept") : t("register.data.passwordHelp")}
        autoComplete="new-password"
        required={!hasPassword}
      />
      <PasswordField
        name="passwordAgain"
        label={t("register.data.passwordAgain")}
        autoComplete="new-password"
        required={!hasPassword}
      />
    </div>
  );
}

/** «Плательщик НДС»: its three fields open below the tick, and the first of them takes the focus. */
function VatBlock({ payer, percent }: { payer: boolean; percent: number }) {
  const t = useT("public");
  const [open, setOpen] = useState(payer);
  const opened = useRef(payer);
  const block = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open && !opened.current) block.current?.querySelector("input")?.focus();
    opened.current = open;
  }, [open]);
  return (
    <div className="rounded-lg border bg-muted/60 p-4">
      <CheckboxField
        name="vatPayer"
        label={<span className="font-medium">{t("register.data.vat")}</span>}
        help={t("register.data.vatHelp", { rate: percent })}
        onChange={setOpen}
      />
      {open && (
        <div ref={block} className="mt-4 grid gap-4 md:grid-cols-3">
          <DigitsField
            name="vatSeries"
            digits={5}
            label={t("register.data.vatSeries")}
            help={t("register.data.vatSeriesHelp")}
            required
          />
          <DigitsField
            name="vatNumber"
            digits={7}
            label={t("register.data.vatNumber")}
            help={t("register.data.vatNumberHelp")}
            required
          />
          <DateField name="vatIssuedOn" label={t("register.data.vatIssuedOn")} required />
        </div>
      )}
    </div>
  );
}
