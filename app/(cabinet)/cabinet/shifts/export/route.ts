import { count, money, tableFile } from "@/app/table-file";
import { tenantShifts } from "@/lib/fiscal";
import { route } from "@/lib/http";
import { formatDateTime, translator } from "@/lib/i18n";
import { err, limits } from "@/lib/kernel";
import { placesOf, spanOf } from "../../asked";

/** The shifts that the page shows, all pages of them. */
export const GET = route({
  realm: "cabinet",
  can: "receipts",
  run: async ({ tenantId, locale }, request) => {
    const t = translator(locale, "reports");
    const asked = Object.fromEntries(request.nextUrl.searchParams);
    const [places, span] = [await placesOf(tenantId, asked, locale), spanOf(asked)];
    const opened = { from: span.since, to: span.until };
    const page = await tenantShifts(tenantId, places.registerIds, opened, { pageRows: limits.exportRowsMax });
    if (page.next) return err({ code: "fiscal.export_too_long", recordsMax: limits.exportRowsMax });
    const head = [
      t("receipts.register"),
      ...(["shift", "opened", "closed", "documents", "revenue"] as const).map((key) => t(`shifts.${key}`)),
    ];
    const rows = page.rows.map((row) => [
      places.name(row.registerId),
      count(row.number),
      formatDateTime(row.openedAt),
      row.closedAt ? formatDateTime(row.closedAt) : t("shifts.open"),
      count(row.documents),
      money(row.revenueTiyn),
    ]);
    return tableFile(request.nextUrl.searchParams, t("shifts.exportName"), head, rows);
  },
});
