import { Download, FileText } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { signatureView } from "@/app/_eds/view";
import { SignatureReport, Verdict } from "@/components/eds";
import { Narrow, PageHeader } from "@/components/layout";
import { buttonLook } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { systemClock } from "@/lib/config";
import { type Evidence, reverify } from "@/lib/eds";
import { fileOf } from "@/lib/files";
import { query, showRefusal } from "@/lib/http";
import { formatDateTime } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { err } from "@/lib/kernel";
import { evidenceFor } from "./found";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("eds"))("report.title") };
}

/** A kept signature, verified again at this moment from what was kept with it. */
export default async function SignaturePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const t = await getT("eds");
  const { evidence, file, checked } = await query({ realm: "cabinet", can: "registers" }, async ({ session }) => {
    const evidence = await evidenceFor(session, id);
    const file = evidence && (await fileOf(evidence.tenantId, evidence.fileId));
    const checked = !evidence
      ? null
      : file
        ? await reverify(evidence, file.bytes)
        : err({ code: "not_found" } as const);
    return { evidence, file, checked };
  });
  if (!evidence || !checked) notFound();
  return (
    <I18nProvider locale={await requestLocale()} messages={await clientMessages("eds")}>
      <PageHeader
        title={t("report.title")}
        text={t(`report.subject_${evidence.subject}`)}
        crumbs={[{ href: "/cabinet/profile", label: t("report.profile") }]}
      />
      <Narrow className="max-w-[760px]">
        <Card>
          <CardBody className="space-y-5">
            <Verdict refusal={checked.ok ? null : showRefusal(checked.error)} />
            <p className="text-caption text-muted-foreground">
              {t("report.checkedAt", { at: formatDateTime(systemClock.now()) })}
            </p>
            <Paper evidence={evidence} name={file?.name ?? t("report.fileGone")} />
            {checked.ok ? (
              <SignatureReport view={signatureView(checked.value, t)} />
            ) : (
              <p>{t("report.keptName", { name: evidence.signerName, at: formatDateTime(evidence.signedAt) })}</p>
            )}
          </CardBody>
        </Card>
      </Narrow>
    </I18nProvider>
  );
}

/** What was signed, and both files to take away. */
async function Paper({ evidence, name }: { evidence: Evidence; name: string }) {
  const t = await getT("eds");
  const at = `/cabinet/signatures/${evidence.id}`;
  return (
    <div className="rounded-md border">
      <div className="flex items-start gap-3 px-3 py-2.5">
        <FileText className="mt-0.5 size-[18px] shrink-0 text-muted-foreground" aria-hidden="true" />
        <div className="min-w-0">
          <p className="font-medium break-words">{name}</p>
          <p className="font-mono text-[12px] break-all text-muted-foreground">SHA-256 {evidence.sha256}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2 border-t px-3 py-2.5 max-md:[&>*]:w-full">
        <a href={`${at}/document`} download className={buttonLook({ size: "sm" })}>
          <Download className="size-4" aria-hidden="true" />
          {t("report.takeDocument")}
        </a>
        <a href={`${at}/cms`} download className={buttonLook({ size: "sm" })}>
          <Download className="size-4" aria-hidden="true" />
          {t("report.takeCms")}
        </a>
      </div>
    </div>
  );
}
