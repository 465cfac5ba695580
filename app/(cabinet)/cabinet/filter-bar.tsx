import { Download } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { SearchParams } from "@/components/table";
import { Button, buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { DateInput } from "@/components/ui/date-input";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { getT } from "@/lib/i18n/server";
import { limits } from "@/lib/kernel";
import { asText, hrefOf, PERIODS, type Place, type Places, type Span } from "./asked";

/** A field of the bar with its name above it. */
export const Asked = ({ label, className, children }: { label: string; className?: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control comes as the children
  <label className={cn("min-w-0 space-y-1 text-caption text-muted-foreground", className)}>
    <span className="block">{label}</span>
    <span className="block text-body text-foreground">{children}</span>
  </label>
);

/** One choice out of a list, the first of which narrows nothing. */
export const AskedChoice = ({
  label,
  name,
  value,
  any,
  options,
}: {
  label: string;
  name: string;
  value: string;
  any: string;
  options: readonly Place[];
}) => (
  <Asked label={label} className="max-md:col-span-2 md:w-44">
    <Select name={name} defaultValue={value} key={value}>
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  </Asked>
);

/** Period, place and what else narrows a page: a plain form whose fields are the address. */
export async function FilterBar({
  path,
  asked,
  span,
  places,
  children,
  search,
}: {
  path: string;
  asked: SearchParams;
  span: Span;
  places: Places;
  children?: ReactNode;
  search?: string;
}) {
  const t = await getT("reports");
  const fresh = { after: "", from: "", to: "" };
  return (
    <Card className="no-print mb-5">
      <nav aria-label={t("period.label")} className="flex gap-1 overflow-x-auto border-b p-2">
        {PERIODS.map((period) => (
          <Link
            key={period}
            href={hrefOf(path, asked, { ...fresh, q: "", period })}
            scroll={false}
            aria-current={span.named === period ? "true" : undefined}
            className={cn(
              "inline-flex h-9 shrink-0 items-center rounded-md px-3 text-body whitespace-nowrap outline-offset-[-2px] max-md:h-11",
              span.named === period
                ? "bg-primary-soft font-medium text-primary-text"
                : "text-muted-foreground hover:bg-accent",
            )}
          >
            {t(`period.${period}`)}
          </Link>
        ))}
      </nav>
      <form method="get" action={path} className="grid grid-cols-2 items-end gap-3 p-4 md:flex md:flex-wrap">
        {search !== undefined && (
          <Asked label={search} className="col-span-2 md:w-[328px]">
            <Input name="q" defaultValue={asText(asked.q)} key={asText(asked.q)} maxLength={40} autoComplete="off" />
          </Asked>
        )}
        <Asked label={t("period.from")} className="md:w-40">
          <DateInput name="from" defaultValue={span.from} key={span.from} />
        </Asked>
        <Asked label={t("period.to")} className="md:w-40">
          <DateInput name="to" defaultValue={span.to} key={span.to} />
        </Asked>
        <Asked label={t("place.label")} className="col-span-2 md:w-64">
          <Select name="place" defaultValue={places.value} key={places.value}>
            <option value="">{t("place.all")}</option>
            {(["shops", "registers"] as const).map(
              (group) =>
                places[group].length > 0 && (
                  <optgroup key={group} label={t(`place.${group}`)}>
                    {places[group].map((place) => (
                      <option key={place.value} value={place.value}>
                        {place.label}
                      </option>
                    ))}
                  </optgroup>
                ),
            )}
          </Select>
        </Asked>
        {children}
        <div className="col-span-2 flex gap-2 max-md:[&>*]:flex-1">
          <Button type="submit" variant="primary">
            {t("receipts.show")}
          </Button>
          <Link href={path} className={buttonLook({ variant: "ghost" })}>
            {t("receipts.clear")}
          </Link>
        </div>
      </form>
    </Card>
  );
}

/** Both forms of a table's file, or why it makes none. */
export async function FileLinks({
  path,
  asked,
  what,
  title,
  rows,
}: {
  path: string;
  asked: SearchParams;
  what?: string;
  title: string;
  /** How many the file would hold, where that is known: the file itself refuses to be too long. */
  rows?: number;
}) {
  const t = await getT("reports");
  if (rows !== undefined && rows > limits.exportRowsMax)
    return (
      <span className="no-print text-caption text-muted-foreground">
        {t("reports.exportTooLong", { count: limits.exportRowsMax })}
      </span>
    );
  return (
    <span className="no-print flex gap-1">
      {(["xlsx", "csv"] as const).map((format) => (
        <a
          key={format}
          href={hrefOf(path, asked, { format, after: "", ...(what ? { what } : {}) })}
          download
          aria-label={`${t("reports.export", { title })}, ${t(format)}`}
          className={cn(buttonLook({ variant: "ghost", size: "sm" }), "max-md:px-2")}
        >
          <Download className="size-4 max-md:hidden" aria-hidden="true" />
          {t(format)}
        </a>
      ))}
    </span>
  );
}
