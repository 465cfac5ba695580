"use client";
import { Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { PaymentType } from "@/lib/fiscal/core/kinds";
import type { PaymentDraft } from "@/lib/fiscal/core/payments";
import { formatMoney, useErrorText, useT } from "@/lib/i18n/client";
import { type Tiyn, tiyn } from "@/lib/kernel";
import { SaleNotice } from "./notices";
import { Segments } from "./segments";
import { useTill } from "./till-context";
import type { Issue } from "./unanswered";
import { useKeys } from "./use-keys";

/** How the money goes back: as it was paid, or all of it one way. */
export type Way = "paid" | Extract<PaymentType, "cash" | "card" | "mobile">;

/** All of a sum one way. */
export const oneWay = (type: PaymentType, sumTiyn: Tiyn): readonly PaymentDraft[] =>
  sumTiyn > 0n ? [{ type, sumTiyn }] : [];

/** The drawer cannot give more than it holds; money of a taken back purchase comes in. */
function useShortOfCash(kind: "sale_return" | "purchase_return", payments: readonly PaymentDraft[]): string | null {
  const errorText = useErrorText();
  const { till } = useTill();
  const cash = payments.find(({ type }) => type === "cash")?.sumTiyn ?? 0n;
  if (kind !== "sale_return" || cash <= till.cashTiyn) return null;
  const facts = { availableTiyn: formatMoney(till.cashTiyn), missingTiyn: formatMoney(tiyn(cash - till.cashTiyn)) };
  return errorText({ code: "fiscal.not_enough_cash", facts });
}

type WaysProps = {
  kind: "sale_return" | "purchase_return";
  ways: readonly Way[];
  way: Way;
  onWay: (way: Way) => void;
  payments: readonly PaymentDraft[];
};

/** How the money goes back, and how much of it each way. */
function Ways({ kind, ways, way, onWay, payments }: WaysProps) {
  const t = useT("pos");
  return (
    <>
      <p className="text-body font-medium">{t(kind === "sale_return" ? "return.how" : "return.howIn")}</p>
      <Segments
        label={t("return.how")}
        value={way}
        onChange={onWay}
        options={ways.map((each) => ({ value: each, label: each === "paid" ? t("return.asPaid") : t(`pay.${each}`) }))}
      />
      <dl className="num grid grid-cols-[1fr_auto] gap-y-2 text-lead">
        {payments.map(({ type, sumTiyn }) => (
          <div key={type} className="contents">
            <dt className="text-muted-foreground">{t(`pay.${type}`)}</dt>
            <dd className="text-right">{formatMoney(sumTiyn)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** The right side of a return: what goes back, how, and the one button that makes it. */
export function PaybackPanel({
  kind,
  total,
  payments,
  ways,
  way,
  onWay,
  reason,
  issue,
  onIssue,
}: WaysProps & {
  total: Tiyn;
  /** Why it cannot be made yet. */
  reason: string | null;
  issue: Issue;
  onIssue: () => void;
}) {
  const t = useT("pos");
  const errorText = useErrorText();
  const { till } = useTill();
  const short = useShortOfCash(kind, payments);
  const stopped = till.can.sell.allowed ? null : errorText(till.can.sell.refusal);
  const out = issue.progress !== "none";
  const why = stopped ?? reason ?? short;
  const make = () => !why && !out && onIssue();
  useKeys({ "ctrl+enter": make });
  return (
    <aside
      aria-label={t("return.payback")}
      className="flex w-[440px] shrink-0 flex-col border-l bg-card max-lg:contents"
    >
      <SaleNotice sale={issue} />
      <div className="flex-1 space-y-4 p-5 max-lg:border-t max-lg:bg-card max-md:p-4">
        <Ways kind={kind} ways={ways} way={way} onWay={onWay} payments={payments} />
      </div>
      <div className="border-t px-5 pt-3 pb-4 max-lg:sticky max-lg:bottom-0 max-lg:bg-card max-md:px-4">
        <p className="flex items-baseline justify-between gap-3">
          <span className="text-lead font-semibold">{t("return.total")}</span>
          <span className="num text-total font-semibold" aria-live="polite">
            {formatMoney(total)}
          </span>
        </p>
        {(stopped ?? short) && (
          <p role="alert" className="mt-2 text-body text-danger-text">
            {stopped ?? short}
          </p>
        )}
        <Button
          variant="primary"
          size="pos"
          keys="Ctrl Enter"
          busy={issue.progress === "sending" || issue.progress === "lost"}
          reason={why}
          icon={<Undo2 className="size-5" aria-hidden="true" />}
          onClick={make}
          className="mt-3 h-[72px] w-full text-title"
        >
          {t(issue.progress === "lost" ? "pay.lost" : "receipts.returnVerb")}
        </Button>
      </div>
    </aside>
  );
}
