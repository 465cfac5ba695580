import { csvBytes } from "@/app/csv";
import { transactionExport } from "@/lib/billing";
import { env } from "@/lib/config";
import { fileResponse, safeName } from "@/lib/files";
import { route } from "@/lib/http";
import { formatDateTime, translator } from "@/lib/i18n";
import { formatDecimal } from "@/lib/kernel";
import { transactionFilter, transactionTable } from "../table";
import { commentOf, methodOf } from "../words";

/** The transactions that the table shows, all pages of them. */
export const GET = route({
  realm: "cabinet",
  can: "billing",
  run: async (ctx, request) => {
    const t = translator(ctx.locale, "billing");
    const filter = transactionFilter(transactionTable(Object.fromEntries(request.nextUrl.searchParams)));
    const rows = await transactionExport(ctx.tenantId, filter);
    const head = [t("id"), t("currency"), t("method"), t("comment"), t("at"), t("restCurrency")];
    const product = env().PRODUCT_CABINET_NAME;
    const bytes = csvBytes(
      head,
      rows.map((row) => {
        const { text, detail } = commentOf(row, ctx.locale);
        return [
          row.number,
          formatDecimal(row.sumTiyn).replace(".", ","),
          methodOf(row, t, product),
          detail ? `${text}. ${detail}` : text,
          formatDateTime(row.at),
          formatDecimal(row.balanceTiyn).replace(".", ","),
        ];
      }),
    );
    return fileResponse({ bytes, mediaType: "text/csv", name: safeName(t("exportName"), "text/csv") });
  },
});
