import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Facts, PageHeader } from "@/components/layout";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { query } from "@/lib/http";
import { formatDateTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { staffRegister } from "@/lib/operator";
import { ExchangeTable } from "../../exchange-table";
import { BlockDialog, DeregisterDialog, UnblockForm } from "../dialogs";
import { StateBadge } from "../state-badge";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("settings.register") };
}

export default async function StaffRegisterPage({ params }: { params: Promise<{ id: string }> }) {
  const id = Number((await params).id);
  const found = await query({ realm: "ofd", can: "operatorStaff" }, () => staffRegister(id));
  if (!found) notFound();
  const { register, exchanges } = found;
  const { status } = register;
  const t = await getT("operator");
  return (
    <>
      <PageHeader
        title={`${register.name}, id: ${id}`}
        text={`${register.client.name}, ${register.client.xin}`}
        crumbs={[{ href: "/ofd/staff", label: t("staff.title") }]}
      />
      {status === "blocked" && (
        <Alert tone="danger" className="mb-5" title={t("registers.blocked")}>
          {register.blockReason}
        </Alert>
      )}
      <div className="mb-6 grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_320px]">
        <Card>
          <Facts
            items={[
              { label: t("staff.state"), value: <StateBadge register={register} /> },
              { label: t("settings.model"), value: register.model },
              { label: t("settings.factoryNumber"), value: <CopyText text={register.factoryNumber} /> },
              {
                label: t("settings.registrationNumber"),
                value: register.registrationNumber && <CopyText text={register.registrationNumber} />,
              },
              { label: t("settings.point"), value: register.point },
              { label: t("register.count"), value: <span className="num">{String(register.documents)}</span> },
              {
                label: t("register.seen"),
                value: register.seenAt ? formatDateTime(register.seenAt) : t("register.never"),
              },
            ]}
          />
        </Card>
        {status !== "deregistered" && (
          <Card>
            <CardHeader title={t("settings.actions")} />
            <CardBody className="flex flex-wrap gap-2">
              {status === "active" && <BlockDialog registerId={id} />}
              {status === "blocked" && <UnblockForm registerId={id} />}
              <DeregisterDialog registerId={id} />
            </CardBody>
          </Card>
        )}
      </div>
      <h2 className="mb-3 text-title font-semibold">{t("exchanges.title")}</h2>
      <Card className="overflow-hidden">
        <ExchangeTable rows={exchanges} />
      </Card>
    </>
  );
}
