import { count, money, tableFile } from "@/app/table-file";
import { controlTape, findDocuments } from "@/lib/fiscal";
import { route } from "@/lib/http";
import { formatDateTime, translator } from "@/lib/i18n";
import { err, limits } from "@/lib/kernel";
import { placesOf, spanOf } from "../../asked";
import { tapeFilterOf } from "../filter";

/** The control tape that the page shows, all pages of it. */
export const GET = route({
  realm: "cabinet",
  can: "receipts",
  run: async ({ tenantId, locale }, request) => {
    const [t, kinds] = [translator(locale, "reports"), translator(locale, "registers")];
    const ui = translator(locale, "ui");
    const asked = Object.fromEntries(request.nextUrl.searchParams);
    const places = await placesOf(tenantId, asked, locale);
    const search = (asked.q ?? "").trim();
    const pageRows = limits.exportRowsMax;
    const page = search
      ? { rows: await findDocuments(tenantId, places.registerIds, search), next: null }
      : await controlTape(tenantId, places.registerIds, tapeFilterOf(asked, spanOf(asked)), { pageRows });
    if (page.next) return err({ code: "fiscal.export_too_long", recordsMax: pageRows });
    const head = (["document", "at", "register", "shift", "cashier", "state", "sign", "sum"] as const).map((key) =>
      key === "document" ? `${t("receipts.document")}, №` : t(`receipts.${key}`),
    );
    const states = { accepted: "accepted", autonomous: "queued", pending: "sealed", rejected: "rejected" } as const;
    const rows = page.rows.map((row) => [
      `${kinds(`kind.${row.kind}`)} № ${row.number}`,
      formatDateTime(row.at),
      places.name(row.registerId),
      count(row.shiftNumber),
      row.cashierName,
      ui(`status.document.${states[row.outcome]}`),
      row.fiscalSign ?? row.offlineSign ?? "",
      row.kind === "z_report" ? "" : money(row.totalTiyn),
    ]);
    return tableFile(request.nextUrl.searchParams, t("receipts.exportName"), head, rows);
  },
});
