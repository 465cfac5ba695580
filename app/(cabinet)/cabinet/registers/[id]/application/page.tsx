import { ArrowLeft, BadgeCheck, Download, FileArchive, FileText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { PageHeader, Stepper } from "@/components/layout";
import { ButtonLink, buttonLook } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { env } from "@/lib/config";
import { taxOffice } from "@/lib/directory";
import { TAX_PACKAGE_FILES } from "@/lib/documents";
import { ncaAddresses } from "@/lib/eds";
import { query } from "@/lib/http";
import { formatDateTime, type Translate } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { organizationOf } from "@/lib/orgs";
import { addressLine, type RegisterView, registerView } from "@/lib/registers";
import { applicationBytesAction, signApplicationAction } from "../../actions";
import { placeOf, registerSteps } from "../../steps";
import { SignButton } from "./sign-button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("application.title") };
}

const Paper = ({
  icon,
  name,
  text,
  href,
  label,
}: Record<"name" | "text" | "href" | "label", string> & { icon: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-3 border-t py-3.5">
    <span className="flex size-10 shrink-0 items-center justify-center rounded-md bg-muted text-muted-foreground [&>svg]:size-5">
      {icon}
    </span>
    <div className="min-w-0 flex-1 max-md:basis-[calc(100%-4rem)]">
      <p className="font-medium">{name}</p>
      <p className="text-caption text-muted-foreground">{text}</p>
    </div>
    <a href={href} download className={buttonLook({ size: "sm", className: "max-md:w-full" })}>
      <Download className="size-4" aria-hidden="true" />
      {label}
    </a>
  </div>
);

type Props = { readonly register: RegisterView; readonly t: Translate<"registers"> };
type Organization = Awaited<ReturnType<typeof organizationOf>>;

/** The application and the package that goes with it. */
function Papers({ register, t }: Props) {
  const at = `/cabinet/registers/${register.id}/application`;
  return (
    <>
      <Paper
        icon={<FileText aria-hidden="true" />}
        name={t("application.file")}
        text={t("application.fileText", {
          size: Math.max(1, Math.round(register.application.size / 1024)),
          office: taxOffice(register.taxOfficeCode)?.name ?? register.taxOfficeCode,
        })}
        href={`${at}/file`}
        label={t("application.download")}
      />
      <Paper
        icon={<FileArchive aria-hidden="true" />}
        name={t("application.package")}
        text={TAX_PACKAGE_FILES.join(", ")}
        href={`${at}/package`}
        label={t("application.packageDownload")}
      />
    </>
  );
}

/** Back to the list, and the one step that this register waits for. */
function Ways({ register, organization, t }: Props & { readonly organization: Organization }) {
  const at = `/cabinet/registers/${register.id}`;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t pt-5 max-md:[&>*]:w-full">
      <ButtonLink href="/cabinet/registers" variant="ghost" icon={<ArrowLeft className="size-4" aria-hidden="true" />}>
        {t("application.back")}
      </ButtonLink>
      {register.status === "awaiting_signature" && (
        <SignButton
          registerId={register.id}
          addresses={ncaAddresses()}
          signer={organization?.xinKind === "iin" ? { iin: organization.xin } : { bin: organization?.xin ?? "" }}
          bytes={applicationBytesAction}
          sign={signApplicationAction}
          downloadHref={`${at}/application/file`}
        />
      )}
      {(register.status === "awaiting_rnm" || register.status === "rejected") && (
        <ButtonLink href={`${at}/card`} variant="primary">
          {t("application.toCard")}
        </ButtonLink>
      )}
    </div>
  );
}

/** «Налоговое заявление»: read it, take the package, sign. After the signature it says what comes next. */
export default async function ApplicationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const t = await getT("registers");
  const locale = await requestLocale();
  const { register, organization } = await query({ realm: "cabinet", can: "registers" }, async ({ tenantId }) => ({
    register: await registerView(tenantId, id),
    organization: await organizationOf(tenantId),
  }));
  if (!register) notFound();
  const { application } = register;
  const at = `/cabinet/registers/${register.id}`;
  const signed = application.signedAt;
  const hash = `${application.sha256.slice(0, 4)}…${application.sha256.slice(-4)}`;
  const isDemo = env().APP_MODE === "demo";
  return (
    <I18nProvider locale={locale} messages={await clientMessages("registers", "eds")}>
      <PageHeader
        title={t("create.title")}
        text={
          <>
            {register.name}, {addressLine(register.address, locale)}, {t("znm")}{" "}
            <span className="font-mono text-[13px]">{register.factoryNumber}</span>
          </>
        }
        crumbs={[
          { href: "/cabinet/profile", label: t("profile") },
          { href: "/cabinet/registers", label: t("list.title") },
          { href: at, label: register.factoryNumber },
        ]}
      />
      <div className="grid items-start gap-8 max-lg:gap-4 lg:grid-cols-[200px_minmax(0,1fr)] xl:grid-cols-[200px_minmax(0,1fr)_260px]">
        <Stepper label={t("steps.label")} steps={registerSteps(t, placeOf(register, locale))} />
        <Card>
          <CardBody>
            <h2 className="text-lead font-semibold">{t("application.title")}</h2>
            <p className="mt-1 mb-4 text-muted-foreground">
              {t(signed ? "application.signedText" : "application.text")}
            </p>
            <Papers register={register} t={t} />
            {signed ? (
              <p className="flex flex-wrap items-center gap-2 border-t py-3.5 text-success-text">
                <BadgeCheck className="size-4 shrink-0" aria-hidden="true" />
                {t("application.signed", { name: application.signerName ?? "", date: formatDateTime(signed) })}
                {application.signatureId && (
                  <Link
                    href={`/cabinet/signatures/${application.signatureId}`}
                    className="ml-auto text-primary-text underline-offset-4 hover:underline"
                  >
                    {t("application.signature")}
                  </Link>
                )}
              </p>
            ) : (
              <p className="border-t py-3.5 text-caption text-muted-foreground">
                {t(organization?.xinKind === "iin" ? "application.whatPerson" : "application.what", { hash })}
              </p>
            )}
            <Ways register={register} organization={organization} t={t} />
          </CardBody>
        </Card>
        <Card className="h-fit max-xl:lg:col-start-2">
          <CardBody className="space-y-3">
            <h2 className="font-semibold">{t("application.next")}</h2>
            <p className="text-muted-foreground">{t("application.nextText")}</p>
            {isDemo && signed && (
              <>
                <p className="text-muted-foreground">{t("application.demoText")}</p>
                <ButtonLink href="/demo/tax-office" size="sm">
                  {t("application.demoOffice")}
                </ButtonLink>
              </>
            )}
          </CardBody>
        </Card>
      </div>
    </I18nProvider>
  );
}
