import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FileField, Form, FormActions, SubmitButton } from "@/components/form";
import { Narrow, PageHeader } from "@/components/layout";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { importPreview } from "@/lib/catalog";
import { query } from "@/lib/http";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { limits } from "@/lib/kernel";
import { confirmImportAction, readImportAction } from "../actions";
import { Preview } from "./preview";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("catalog"))("import.title") };
}

/** Goods from a file: choose it, see what it would do, say yes. The address of the second step survives a reload. */
export default async function ImportPage({ searchParams }: { searchParams: Promise<{ id?: string | string[] }> }) {
  const t = await getT("catalog");
  const { id } = await searchParams;
  const preview = await query({ realm: "cabinet", can: "goods" }, ({ tenantId }) =>
    typeof id === "string" ? importPreview(tenantId, id) : Promise.resolve(undefined),
  );
  if (preview === null) notFound();
  return (
    <I18nProvider locale={await requestLocale()} messages={await clientMessages("catalog")}>
      <PageHeader
        title={t("import.title")}
        text={preview ? preview.fileName : t("import.text")}
        crumbs={[{ href: "/cabinet/goods", label: t("title") }]}
        actions={
          <ButtonLink href="/cabinet/goods/import/sample" icon={<Download className="size-4" aria-hidden="true" />}>
            {t("import.sample")}
          </ButtonLink>
        }
      />
      {preview && typeof id === "string" ? (
        <Preview preview={preview} importId={id} confirm={confirmImportAction} />
      ) : (
        <Narrow>
          <Card>
            <CardBody>
              <Form action={readImportAction} className="space-y-5">
                <FileField
                  name="file"
                  label={t("import.file")}
                  accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                  maxBytes={limits.uploadBytes}
                  text={t("import.fileText", { max: limits.importRowsMax })}
                />
                <FormActions>
                  <ButtonLink href="/cabinet/goods" variant="ghost" className="mr-auto">
                    {t("cancel")}
                  </ButtonLink>
                  <SubmitButton>{t("import.read")}</SubmitButton>
                </FormActions>
              </Form>
            </CardBody>
          </Card>
        </Narrow>
      )}
    </I18nProvider>
  );
}
