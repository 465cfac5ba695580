"use client";
import { useState } from "react";
import {
  CheckboxField,
  Form,
  FormActions,
  RadioField,
  SelectField,
  SubmitButton,
  TextareaField,
  TextField,
} from "@/components/form";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { ActionState } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

const ROUNDING = ["none", "total", "lines"] as const;
const SIDES = ["ceil", "half_up", "floor"] as const;
const PAPERS = ["80", "58", "58-narrow", "a4"] as const;
const LANGUAGES = ["ru", "kk", "both"] as const;
const PRINTERS = ["text", "raster"] as const;

type Chosen = { readonly initial: Readonly<Record<string, string>> };

/** Choices with their texts. */
function useOptions() {
  const t = useT("registers");
  return <K extends string>(group: string, keys: readonly K[]) =>
    keys.map((value) => ({
      value,
      label: t(`settings.${group}.${value}` as Parameters<typeof t>[0]), // cast: every choice has its text
    }));
}

function Sums({ initial }: Chosen) {
  const t = useT("registers");
  const options = useOptions();
  const [rounding, setRounding] = useState(initial.rounding);
  return (
    <Card>
      <CardHeader title={t("settings.sums")} />
      <CardBody className="space-y-5">
        <RadioField
          name="rounding"
          label={t("settings.roundingLabel")}
          onChange={setRounding}
          options={options("rounding", ROUNDING)}
        />
        <SelectField
          name="roundingTo"
          label={t("settings.roundingToLabel")}
          options={options("roundingTo", SIDES)}
          className={rounding === "none" ? "hidden" : undefined}
        />
        <TextareaField name="sections" label={t("settings.sectionsLabel")} help={t("settings.sectionsHelp")} rows={3} />
      </CardBody>
    </Card>
  );
}

function EndOfShift({ withdraws }: { withdraws: boolean }) {
  const t = useT("registers");
  return (
    <Card>
      <CardHeader title={t("settings.shift")} />
      <CardBody className="space-y-5">
        <TextField
          name="autoCloseAt"
          label={t("settings.autoCloseLabel")}
          help={t("settings.autoCloseHelp")}
          placeholder="23:30"
          inputMode="numeric"
          maxLength={5}
          className="md:max-w-56"
        />
        <CheckboxField
          name="withdrawOnClose"
          label={t("settings.withdrawLabel")}
          help={t("settings.withdrawHelp")}
          defaultChecked={withdraws}
        />
      </CardBody>
    </Card>
  );
}

function Printing({ initial }: Chosen) {
  const t = useT("registers");
  const options = useOptions();
  const [printer, setPrinter] = useState(initial.printer);
  const [paper, setPaper] = useState(initial.paper);
  return (
    <Card>
      <CardHeader title={t("settings.papers")} text={t("settings.papersText")} />
      <CardBody className="space-y-5">
        <RadioField
          name="paper"
          label={t("settings.paperLabel")}
          onChange={setPaper}
          options={options("paper", PAPERS)}
        />
        <RadioField name="paperLanguage" label={t("settings.languageLabel")} options={options("language", LANGUAGES)} />
        <TextareaField name="paperTop" label={t("settings.topLabel")} help={t("settings.linesHelp")} rows={2} />
        <TextareaField name="paperBottom" label={t("settings.bottomLabel")} help={t("settings.linesHelp")} rows={2} />
        <div className={paper === "a4" ? "hidden" : "space-y-5"}>
          <RadioField
            name="printer"
            label={t("settings.printerLabel")}
            onChange={setPrinter}
            options={options("printer", PRINTERS)}
          />
          <TextField
            name="printerCodeTable"
            label={t("settings.codeTableLabel")}
            help={t("settings.codeTableHelp")}
            inputMode="numeric"
            maxLength={3}
            className={printer === "raster" ? "hidden" : "md:max-w-56"}
          />
        </div>
      </CardBody>
    </Card>
  );
}

/** What the owner sets for a register: sums, the end of the shift, what papers look like. */
export function SettingsForm({
  action,
  registerId,
  initial,
  withdraws,
  back,
}: {
  action: (previous: ActionState<null>, form: FormData) => Promise<ActionState<null>>;
  registerId: string;
  initial: Readonly<Record<string, string>>;
  withdraws: boolean;
  back: string;
}) {
  const t = useT("registers");
  return (
    <Form action={action} initial={initial} askLeave doneToast={t("settings.saved")} className="space-y-4">
      <input type="hidden" name="registerId" value={registerId} />
      <Sums initial={initial} />
      <EndOfShift withdraws={withdraws} />
      <Printing initial={initial} />
      <FormActions>
        <ButtonLink href={back} variant="ghost" className="mr-auto">
          {t("settings.cancel")}
        </ButtonLink>
        <SubmitButton>{t("settings.save")}</SubmitButton>
      </FormActions>
    </Form>
  );
}
