"use client";
import { ChevronRight, FileText, Search, Undo2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { EmptyState } from "@/components/layout/empty-state";
import { Button, buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DateInput } from "@/components/ui/date-input";
import { Input } from "@/components/ui/input";
import type { BasisRow } from "@/lib/fiscal";
import { formatDateTime, formatMoney, useT } from "@/lib/i18n/client";
import { OutcomeBadge } from "./outcome-badge";
import { useTill } from "./till-context";
import { useScanner } from "./use-keys";

/** What was asked for, as it was typed. */
export type BasisQuery = { readonly q: string; readonly sum: string; readonly day: string };

function Found({ row }: { row: BasisRow }) {
  const t = useT("pos");
  const { till } = useTill();
  return (
    <li className="border-b last:border-b-0">
      <Link
        href={`/pos/${till.register.id}/return?basis=${row.id}&of=${row.registerId}`}
        className="flex items-center gap-3 px-5 py-3 outline-offset-[-2px] hover:bg-accent max-md:px-4"
      >
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="text-lead font-medium">
              {t("receipts.of", { kind: t(`receipts.kindOf.${row.kind}`), number: row.number })}
            </span>
            <OutcomeBadge document={{ ...row, refusal: null, issuedAutonomous: row.isOffline }} />
          </span>
          <span className="num block text-muted-foreground">
            {formatDateTime(row.at)}, {row.registerName}, {row.cashierName}
          </span>
          <span className="block truncate text-muted-foreground">{row.goods.join(", ")}</span>
        </span>
        <span className="num text-right whitespace-nowrap">
          <span className="block text-lead font-medium">{formatMoney(row.totalTiyn)}</span>
          {row.leftTiyn !== row.totalTiyn && (
            <span className="block text-caption text-muted-foreground">
              {row.leftTiyn > 0n ? t("return.leftSum", { left: formatMoney(row.leftTiyn) }) : t("return.allBack")}
            </span>
          )}
        </span>
        <ChevronRight className="size-5 shrink-0 text-subtle-foreground" aria-hidden="true" />
      </Link>
    </li>
  );
}

/** The question itself: a plain form, so that what was asked stands in the address and survives a refresh. */
function SearchForm({ path, query }: { path: string; query: BasisQuery }) {
  const t = useT("pos");
  return (
    <form action={path} method="get" className="space-y-4">
      <div>
        <label htmlFor="return-q" className="mb-1.5 block font-medium">
          {t("return.what")}
        </label>
        <Input
          id="return-q"
          name="q"
          tall
          autoFocus
          autoComplete="off"
          maxLength={500}
          defaultValue={query.q}
          start={<Search className="size-5" aria-hidden="true" />}
        />
      </div>
      <div className="grid grid-cols-2 items-end gap-4 md:grid-cols-[1fr_1fr_auto]">
        <div>
          <label htmlFor="return-sum" className="mb-1.5 block font-medium">
            {t("return.sum")}
          </label>
          <Input
            id="return-sum"
            name="sum"
            look="money"
            inputMode="decimal"
            autoComplete="off"
            maxLength={20}
            defaultValue={query.sum}
            end="₸"
            className="h-11"
          />
        </div>
        <div>
          <label htmlFor="return-day" className="mb-1.5 block font-medium">
            {t("return.day")}
          </label>
          <DateInput id="return-day" name="day" defaultValue={query.day} className="h-11" />
        </div>
        <Button type="submit" variant="primary" size="lg" className="max-md:col-span-2">
          {t("return.find")}
        </Button>
      </div>
    </form>
  );
}

/** Finds the receipt that a buyer brings back. What was asked stands in the address; a scanned QR asks by itself. */
export function ReturnSearch({ query, rows }: { query: BasisQuery; rows: readonly BasisRow[] | null }) {
  const t = useT("pos");
  const router = useRouter();
  const { till } = useTill();
  const path = `/pos/${till.register.id}/return`;
  useScanner((code) => router.push(`${path}?q=${encodeURIComponent(code)}`));
  return (
    <div className="mx-auto w-full max-w-[760px] p-6 max-md:p-4">
      <h1 className="text-title font-semibold">{t("return.title")}</h1>
      <p className="mt-1 mb-5 text-muted-foreground">{t("return.text")}</p>
      <SearchForm path={path} query={query} />
      {rows && rows.length > 0 && (
        <Card className="mt-6 overflow-hidden">
          <ul aria-label={t("return.found")}>
            {rows.map((row) => (
              <Found key={row.id} row={row} />
            ))}
          </ul>
        </Card>
      )}
      {rows && rows.length === 0 && (
        <EmptyState
          icon={<Undo2 />}
          title={t("return.notFound")}
          text={t("return.notFoundText")}
          action={
            <Link href={path} className={buttonLook()}>
              {t("return.clear")}
            </Link>
          }
        />
      )}
      <p className="mt-6 border-t pt-4">
        <Link href={`${path}?paper=1`} className={buttonLook({ variant: "outline", size: "lg" })}>
          <FileText className="size-4" aria-hidden="true" />
          {t("return.byPaper")}
        </Link>
      </p>
    </div>
  );
}
