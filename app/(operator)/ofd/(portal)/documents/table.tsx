import { WifiOff } from "lucide-react";
import type { Column } from "@/components/table";
import { Badge } from "@/components/ui/badge";
import { formatDateTime, formatMoney } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import type { DocumentRow } from "@/lib/operator";

/** Kinds that a table can be narrowed to, all of them first. */
export const DOCUMENT_FILTERS = [
  ...["all", "sell", "sell_return", "buy", "buy_return", "deposit", "withdrawal", "z_report"],
] as readonly ("all" | DocumentRow["kind"])[]; // cast: the very list of the room

/** Columns of documents; `withRegister` where they come from more than one. */
export async function documentColumns(withRegister: boolean): Promise<Column<DocumentRow>[]> {
  const t = await getT("operator");
  const columns: Column<DocumentRow>[] = [
    {
      key: "document",
      title: t("documents.document"),
      card: "title",
      cell: (row) => (
        <span className="whitespace-nowrap">
          {t(`documents.kinds.${row.kind}`)}{" "}
          <span className="num text-muted-foreground">
            {t("documents.number", { number: String(row.printedNumber ?? row.sequence) })}
          </span>
        </span>
      ),
    },
    {
      key: "received",
      title: t("documents.received"),
      cell: (row) => <span className="num whitespace-nowrap">{formatDateTime(row.receivedAt)}</span>,
    },
    {
      key: "register",
      title: t("documents.register"),
      cell: (row) => (
        <>
          {row.registerName} <span className="font-mono text-[13px] text-muted-foreground">id: {row.registerId}</span>
        </>
      ),
    },
    { key: "shift", title: t("documents.shift"), cell: (row) => <span className="num">{row.shiftNumber}</span> },
    {
      key: "sign",
      title: t("documents.sign"),
      cell: (row) => (
        <span className="flex flex-wrap items-center gap-2">
          {row.fiscalSign && <span className="font-mono text-[13px]">{row.fiscalSign}</span>}
          {row.offline && (
            <Badge tone="warning" icon={<WifiOff />}>
              {t("documents.offline")}
            </Badge>
          )}
        </span>
      ),
    },
    {
      key: "sum",
      title: t("documents.sum"),
      align: "right",
      card: "side",
      cell: (row) => <span className="num whitespace-nowrap">{formatMoney(row.totalTiyn)}</span>,
    },
  ];
  return withRegister ? columns : columns.filter(({ key }) => key !== "register");
}
