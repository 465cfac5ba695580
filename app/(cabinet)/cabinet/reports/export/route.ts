import { type Cell, count, money, quantity, tableFile } from "@/app/table-file";
import { takings } from "@/lib/fiscal";
import { route } from "@/lib/http";
import { err, formatDay, limits } from "@/lib/kernel";
import { placesOf, spanOf } from "../../asked";
import { summaryOf, TABLES, type Value } from "../summary";

const cellOf = (value: Value): Cell => {
  if (typeof value === "string") return value;
  if ("money" in value) return money(value.money);
  return "count" in value ? count(value.count) : quantity(value.quantity);
};

/** One table of the report, whole. */
export const GET = route({
  realm: "cabinet",
  can: "receipts",
  run: async ({ tenantId, locale }, request) => {
    const asked = Object.fromEntries(request.nextUrl.searchParams);
    const [span, places] = [spanOf(asked), await placesOf(tenantId, asked, locale)];
    const { tables } = summaryOf(await takings(tenantId, places.registerIds, span), span, locale);
    const { title, head, rows, total } = tables[TABLES.find((name) => name === asked.what) ?? "days"];
    const name = `${title} ${formatDay(span.from)}-${formatDay(span.to)}`;
    const all = total ? [...rows, total] : rows;
    if (all.length > limits.exportRowsMax)
      return err({ code: "fiscal.export_too_long", recordsMax: limits.exportRowsMax });
    return tableFile(
      request.nextUrl.searchParams,
      name,
      head,
      all.map((row) => row.map(cellOf)),
    );
  },
});
