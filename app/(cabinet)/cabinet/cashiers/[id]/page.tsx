import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Form, FormActions, SubmitButton } from "@/components/form";
import { Narrow, PageHeader } from "@/components/layout";
import { StatusBadge } from "@/components/status";
import { Card, CardBody } from "@/components/ui/card";
import { query } from "@/lib/http";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import { cashierView } from "@/lib/registers";
import { AccessFields } from "../access-fields";
import { accessOptions } from "../access-options";
import { disableCashierAction, enableCashierAction, resetPasswordAction, setAccessAction } from "../actions";
import { CashierControls } from "./cashier-controls";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("registers"))("cashiers.title") };
}

/** A cashier: where they may sell, a new password, and whether the till is open to them. */
export default async function CashierPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const t = await getT("registers");
  const locale = await requestLocale();
  const { cashier, options } = await query({ realm: "cabinet", can: "cashiers" }, async ({ tenantId }) => ({
    cashier: await cashierView(tenantId, id),
    options: await accessOptions(tenantId, locale),
  }));
  if (!cashier) notFound();
  const disabled = cashier.disabledAt !== null;
  return (
    <I18nProvider locale={locale} messages={await clientMessages("registers")}>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            {cashier.name}
            <StatusBadge machine="account" status={disabled ? "disabled" : "active"} />
          </span>
        }
        text={<span className="font-mono text-[13px]">{cashier.login}</span>}
        crumbs={[
          { href: "/cabinet/profile", label: t("profile") },
          { href: "/cabinet/cashiers", label: t("cashiers.title") },
        ]}
        actions={
          <CashierControls
            cashier={{ id: cashier.id, name: cashier.name, disabled }}
            reset={resetPasswordAction}
            disable={disableCashierAction}
            enable={enableCashierAction}
          />
        }
      />
      <Narrow>
        <Card>
          <CardBody>
            <Form action={setAccessAction} doneToast={t("cashiers.saved")} askLeave>
              <input type="hidden" name="cashierId" value={cashier.id} />
              <AccessFields options={options} chosen={cashier.registers.map((register) => register.id)} />
              <FormActions>
                <SubmitButton>{t("cashiers.save")}</SubmitButton>
              </FormActions>
            </Form>
          </CardBody>
        </Card>
      </Narrow>
    </I18nProvider>
  );
}
