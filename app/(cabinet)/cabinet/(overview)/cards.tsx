import { Circle, CircleCheck, CircleDot, CircleX, FileUp, Hourglass, Wallet, WifiOff } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/layout";
import { ShiftRuler, StatusBadge, shiftTone } from "@/components/status";
import { SimpleTable } from "@/components/table";
import { Count, toneText } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { formatDateTime, formatMoney, formatMoneyShort, type Translate } from "@/lib/i18n";
import { sumTiyn, type Tiyn, tiyn } from "@/lib/kernel";
import type { Need } from "./needs";
import type { Health, Overview } from "./read";

type Texts = { readonly t: Translate<"cabinet">; readonly ui: Translate<"ui"> };

const ICONS = { blocked: CircleX, offline: WifiOff, shift: Hourglass, paper: FileUp, money: Wallet } as const;
const SHOWN_MAX = 5;
const HOUR_MS = 3_600_000;

/** «Ждет вас сегодня». The first thing carries the filled button: one primary action per screen. */
export function NeedsCard({ t, needs }: Pick<Texts, "t"> & { needs: readonly Need[] }) {
  if (needs.length === 0)
    return (
      <Card>
        <EmptyState
          icon={<CircleCheck />}
          title={t("overview.nothing")}
          text={t("overview.nothingText")}
          className="py-8"
        />
      </Card>
    );
  const row = (need: Need, first: boolean) => {
    const Icon = ICONS[need.icon];
    return (
      <li key={need.key} className="flex items-start gap-3 px-5 py-3.5 max-md:flex-wrap max-md:px-4">
        <Icon className={cn("mt-0.5 size-5 shrink-0", toneText[need.tone])} aria-hidden="true" />
        <div className="min-w-0 flex-1 max-md:basis-[75%]">
          <p className="font-medium">{need.title}</p>
          <p className="num text-muted-foreground">{need.text}</p>
        </div>
        <ButtonLink href={need.href} variant={first ? "primary" : "outline"} className="max-md:ml-8">
          {need.verb}
        </ButtonLink>
      </li>
    );
  };
  const [shown, more] = [needs.slice(0, SHOWN_MAX), needs.slice(SHOWN_MAX)];
  return (
    <Card>
      <CardHeader title={t("overview.needs")} actions={<Count>{needs.length}</Count>} />
      <ul className="divide-y">{shown.map((need, index) => row(need, index === 0))}</ul>
      {more.length > 0 && (
        <details className="border-t">
          <summary className="px-5 py-3 text-primary-text max-md:px-4">{t("overview.showAll")}</summary>
          <ul className="divide-y border-t">{more.map((need) => row(need, false))}</ul>
        </details>
      )}
    </Card>
  );
}

/** The personal account, and how long it lasts. */
export function AccountCard({ t, overview }: Pick<Texts, "t"> & { overview: Overview }) {
  const { balanceTiyn, monthTiyn, counts } = overview;
  const months = monthTiyn > 0n ? Number(balanceTiyn / monthTiyn) : 0;
  const missing = tiyn(monthTiyn - balanceTiyn);
  return (
    <Card>
      <div className="px-5 py-4 max-md:px-4">
        <h2 className="text-caption text-muted-foreground">{t("overview.account")}</h2>
        <p className="mt-0.5 flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="num text-title font-semibold">{formatMoney(balanceTiyn)}</span>
          <ButtonLink href="/cabinet/billing" variant="link" size="inline">
            {t("overview.topUp")}
          </ButtonLink>
        </p>
        {monthTiyn > 0n && (
          <p className="num mt-1 text-muted-foreground">
            {missing > 0n
              ? t("overview.notEnough", { missing: formatMoneyShort(missing) })
              : t("overview.enough", { months, registers: counts.active })}
          </p>
        )}
      </div>
    </Card>
  );
}

function LinkCell({ health, t, ui }: Texts & { health: Health }) {
  const { row, till } = health;
  const cause = row.blocks[0];
  const state = !till || cause ? "blocked" : till.ofd.mode;
  const note = cause
    ? ui(`block.${cause}.title`)
    : state === "offline" && till
      ? t("overview.unsent", { count: till.ofd.unsentCount })
      : null;
  return (
    <span className="inline-flex flex-col items-start gap-1">
      <StatusBadge machine="ofd" status={state} />
      {note && <span className="num text-caption text-muted-foreground">{note}</span>}
    </span>
  );
}

function ShiftCell({ health, now, t, ui }: Texts & { health: Health; now: Date }) {
  const shift = health.till?.shift;
  if (!shift) return <span className="text-muted-foreground">{t("overview.shiftClosed")}</span>;
  const ageMs = Math.max(0, now.getTime() - shift.openedAt.getTime());
  const tone = shiftTone(ageMs);
  return (
    <span className="flex items-center gap-3">
      <ShiftRuler ageMs={ageMs} className="max-lg:hidden" />
      <span>
        <span className={cn("num block whitespace-nowrap", tone !== "neutral" && toneText[tone])}>
          {ui("shiftAge", { hours: Math.floor(ageMs / HOUR_MS), minutes: Math.floor((ageMs % HOUR_MS) / 60_000) })}
        </span>
        <span className="num block text-caption text-muted-foreground">
          {t("overview.shiftNumber", { number: shift.number })}
        </span>
      </span>
    </span>
  );
}

/** Working registers at a glance: link, shift, takings. */
export function HealthCard({ t, ui, overview }: Texts & { overview: Overview }) {
  const rows = overview.health.filter(({ row }) => row.status === "active");
  const selling = rows.filter(({ row, till }) => row.blocks.length === 0 && till?.can.sell.allowed).length;
  const money = (sum: Tiyn | null) => (sum === null ? "\u2013" : formatMoney(sum));
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title={t("overview.registers")}
        text={t("overview.registersText", { active: overview.counts.active, selling })}
        actions={
          <Link href="/cabinet/registers" className="font-medium text-primary-text hover:underline">
            {t("overview.allRegisters")}
          </Link>
        }
      />
      <SimpleTable
        caption={t("overview.registers")}
        rows={rows}
        rowKey={({ row }) => row.id}
        href={({ row }) => `/cabinet/registers/${row.id}`}
        columns={[
          {
            key: "name",
            title: t("overview.register"),
            cell: ({ row }) => (
              <>
                <span className="block font-medium">
                  {row.address.street} {row.address.house}
                </span>
                <span className="block text-caption font-normal text-muted-foreground">
                  {row.name}, <span className="font-mono">{row.factoryNumber}</span>
                </span>
              </>
            ),
          },
          {
            key: "link",
            title: t("overview.link"),
            cell: (health) => <LinkCell health={health} t={t} ui={ui} />,
          },
          {
            key: "shift",
            title: t("overview.shift"),
            cell: (health) => <ShiftCell health={health} now={overview.now} t={t} ui={ui} />,
          },
          {
            key: "revenue",
            title: t("overview.today"),
            align: "right",
            card: "side",
            cell: ({ revenueTiyn }) => money(revenueTiyn),
          },
        ]}
        totals={{
          label: t("overview.total"),
          cells: { revenue: formatMoney(sumTiyn(rows.map(({ revenueTiyn }) => revenueTiyn ?? tiyn(0n)))) },
        }}
      />
    </Card>
  );
}

const MARKS = { done: CircleCheck, now: CircleDot, later: Circle } as const;
const MARK_TONES = { done: "text-success-text", now: "text-primary-text", later: "text-subtle-foreground" } as const;

/** A first day: the way from the contract to the first receipt, with the one step that waits. */
export function FirstDayCard({ t, overview }: Pick<Texts, "t"> & { overview: Overview }) {
  const { organization, balanceTiyn, basicTiyn, counts } = overview;
  if (!organization) return null;
  const funded = balanceTiyn >= basicTiyn || counts.all > 0;
  const { name, email, contractNumber, contractSignedAt } = organization;
  const steps = [
    { key: "organization", done: true, text: t("overview.first.organizationText", { name }) },
    {
      key: "contract",
      done: true,
      text: t("overview.first.contractText", { number: contractNumber, date: formatDateTime(contractSignedAt) }),
    },
    {
      key: "email",
      done: organization.emailConfirmedAt !== null,
      text: t("overview.first.emailText", { email }),
    },
    {
      key: "balance",
      done: funded,
      text: t("overview.first.balanceText", {
        price: formatMoneyShort(basicTiyn),
        balance: formatMoneyShort(balanceTiyn),
      }),
      action: { href: "/cabinet/billing", label: t("overview.first.invoice") },
    },
    {
      key: "register",
      done: counts.all > counts.awaiting_signature,
      text: t("overview.first.registerText"),
      action: { href: "/cabinet/registers/new", label: t("overview.addRegister") },
    },
    { key: "card", done: counts.active > 0, text: t("overview.first.cardText") },
  ] as const;
  const current = steps.find(({ done }) => !done)?.key;
  return (
    <Card>
      <CardHeader
        title={t("overview.first.title")}
        actions={
          <span className="num text-caption text-muted-foreground">
            {t("overview.first.progress", { done: steps.filter(({ done }) => done).length, total: steps.length })}
          </span>
        }
      />
      <ol className="divide-y">
        {steps.map((step) => {
          const state = step.done ? "done" : step.key === current ? "now" : "later";
          const Mark = MARKS[state];
          return (
            <li key={step.key} className="flex items-start gap-3 px-5 py-3.5 max-md:flex-wrap max-md:px-4">
              <Mark className={cn("mt-0.5 size-5 shrink-0", MARK_TONES[state])} aria-hidden="true" />
              <div className="min-w-0 flex-1 max-md:basis-[75%]">
                <p className={state === "later" ? "text-muted-foreground" : "font-medium"}>
                  {t(step.key === "email" && step.done ? "overview.first.emailDone" : `overview.first.${step.key}`)}
                </p>
                <p className="num text-muted-foreground">{step.text}</p>
              </div>
              {"action" in step && state === "now" && (
                <ButtonLink href={step.action.href} variant="primary" className="max-md:ml-8">
                  {step.action.label}
                </ButtonLink>
              )}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
