import { Card } from "@/components/ui/card";
import { tariff } from "@/lib/billing";
import { systemClock } from "@/lib/config";
import { formatDate, formatMoney } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { addDays, addMonths, dayOf, formatDay, type Tiyn, tiyn } from "@/lib/kernel";
import type { RegisterRow } from "@/lib/registers";

const PRICE_CODE = "basic";

/** «Лицевой счет»: the balance, how long it lasts, and what is charged next. */
export async function AccountCard({ balance, registers }: { balance: Tiyn; registers: readonly RegisterRow[] }) {
  const t = await getT("billing");
  const today = dayOf(systemClock.now());
  const price = tariff(PRICE_CODE, today)?.priceTiyn ?? tiyn(0n);
  const monthly = tiyn(price * BigInt(registers.length));
  const ends = registers.flatMap((row) => (row.paidUntil && !row.needsProlonging ? [row.paidUntil] : []));
  const next = ends.length > 0 ? new Date(Math.min(...ends.map((end) => end.getTime()))) : null;
  const months = monthly > 0n ? Number(balance / monthly) : 0;
  const lasts =
    next && months > 0
      ? t("lastsUntil", { date: formatDay(addDays(addMonths(dayOf(next), months), -1)) })
      : t("balance");
  const short = monthly > balance ? t("lastsNot", { missing: formatMoney(tiyn(monthly - balance)) }) : lasts;
  const owing = registers.filter((row) => row.needsProlonging);
  return (
    <Card className="flex flex-col px-5 py-4 max-md:px-4">
      <h2 className="text-body font-medium text-muted-foreground">{t("account")}</h2>
      <p className="num mt-1 text-total font-semibold">
        <span className="sr-only">{t("yourBalance")} </span>
        {formatMoney(balance)}
      </p>
      <p className="mt-1 mb-3 text-muted-foreground">{short}</p>
      <dl className="num mt-auto grid grid-cols-[1fr_auto] gap-x-3 gap-y-1.5 border-t pt-3">
        {registers.length === 0 && <dt className="col-span-2 text-muted-foreground">{t("noRegisters")}</dt>}
        {registers.length > 0 && (
          <>
            <dt className="text-muted-foreground">
              {next ? t("nextCharge", { date: formatDate(next) }) : t("monthly", { count: registers.length })}
            </dt>
            <dd className="text-right">{formatMoney(tiyn(-(next ? price : monthly)))}</dd>
          </>
        )}
        {owing.slice(0, 3).map((row) => (
          <Debt key={row.id} name={t("debt", { register: row.factoryNumber })} sum={formatMoney(tiyn(-price))} />
        ))}
      </dl>
    </Card>
  );
}

const Debt = ({ name, sum }: { name: string; sum: string }) => (
  <>
    <dt className="text-muted-foreground">{name}</dt>
    <dd className="text-right text-danger-text">{sum}</dd>
  </>
);
