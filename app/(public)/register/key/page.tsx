import { Building2, ShieldCheck, UserRound } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { NcaCheck } from "@/components/eds";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { ncaAddresses } from "@/lib/eds";
import { formatDate } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import type { DraftView } from "@/lib/orgs";
import { currentDraft, Wizard } from "../wizard";
import { ChooseKey } from "./choose-key";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("public"))("register.title") };
}

export default async function KeyPage() {
  const draft = await currentDraft();
  return (
    <Wizard step="key" draft={draft}>
      <Card>
        <CardBody className="p-6 max-md:p-4">{draft ? <KeyInfo view={draft.key} /> : <KeyChoice />}</CardBody>
      </Card>
    </Wizard>
  );
}

async function KeyChoice() {
  const t = await getT("public");
  return (
    <>
      <h2 className="text-lead font-semibold">{t("register.key.heading")}</h2>
      <p className="mt-0.5 text-muted-foreground">{t("register.key.text")}</p>
      <div className="mt-5 grid gap-3 md:grid-cols-2">
        <Who icon={<Building2 />} title={t("register.key.legal")} text={t("register.key.legalText")} />
        <Who icon={<UserRound />} title={t("register.key.individual")} text={t("register.key.individualText")} />
      </div>
      <NcaCheck addresses={ncaAddresses()}>{t("register.key.nca")}</NcaCheck>
      <div className="mt-6 flex justify-end border-t pt-5">
        <ChooseKey addresses={ncaAddresses()} label={t("register.key.choose")} primary />
      </div>
    </>
  );
}

const Who = ({ icon, title, text }: { icon: ReactNode; title: string; text: string }) => (
  <div className="rounded-md border px-4 py-3">
    <p className="flex items-center gap-2 font-medium [&>svg]:size-4 [&>svg]:text-subtle-foreground">
      {icon}
      {title}
    </p>
    <p className="mt-1 text-muted-foreground">{text}</p>
  </div>
);

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid grid-cols-[140px_1fr] gap-3 py-3 max-md:grid-cols-[104px_1fr]">
    <dt className="text-muted-foreground">{label}</dt>
    <dd className="min-w-0 font-medium break-words">{children}</dd>
  </div>
);

const ROLES = ["head", "right_to_sign", "individual", "employee"] as const;

async function KeyInfo({ view }: { view: DraftView["key"] }) {
  const t = await getT("public");
  const role = ROLES.find((each) => each === view.role) ?? "other";
  return (
    <>
      <p className="flex items-center gap-2 font-medium text-success-text">
        <ShieldCheck className="size-5 shrink-0" aria-hidden="true" />
        {t("register.key.good", { date: formatDate(view.notAfter) })}
      </p>
      <h2 className="mt-4 text-lead font-semibold">{t("register.key.info")}</h2>
      <dl className="mt-2 divide-y border-y">
        <Row label={t("register.key.name")}>{view.name}</Row>
        <Row label={t("register.key.xin")}>
          <span className="font-mono text-[13px]">{view.xin}</span>
        </Row>
        {view.kind === "legal" && (
          <Row label={t("register.key.head")}>
            {view.fullName}
            <span className="block font-mono text-[13px] font-normal text-muted-foreground">
              {t("register.key.iin", { iin: view.iin })}
            </span>
          </Row>
        )}
        <Row label={t("register.key.email")}>
          {view.email ?? (
            <>
              {t("register.key.none")}{" "}
              <span className="font-normal text-muted-foreground">{t("register.key.noEmail")}</span>
            </>
          )}
        </Row>
        <Row label={t("register.key.city")}>{view.city ?? t("register.key.none")}</Row>
      </dl>
      <details className="mt-3 text-muted-foreground">
        <summary className="w-fit cursor-pointer text-primary-text">{t("register.key.checked")}</summary>
        <ul className="mt-2 space-y-1.5 text-caption">
          <li>{t("register.key.checkedChain")}</li>
          <li>{t("register.key.checkedRole", { role: t(`register.key.role.${role}`) })}</li>
          <li className="font-mono break-all">{t("register.key.serial", { serial: view.serial })}</li>
        </ul>
      </details>
      <div className="mt-6 flex flex-wrap items-center gap-3 border-t pt-5">
        <ChooseKey addresses={ncaAddresses()} label={t("register.key.other")} />
        <ButtonLink href="/register/data" variant="primary" className="ml-auto">
          {t("register.next")}
        </ButtonLink>
      </div>
    </>
  );
}
