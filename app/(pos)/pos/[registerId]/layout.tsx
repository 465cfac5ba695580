import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { SignOutForm } from "@/app/sign-out/form";
import { LockWatch } from "@/components/pos/lock";
import { ShiftNotice } from "@/components/pos/shift-notice";
import { TillProvider } from "@/components/pos/till-context";
import { TopBar } from "@/components/pos/top-bar";
import { env } from "@/lib/config";
import { units } from "@/lib/directory";
import { query } from "@/lib/http";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages } from "@/lib/i18n/server";
import { isId } from "@/lib/kernel";
import { beginShift, endShift, giveBack, moveCash, readTill, sell, settle, xReport } from "../actions";
import { lockTill } from "../lock/actions";
import { isAdmitted, showTill } from "../shown";
import { mailReceipt } from "./receipts/actions";

/** The till of one register: its state on top of every page, and what its pages may ask of the server. */
export default async function TillLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ registerId: string }>;
}) {
  const { registerId } = await params;
  const { till, session, locale } = await query({ realm: "pos" }, async ({ tenantId, session, locale }) => {
    const admitted = isId(registerId) && (await isAdmitted(tenantId, session.accountId, registerId));
    return { till: admitted ? await showTill(tenantId, registerId) : null, session, locale };
  });
  if (!till) notFound();
  return (
    <I18nProvider locale={locale} messages={await clientMessages("pos")}>
      <TillProvider
        till={till}
        cashier={session.name}
        cashierId={session.accountId}
        units={Object.fromEntries(units().map(({ code, short }) => [code, short[locale]]))}
        actions={{
          readTill,
          issueReceipt: sell,
          settleSale: settle,
          issueReturn: giveBack,
          mailReceipt,
          placeCash: moveCash,
          closeShift: endShift,
          openShift: beginShift,
          takeXReport: xReport,
          lock: lockTill,
        }}
      >
        <LockWatch hasPin={session.hasPin} idleMinutes={env().TILL_LOCK_MINUTES} />
        <div className="flex h-dvh flex-col max-lg:h-auto max-lg:min-h-dvh print:h-auto">
          <TopBar brand={env().PRODUCT_CABINET_NAME} signOut={<SignOutForm realm="pos" />} />
          <ShiftNotice />
          {children}
        </div>
      </TillProvider>
    </I18nProvider>
  );
}
