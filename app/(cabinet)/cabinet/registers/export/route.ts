import { csvBytes } from "@/app/csv";
import { fileResponse, safeName } from "@/lib/files";
import { route } from "@/lib/http";
import { formatDate, translator } from "@/lib/i18n";
import { addressLine, registerExport } from "@/lib/registers";
import { registerFilter, registerTable } from "../table";

/** The registers that the list shows, all pages of them. */
export const GET = route({
  realm: "cabinet",
  can: "registers",
  run: async (ctx, request) => {
    const t = translator(ctx.locale, "registers");
    const ui = translator(ctx.locale, "ui");
    const rows = await registerExport(
      ctx.tenantId,
      registerFilter(registerTable(Object.fromEntries(request.nextUrl.searchParams))),
    );
    const head = [
      t("export.register"),
      t("list.address"),
      t("znm"),
      t("rnm"),
      t("list.status"),
      t("export.blocks"),
      t("list.paidUntil"),
    ];
    const bytes = csvBytes(
      head,
      rows.map((row) => [
        row.name,
        addressLine(row.address, ctx.locale),
        row.factoryNumber,
        row.registrationNumber ?? "",
        ui(`status.register.${row.status}`),
        row.blocks.map((cause) => ui(`block.${cause}.title`)).join(", "),
        row.paidUntil ? formatDate(row.paidUntil) : "",
      ]),
    );
    return fileResponse({ bytes, mediaType: "text/csv", name: safeName(t("export.name"), "text/csv") });
  },
});
