import type { Column } from "@/components/table";
import { SimpleTable } from "@/components/table";
import { Badge } from "@/components/ui/badge";
import { formatDateTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import type { ExchangeRow } from "@/lib/operator";

/** Commands of the protocol by number, as the protocol writes them. */
const COMMANDS: Readonly<Record<number, string>> = {
  ...{ 0: "SYSTEM", 1: "TICKET", 2: "CLOSE_SHIFT", 3: "REPORT", 4: "NOMENCLATURE", 5: "INFO" },
  ...{ 6: "MONEY_PLACEMENT", 7: "CANCEL_TICKET", 8: "AUTH", 100: "QR_GENERATE", 101: "QR_GET_STATUS" },
};

/** What a register said last and what it heard: documents by their kind, refusals with code and reason. */
export async function ExchangeTable({ rows }: { rows: readonly ExchangeRow[] }) {
  const t = await getT("operator");
  const columns: readonly Column<ExchangeRow>[] = [
    {
      key: "message",
      title: t("exchanges.message"),
      card: "title",
      cell: ({ outcome }) =>
        "booked" in outcome ? t(`documents.kinds.${outcome.booked}`) : (COMMANDS[outcome.command] ?? outcome.command),
    },
    {
      key: "at",
      title: t("exchanges.at"),
      cell: ({ at }) => <span className="num whitespace-nowrap">{formatDateTime(at)}</span>,
    },
    {
      key: "number",
      title: t("exchanges.number"),
      align: "right",
      cell: ({ requestNumber }) => <span className="num">{requestNumber}</span>,
    },
    {
      key: "code",
      title: t("exchanges.code"),
      card: "side",
      cell: ({ resultCode }) => <Badge tone={resultCode === 0 ? "success" : "danger"}>{resultCode}</Badge>,
    },
    {
      key: "reason",
      title: t("exchanges.reason"),
      cell: ({ outcome }) => ("booked" in outcome ? t("exchanges.booked") : t(`exchanges.reasons.${outcome.refused}`)),
    },
  ];
  return (
    <SimpleTable
      caption={t("exchanges.title")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={columns}
      empty={<p className="rounded-lg border bg-card px-5 py-8 text-muted-foreground">{t("exchanges.empty")}</p>}
    />
  );
}
