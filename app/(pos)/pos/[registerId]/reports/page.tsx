import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReportsScreen } from "@/components/pos/reports-screen";
import { shifts } from "@/lib/fiscal";
import { query } from "@/lib/http";
import { formatDateTime, formatMoney } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { isAdmitted } from "../../shown";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("pos"))("reports.title") };
}

const SHOWN = 10;

/** X-report, closing the shift, and the shifts that were. */
export default async function ReportsPage({ params }: { params: Promise<{ registerId: string }> }) {
  const { registerId } = await params;
  const list = await query({ realm: "pos" }, async ({ tenantId, session }) =>
    (await isAdmitted(tenantId, session.accountId, registerId))
      ? shifts(tenantId, registerId, { page: 1, pageRows: SHOWN })
      : null,
  );
  if (!list) notFound();
  return (
    <ReportsScreen
      past={list.rows.flatMap(({ number, openedAt, closedAt, documents, revenueTiyn, zReportId }) =>
        closedAt
          ? [
              {
                ...{ number, documents, zReportId },
                openedAt: formatDateTime(openedAt),
                closedAt: formatDateTime(closedAt),
                revenue: formatMoney(revenueTiyn),
              },
            ]
          : [],
      )}
    />
  );
}
