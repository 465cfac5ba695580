"use client";
import { CircleHelp, FileText, ZoomIn, ZoomOut } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import {
  ComboField,
  DateField,
  DigitsField,
  FileField,
  Form,
  FormActions,
  type Option,
  SubmitButton,
  TextField,
} from "@/components/form";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

const MEDIA = "image/jpeg,image/png,image/webp,application/pdf";

/** The scan beside the fields, so that both are read together. */
function Preview({ file }: { file: File | null }) {
  const t = useT("registers");
  const [address, setAddress] = useState<string | null>(null);
  const [large, setLarge] = useState(false);
  useEffect(() => {
    if (!file?.type.startsWith("image/")) return setAddress(null);
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <Card aria-label={t("card.preview")}>
      <CardHeader
        title={t("card.preview")}
        actions={
          address && (
            <Button
              size="sm"
              icon={
                large ? (
                  <ZoomOut className="size-4" aria-hidden="true" />
                ) : (
                  <ZoomIn className="size-4" aria-hidden="true" />
                )
              }
              onClick={() => setLarge((now) => !now)}
            >
              {t(large ? "card.fit" : "card.zoom")}
            </Button>
          )
        }
      />
      <div className="max-h-[720px] overflow-auto rounded-b-lg bg-muted p-4">
        {address ? (
          // biome-ignore lint/performance/noImgElement: a picture that lives in this browser alone
          <img
            src={address}
            alt={t("card.scan")}
            className={cn("mx-auto block border bg-paper", large ? "max-w-none" : "w-full")}
          />
        ) : (
          <p className="flex flex-col items-center gap-3 px-4 py-16 text-center text-muted-foreground">
            <FileText className="size-8" strokeWidth={1.5} aria-hidden="true" />
            {t(file ? "card.pdfPreview" : "card.noPreview")}
          </p>
        )}
      </div>
    </Card>
  );
}

/** What the operator's portal shows, and where to find it there. */
function FromOperator({ operator, operatorHref }: { operator: string; operatorHref: string }) {
  const t = useT("registers");
  const [help, setHelp] = useState(false);
  return (
    <fieldset className="space-y-4 border-t pt-5">
      <legend className="sr-only">{t("card.fromOfd")}</legend>
      <div>
        <p className="text-lead font-semibold" aria-hidden="true">
          {t("card.fromOfd")}
        </p>
        <p className="mt-0.5 text-muted-foreground">{t("card.fromOfdText", { operator })}</p>
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <TextField
          name="ofdRegisterId"
          label={t("card.ofdId")}
          help={t("card.ofdIdHelp")}
          look="mono"
          inputMode="numeric"
          required
        />
        <TextField
          name="ofdToken"
          label={t("card.token")}
          help={t("card.tokenHelp")}
          look="mono"
          inputMode="numeric"
          required
        />
        <TextField name="ofdCashierId" label={t("card.cashier")} help={t("card.cashierHelp")} look="mono" required />
        <div className="md:pt-6">
          <Button
            variant="link"
            size="inline"
            aria-expanded={help}
            icon={<CircleHelp className="size-4" aria-hidden="true" />}
            onClick={() => setHelp((now) => !now)}
          >
            {t("card.where")}
          </Button>
        </div>
      </div>
      {help && (
        <p className="rounded-md bg-muted px-4 py-3 text-muted-foreground">
          {t("card.whereText")}{" "}
          <Link href={operatorHref} target="_blank" className="text-primary-text underline underline-offset-4">
            {t("card.openOfd")}
          </Link>
        </p>
      )}
    </fieldset>
  );
}

/** «Загрузка регистрационной карточки»: what stands on the card, what the operator's portal shows, and the scan itself. */
export function CardForm({
  action,
  registerId,
  offices,
  initial,
  operator,
  operatorHref,
  bytesMax,
}: {
  action: (previous: ActionState<never>, form: FormData) => Promise<ActionState<never>>;
  registerId: string;
  offices: readonly Option[];
  initial: Readonly<Record<string, string>>;
  operator: string;
  operatorHref: string;
  bytesMax: number;
}) {
  const t = useT("registers");
  const [file, setFile] = useState<File | null>(null);
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_400px]">
      <Card>
        <CardBody>
          <Form action={action} initial={initial} askLeave className="space-y-5">
            <input type="hidden" name="registerId" value={registerId} />
            <FileField
              name="file"
              label={t("card.scan")}
              accept={MEDIA}
              maxBytes={bytesMax}
              text={t("card.scanText")}
              onPick={setFile}
              required
            />
            <div className="grid gap-4 md:grid-cols-2">
              <DigitsField
                name="registrationNumber"
                label={t("card.number")}
                help={t("card.numberHelp")}
                digits={12}
                required
              />
              <DateField name="registeredOn" label={t("card.date")} help={t("card.dateHelp")} required />
            </div>
            <ComboField name="taxOfficeCode" label={t("card.office")} options={offices} required />
            <FromOperator operator={operator} operatorHref={operatorHref} />
            <FormActions>
              <ButtonLink href={`/cabinet/registers/${registerId}`} variant="ghost" className="mr-auto">
                {t("card.cancel")}
              </ButtonLink>
              <SubmitButton>{t("card.send")}</SubmitButton>
            </FormActions>
          </Form>
        </CardBody>
      </Card>
      <Preview file={file} />
    </div>
  );
}
