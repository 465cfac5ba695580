import { ArrowDownToLine, ArrowUpFromLine, FileText, ReceiptText, Undo2 } from "lucide-react";
import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { TapeRow } from "@/lib/fiscal";
import { formatDateTime, formatMoney } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { type Day, dayOf, formatDay, tiyn } from "@/lib/kernel";
import { FileLinks } from "../filter-bar";

const LOOKS = {
  sale: { Icon: ReceiptText, leaves: false },
  sale_return: { Icon: Undo2, leaves: true },
  purchase: { Icon: ReceiptText, leaves: true },
  purchase_return: { Icon: Undo2, leaves: false },
  deposit: { Icon: ArrowDownToLine, leaves: false },
  withdrawal: { Icon: ArrowUpFromLine, leaves: true },
  z_report: { Icon: FileText, leaves: false },
} as const;

type Named = { readonly row: TapeRow; readonly register: string };

/** «Последнее»: what the registers made last, newest first. Money that left the drawer has its sign. */
export async function RecentCard({ recent, today }: { recent: readonly Named[]; today: Day }) {
  const [t, kinds] = [await getT("reports"), await getT("registers")];
  if (recent.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title={t("overview.recent")}
        actions={
          <ButtonLink href="/cabinet/receipts?period=today" variant="link" size="inline">
            {t("overview.allReceipts")}
          </ButtonLink>
        }
      />
      <ul className="py-1.5">
        {recent.map(({ row, register }) => {
          const { Icon, leaves } = LOOKS[row.kind];
          return (
            <li key={row.id}>
              <Link
                href={`/cabinet/registers/${row.registerId}/documents/${row.id}`}
                className="flex items-start gap-3 px-5 py-2 hover:bg-accent/50 max-md:min-h-11 max-md:px-4"
              >
                <Icon className="mt-0.5 size-4 shrink-0 text-subtle-foreground" aria-hidden="true" />
                <span className="min-w-0 flex-1">
                  <span className={cn("num block", row.outcome === "rejected" && "line-through")}>
                    {`${kinds(`kind.${row.kind}`)} № ${row.number}`}
                  </span>
                  <span className="num block text-caption text-muted-foreground">
                    {`${formatDateTime(row.at).slice(dayOf(row.at) === today ? -5 : 0)}, ${register}`}
                  </span>
                </span>
                {row.kind !== "z_report" && (
                  <span className="num whitespace-nowrap">
                    {formatMoney(leaves ? tiyn(-row.totalTiyn) : row.totalTiyn)}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** «Отчеты за месяц»: what an accountant asks for, as files of the calendar month. */
export async function MonthCard({ today }: { today: Day }) {
  const t = await getT("reports");
  const asked = { from: `${today.slice(0, 8)}01`, to: today };
  const files = [
    { path: "/cabinet/shifts/export", title: t("overview.zReports") },
    { path: "/cabinet/reports/export", title: t("reports.byDay"), what: "days" },
    { path: "/cabinet/reports/export", title: t("reports.vatTitle"), what: "vat" },
  ];
  return (
    <Card>
      <CardHeader title={t("overview.month")} text={`${asked.from.slice(8)}–${formatDay(today)}`} />
      <ul className="py-1.5">
        {files.map((file) => (
          <li key={file.title} className="flex items-center justify-between gap-x-2 px-5 py-1 max-md:px-4">
            <span className="min-w-0">{file.title}</span>
            <span className="-mr-2.5 shrink-0">
              <FileLinks {...file} asked={asked} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
