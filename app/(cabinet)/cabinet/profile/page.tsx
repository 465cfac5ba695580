import { Download, ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Facts } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { env } from "@/lib/config";
import { query } from "@/lib/http";
import { formatDateTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { formatDay } from "@/lib/kernel";
import { type OrganizationProfile, organizationOf } from "@/lib/orgs";
import { ProfileFrame } from "../profile-frame";
import { DivisionsRow } from "./divisions-row";
import { ResendLetter } from "./resend-letter";
import { VatRow } from "./vat-row";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("tabs.profile") };
}

export default async function ProfilePage() {
  const organization = await query({ realm: "cabinet", can: "organization" }, (ctx) => organizationOf(ctx.tenantId));
  if (!organization) notFound();
  const t = await getT("cabinet");
  const { email, emailConfirmedAt, suspendedReason } = organization;
  return (
    <ProfileFrame tenantId={organization.id} current="profile">
      <div className="max-w-[760px] space-y-4">
        {suspendedReason && (
          <Alert tone="danger" title={t("profile.suspended")}>
            {t("profile.suspendedText", { reason: suspendedReason, email: env().SUPPORT_EMAIL })}
          </Alert>
        )}
        {!emailConfirmedAt && (
          <Alert tone="warning" title={t("profile.unconfirmed")}>
            {t("profile.unconfirmedText", { email })}
          </Alert>
        )}
        <Info organization={organization} />
      </div>
    </ProfileFrame>
  );
}

/** «Информация об организации». */
async function Info({ organization }: { organization: OrganizationProfile }) {
  const t = await getT("cabinet");
  const { name, xin, email, emailConfirmedAt, legalAddress, headName, vat, divisions } = organization;
  const contract = { number: organization.contractNumber, date: formatDay(organization.contractDay) };
  return (
    <Card>
      <CardHeader title={t("profile.info")} />
      <Facts
        items={[
          { label: t("profile.name"), value: name },
          { label: t("profile.xin"), value: <CopyText text={xin} /> },
          {
            label: t("profile.email"),
            value: (
              <>
                <span className="min-w-0 break-all">{email}</span>
                <StatusBadge
                  machine="email"
                  status={emailConfirmedAt ? "confirmed" : "unconfirmed"}
                  {...(emailConfirmedAt ? { title: formatDateTime(emailConfirmedAt) } : {})}
                />
                {!emailConfirmedAt && (
                  <ResendLetter label={t("profile.resend")} done={t("profile.resent", { email })} />
                )}
              </>
            ),
          },
          { label: t("profile.address"), value: legalAddress },
          { label: t("profile.head"), value: headName },
          {
            label: t("profile.vat"),
            value: (
              <VatRow
                vat={
                  vat && {
                    ...{ vatPayer: "on", vatSeries: vat.series, vatNumber: vat.number },
                    vatIssuedOn: formatDay(vat.issuedOn),
                  }
                }
                line={
                  vat && t("profile.vatLine", { series: vat.series, number: vat.number, date: formatDay(vat.issuedOn) })
                }
              />
            ),
          },
          { label: t("profile.divisions"), value: <DivisionsRow on={divisions} /> },
          {
            label: t("profile.contract"),
            value: (
              <>
                {t("profile.contractValue", contract)}
                <a
                  href="/cabinet/profile/contract"
                  target="_blank"
                  rel="noreferrer"
                  className="inline-flex items-center gap-1.5 text-primary-text underline-offset-4 hover:underline max-md:min-h-11"
                >
                  <Download className="size-4" aria-hidden="true" />
                  {t("profile.download")}
                </a>
                <Link
                  href={`/cabinet/signatures/${organization.contractSignatureId}`}
                  className="inline-flex items-center gap-1.5 text-primary-text underline-offset-4 hover:underline max-md:min-h-11"
                >
                  <ShieldCheck className="size-4" aria-hidden="true" />
                  {t("profile.signature")}
                </Link>
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}
