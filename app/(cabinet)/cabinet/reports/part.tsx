import type { ReactNode } from "react";
import { ShareMark } from "@/components/chart/bars";
import { type Column, SimpleTable } from "@/components/table";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { formatMoney } from "@/lib/i18n";
import { formatQuantity, quantityMilli } from "@/lib/kernel";
import type { ReportTable, TableName, Value } from "./summary";

/** Where a column stands on a phone's card; what is left out stands in the file alone. */
type Place = NonNullable<Column<unknown>["card"]> | "left out";

const LINED: readonly Place[] = ["title", "line", "hidden", "line", "side"];
const PLACES: Readonly<Record<TableName, readonly Place[]>> = {
  ...{ days: LINED, hours: LINED, cashiers: LINED },
  payments: ["title", "left out", "hidden", "line", "side", "left out"],
  goods: ["title", "line", "left out", "side", "line"],
  vat: ["title", "line", "side"],
  kinds: ["title", "line", "side", "line"],
};

const isNothing = (value: Value): boolean =>
  typeof value !== "string" && Object.values(value).every((figure) => BigInt(figure) === 0n);

function shown(value: Value | undefined): string {
  if (value === undefined || typeof value === "string") return value ?? "";
  if ("money" in value) return formatMoney(value.money);
  if ("count" in value) return String(value.count);
  return value.quantity < 0n
    ? `\u2212${formatQuantity(quantityMilli(-value.quantity))}`
    : formatQuantity(value.quantity);
}

/** A figure that is nothing is a dash: what was sold must not be looked for among noughts. */
const cellOf = (value: Value | undefined): ReactNode =>
  value === undefined || value === "" || isNothing(value) ? null : shown(value);

/** The way of payment with its colour above and its share. */
const paid = (row: readonly Value[], at: number): ReactNode => (
  <>
    <ShareMark at={at} />
    {shown(row[0])}{" "}
    <span className="num ml-1 font-normal whitespace-nowrap text-muted-foreground">{shown(row[5])}</span>
  </>
);

function columnsOf(name: TableName, { head, rows }: ReportTable): readonly Column<readonly Value[]>[] {
  return head.flatMap((title, at): Column<readonly Value[]>[] => {
    const card = PLACES[name][at] ?? "line";
    if (card === "left out") return [];
    if (at > 0) return [{ key: String(at), title, card, align: "right", cell: (row) => cellOf(row[at]) }];
    const cell = (row: readonly Value[]) => (name === "payments" ? paid(row, rows.indexOf(row)) : shown(row[0]));
    return [{ key: "0", title, card, className: cn("break-words", name === "goods" && "min-w-32"), cell }];
  });
}

/** A table of the report on a card, with its files; what is drawn of it stands above. */
export function Part({
  name,
  table,
  files,
  rowsMax,
  note,
  children,
}: {
  name: TableName;
  table: ReportTable;
  files: ReactNode;
  rowsMax?: number;
  note?: string | undefined;
  children?: ReactNode;
}) {
  const columns = columnsOf(name, table);
  const totals = table.total && {
    label: shown(table.total[0]),
    cells: Object.fromEntries(
      columns
        .slice(1)
        .map(({ key }) => [key, shown(table.total?.[Number(key)])] as const)
        .filter(([, text]) => text !== ""),
    ),
  };
  return (
    <Card className="min-w-0 break-inside-avoid overflow-hidden print:[print-color-adjust:exact]" id={name}>
      <CardHeader title={table.title} text={note} actions={files} />
      {children && <div className="p-5 max-md:p-4">{children}</div>}
      <SimpleTable
        caption={table.title}
        columns={columns}
        rows={rowsMax ? table.rows.slice(0, rowsMax) : table.rows}
        rowKey={(row) => table.rows.indexOf(row).toString()}
        {...(totals ? { totals } : {})}
      />
    </Card>
  );
}

/** One figure, large, and what is to be known of it. */
export const Tile = ({ label, value, note }: { label: string; value: string; note?: ReactNode }) => (
  <Card className="px-5 py-4 max-md:px-4 print:px-3">
    <p className="text-caption text-muted-foreground">{label}</p>
    <p className="num mt-0.5 text-title font-semibold whitespace-nowrap print:text-lead">{value}</p>
    {note && <p className="num mt-1 text-caption text-muted-foreground">{note}</p>}
  </Card>
);
