import { StatusBadge } from "@/components/status";
import type { Column } from "@/components/table";
import type { DocumentRow } from "@/lib/fiscal";
import { formatDateTime, formatMoney, type Translate } from "@/lib/i18n";

const STATES = { accepted: "accepted", autonomous: "queued", pending: "sealed", rejected: "rejected" } as const;

/** A document of a register as tables show it. */
export const documentColumns = (t: Translate<"registers">): readonly Column<DocumentRow>[] => [
  {
    key: "number",
    title: t("page.docNumber"),
    cell: (row) => <span className="num">{`${t(`kind.${row.kind}`)} № ${row.number}`}</span>,
  },
  {
    key: "at",
    title: t("page.docAt"),
    plain: true,
    cell: (row) => <span className="num">{formatDateTime(row.at)}</span>,
  },
  {
    key: "shift",
    title: t("page.shiftNumber"),
    card: "hidden",
    cell: (row) => <span className="num">{row.shiftNumber}</span>,
  },
  { key: "cashier", title: t("page.docCashier"), cell: (row) => row.cashierName, card: "hidden" },
  {
    key: "state",
    title: t("page.docState"),
    plain: true,
    cell: (row) => <StatusBadge machine="document" status={STATES[row.outcome]} title={row.refusal?.text ?? ""} />,
  },
  {
    key: "sum",
    title: t("page.docSum"),
    align: "right",
    card: "side",
    cell: (row) => (row.kind === "z_report" ? null : formatMoney(row.totalTiyn)),
  },
];
