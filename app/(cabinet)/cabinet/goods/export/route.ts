import { csvBytes } from "@/app/csv";
import { goodExport } from "@/lib/catalog";
import { fileResponse, safeName } from "@/lib/files";
import { route } from "@/lib/http";
import { formatDateTime, translator } from "@/lib/i18n";
import { formatDecimal } from "@/lib/kernel";
import { unitShort, vatLabel } from "../options";
import { goodFilter, goodGroup, goodTable } from "../table";

/** The goods that the list shows, all pages of them. Prices are plain numbers with a comma, for a spreadsheet. */
export const GET = route({
  realm: "cabinet",
  can: "goods",
  run: async (ctx, request) => {
    const t = translator(ctx.locale, "catalog");
    const asked = Object.fromEntries(request.nextUrl.searchParams);
    const rows = await goodExport(ctx.tenantId, goodFilter(goodTable(asked), goodGroup(asked)));
    const head = [
      t("name"),
      t("barcode"),
      t("unit"),
      t("vat"),
      t("price"),
      t("section"),
      t("group"),
      t("article"),
      t("ntin"),
      t("plu"),
      t("updated"),
    ];
    const bytes = csvBytes(
      head,
      rows.map((row) => [
        row.name,
        row.barcode ?? "",
        unitShort(row.unitCode, ctx.locale),
        vatLabel(row.vatKind, ctx.locale),
        row.priceTiyn === null ? "" : formatDecimal(row.priceTiyn).replace(".", ","),
        ...[row.sectionCode, row.groupName ?? "", row.article ?? "", row.ntin ?? "", row.plu ?? ""],
        formatDateTime(row.updatedAt),
      ]),
    );
    return fileResponse({ bytes, mediaType: "text/csv", name: safeName(t("exportName"), "text/csv") });
  },
});
