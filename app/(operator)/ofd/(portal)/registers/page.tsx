import { MonitorSmartphone, Plus, Search } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState, PageHeader } from "@/components/layout";
import type { SearchParams } from "@/components/table";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { query } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { REGISTER_FILTERS, registerFile } from "@/lib/operator";
import { PointCard } from "./point-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("operator"))("registers.title") };
}

const FILTER_TEXTS = {
  all: "all",
  registered: "registeredOnly",
  active: "activeOnly",
  blocked: "blockedOnly",
} as const;

export default async function RegistersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getT("operator");
  const params = await searchParams;
  const text = (name: string) => (typeof params[name] === "string" ? params[name] : "");
  const search = text("q").trim().slice(0, 100);
  const status = REGISTER_FILTERS.find((filter) => filter === text("status")) ?? "all";
  const file = await query({ realm: "ofd" }, ({ tenantId }) => registerFile(tenantId, { search, status }));
  const done = text("done") === "point";
  const asked = search !== "" || status !== "all";
  const plus = <Plus className="size-4" aria-hidden="true" />;
  return (
    <>
      {done && <Alert tone="success" className="mb-5" title={t("newPoint.done")} />}
      <PageHeader
        title={t("registers.title")}
        text={<span className="num">{t("registers.counts", { total: file.total, active: file.active })}</span>}
        actions={
          <>
            <ButtonLink href="/ofd/registers/new-point" icon={plus}>
              {t("registers.addPoint")}
            </ButtonLink>
            <ButtonLink href="/ofd/registers/new" variant="primary" icon={plus}>
              {t("registers.add")}
            </ButtonLink>
          </>
        }
      />
      <form action="/ofd/registers" className="mb-4 flex flex-wrap gap-2">
        <div className="min-w-0 flex-1 max-md:basis-full">
          <Input
            name="q"
            type="search"
            aria-label={t("registers.find")}
            placeholder={t("registers.search")}
            defaultValue={search}
            maxLength={100}
            start={<Search className="size-4" aria-hidden="true" />}
          />
        </div>
        <span className="w-48 max-md:flex-1">
          <Select name="status" aria-label={t("registers.filter")} defaultValue={status}>
            {REGISTER_FILTERS.map((filter) => (
              <option key={filter} value={filter}>
                {t(`registers.${FILTER_TEXTS[filter]}`)}
              </option>
            ))}
          </Select>
        </span>
        <Button type="submit">{t("registers.find")}</Button>
        {asked && (
          <ButtonLink href="/ofd/registers" variant="ghost">
            {t("registers.reset")}
          </ButtonLink>
        )}
      </form>
      {file.points.length === 0 ? (
        <Card>
          <EmptyState
            icon={<MonitorSmartphone />}
            title={asked ? t("registers.noMatch") : t("registers.empty")}
            text={asked ? undefined : t("registers.emptyText")}
            action={
              asked ? null : (
                <ButtonLink href="/ofd/registers/new-point" variant="primary" icon={plus}>
                  {t("registers.addPoint")}
                </ButtonLink>
              )
            }
          />
        </Card>
      ) : (
        <div className="space-y-4">
          {file.points.map(({ point, registers }) => (
            <PointCard key={point.id} point={point} registers={registers} />
          ))}
        </div>
      )}
    </>
  );
}
