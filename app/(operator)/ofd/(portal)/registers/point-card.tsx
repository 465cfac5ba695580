import { ChevronDown, CircleCheck, CircleX, MonitorSmartphone, Settings, Wifi, WifiOff } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { formatDate, formatDateTime, formatMoney } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import type { PointView, RegisterView } from "@/lib/operator";
import { takeTariff } from "../actions";
import { TariffDialog } from "../dialogs";
import { tariffChoices } from "../tariff-choices";

/** A trading point with the registers that stand in it; folds without scripts. */
export async function PointCard({ point, registers }: { point: PointView; registers: readonly RegisterView[] }) {
  const t = await getT("operator");
  const online = registers.filter((register) => register.online).length;
  return (
    <details open className="group overflow-hidden rounded-lg border bg-card">
      <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-4 gap-y-1 bg-muted/50 px-5 py-3 group-open:border-b max-md:px-4 [&::-webkit-details-marker]:hidden">
        <ChevronDown
          className="size-[18px] shrink-0 -rotate-90 text-muted-foreground group-open:rotate-0"
          aria-hidden="true"
        />
        <span className="min-w-0 flex-1 max-md:basis-[calc(100%-3rem)]">
          <span className="block truncate font-semibold">{point.name}</span>
          <span className="block truncate text-caption text-muted-foreground">{point.address}</span>
        </span>
        <span className="num whitespace-nowrap text-muted-foreground max-md:ml-[34px]">
          {t("registers.inPoint", { count: registers.length })}
        </span>
        <span className="num whitespace-nowrap text-muted-foreground">
          {t("registers.onlineInPoint", { online, count: registers.length })}
        </span>
      </summary>
      {registers.length === 0 ? (
        <p className="flex items-center gap-3 px-5 py-6 text-muted-foreground">
          <MonitorSmartphone className="size-5 shrink-0 text-subtle-foreground" aria-hidden="true" />
          {t("registers.emptyPoint")}
        </p>
      ) : (
        <ul className="divide-y">
          {registers.map((register) => (
            <RegisterRow key={register.id} register={register} />
          ))}
        </ul>
      )}
    </details>
  );
}

async function RegisterRow({ register }: { register: RegisterView }) {
  const t = await getT("operator");
  const { id, shift } = register;
  const path = `/ofd/registers/${id}`;
  const Online = register.online ? Wifi : WifiOff;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] items-center gap-x-4 gap-y-2 px-5 py-3.5 max-md:px-4 md:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)_352px]">
      <div className="min-w-0">
        <p className="flex items-center gap-2">
          <Online
            className={register.online ? "size-4 shrink-0 text-success-text" : "size-4 shrink-0 text-warning-text"}
            role="img"
            aria-label={register.online ? t("registers.online") : t("registers.offline")}
          />
          <Link href={path} className="truncate font-medium text-primary-text hover:underline">
            {register.name}
          </Link>
        </p>
        <p className="text-caption text-muted-foreground">
          {register.model} –{" "}
          <span className="inline-block font-mono">{t("registers.serial", { number: register.factoryNumber })}</span>
        </p>
        <p className="text-caption text-muted-foreground">
          id: <span className="font-mono">{id}</span>
        </p>
      </div>
      <div className="num min-w-0">
        {shift && register.seenAt ? (
          <>
            <p className="text-caption text-muted-foreground">
              {t("registers.asOf", { time: formatDateTime(register.seenAt) })}
            </p>
            <p className="font-medium">{t("registers.shift", { number: String(shift.number) })}</p>
            <p className="text-caption text-muted-foreground">
              {t("registers.sales", { sales: formatMoney(shift.salesTiyn), returns: formatMoney(shift.returnsTiyn) })}
            </p>
          </>
        ) : (
          <p className="text-muted-foreground">{t("registers.noData")}</p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2 max-md:gap-x-1 md:justify-end">
        <RegisterStatus register={register} />
        {register.lastZ === null ? (
          <Button size="sm" reason={t("registers.noShifts")}>
            Z
          </Button>
        ) : (
          <ButtonLink size="sm" href={`${path}/report/${register.lastZ}`} aria-label={t("registers.zReport")}>
            Z
          </ButtonLink>
        )}
        {shift?.open ? (
          <ButtonLink size="sm" href={`${path}/report/x`} aria-label={t("registers.xReport")}>
            X
          </ButtonLink>
        ) : (
          <Button size="sm" reason={shift ? t("registers.shiftClosed") : t("registers.noShifts")}>
            X
          </Button>
        )}
        <ButtonLink
          size="iconSm"
          variant="ghost"
          href={`${path}/settings`}
          aria-label={t("registers.settings")}
          title={t("registers.settings")}
        >
          <Settings className="size-4" aria-hidden="true" />
        </ButtonLink>
      </div>
    </li>
  );
}

async function RegisterStatus({ register }: { register: RegisterView }) {
  const t = await getT("operator");
  const { id, status, registeredOn, createdAt } = register;
  if (status === "registered")
    return (
      <TariffDialog
        registerId={id}
        register={`${register.name}, ${register.point.name}, id: ${id}`}
        choices={tariffChoices()}
        action={takeTariff}
        size="sm"
      />
    );
  if (status === "blocked")
    return (
      <Badge tone="danger" icon={<CircleX />} title={register.blockReason ?? undefined}>
        {t("registers.blocked")}
      </Badge>
    );
  if (status === "deregistered") return <Badge>{t("registers.deregistered")}</Badge>;
  return (
    <Badge tone="success" icon={<CircleCheck />}>
      {t("registers.registeredOn", { date: formatDate(registeredOn ?? createdAt) })}
    </Badge>
  );
}
