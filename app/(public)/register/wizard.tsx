import type { ReactNode } from "react";
import { PublicShell, type Step, WizardLayout } from "@/components/layout";
import { env } from "@/lib/config";
import { heldBrowserKey } from "@/lib/http";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { type DraftView, registrationView } from "@/lib/orgs";

const STEPS = ["key", "data", "contract", "email"] as const;
export type WizardStep = (typeof STEPS)[number];

/** The registration that this browser carries; one that is finished counts as none. */
export async function currentDraft(): Promise<DraftView | null> {
  const key = await heldBrowserKey();
  const draft = key === null ? null : await registrationView(key);
  return draft?.status === "active" ? null : draft;
}

/** Where a registration stands, as the address of its step. */
export function placeOf(draft: DraftView | null): string {
  if (draft === null) return "/register/key";
  return draft.status === "details_given" ? "/register/contract" : "/register/data";
}

/** Frame of the wizard: the steps at the left, the open one at the right. */
export async function Wizard({
  step,
  draft,
  children,
}: {
  step: WizardStep;
  draft: DraftView | null;
  children: ReactNode;
}) {
  const t = await getT("public");
  const at = STEPS.indexOf(step);
  const notes: Record<WizardStep, string> = {
    key: draft ? draft.key.name : t("register.step.keyNote"),
    data: at > 1 ? t("register.step.dataDone") : t("register.step.dataNote"),
    contract: t("register.step.contractNote"),
    email: t("register.step.emailNote"),
  };
  const steps = STEPS.map(
    (name, index): Step => ({
      label: t(`register.step.${name}`),
      note: notes[name],
      state: index < at ? "done" : index === at ? "current" : "next",
    }),
  );
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME}>
      <I18nProvider locale={await requestLocale()} messages={await clientMessages("public", "eds")}>
        <WizardLayout title={t("register.title")} label={t("register.steps")} steps={steps}>
          {children}
        </WizardLayout>
      </I18nProvider>
    </PublicShell>
  );
}
