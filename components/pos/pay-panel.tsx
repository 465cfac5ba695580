"use client";
import { ArrowLeft, Banknote, CreditCard, Printer, Smartphone, Split } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import type { Buyer } from "@/lib/fiscal/core/buyer";
import type { PaymentDraft } from "@/lib/fiscal/core/payments";
import { formatMoney, useErrorText, useT } from "@/lib/i18n/client";
import type { Tiyn } from "@/lib/kernel";
import type { BuyerText } from "./buyer-fields";
import { BuyerPart, buyerOf } from "./buyer-part";
import type { CartKind } from "./cart";
import { type Settled, Sums, useSums } from "./pay-sums";
import { useKeys } from "./use-keys";
import type { SaleProgress } from "./use-sent";

export type Method = "card" | "cash" | "mobile" | "mixed";

const METHODS = [
  { method: "card", keys: "F8", icon: CreditCard },
  { method: "cash", keys: "F9", icon: Banknote },
  { method: "mobile", keys: null, icon: Smartphone },
  { method: "mixed", keys: "F10", icon: Split },
] as const;

function MethodRow({ method, onChoose }: { method: Method; onChoose: (method: Method) => void }) {
  const t = useT("pos");
  return (
    <div role="radiogroup" aria-label={t("pay.method")} className="mt-3 grid grid-cols-4 gap-1 rounded-lg bg-muted p-1">
      {METHODS.map(({ method: each, keys, icon: Icon }) => (
        // biome-ignore lint/a11y/useSemanticElements: a button keeps the focus in the sum that is typed
        <button
          key={each}
          type="button"
          role="radio"
          aria-checked={each === method}
          onClick={() => onChoose(each)}
          className={cn(
            "flex h-14 min-w-0 items-center justify-center gap-2 rounded-md text-body font-medium max-md:flex-col max-md:gap-0.5 max-md:text-[11px]",
            each === method ? "bg-card text-foreground ring-1 ring-border-strong" : "text-muted-foreground",
          )}
        >
          <Icon className="size-5 shrink-0" aria-hidden="true" />
          <span className="truncate">{t(`pay.${each}`)}</span>
          {keys && <Kbd className="ml-0">{keys}</Kbd>}
        </button>
      ))}
    </div>
  );
}

/** Words on the button while the sale is on its way: after a second they say where it is. */
function useSendingWords(progress: SaleProgress): string | null {
  const t = useT("pos");
  const [late, setLate] = useState(false);
  const sending = progress === "sending";
  useEffect(() => {
    setLate(false);
    if (!sending) return;
    const timer = setTimeout(() => setLate(true), 1000);
    return () => clearTimeout(timer);
  }, [sending]);
  if (progress === "none") return null;
  if (progress === "sending") return late ? t("pay.toOfd") : t("pay.issuing");
  return progress === "lost" ? t("pay.lost") : t("pay.unanswered");
}

/** The sum, how it is paid, the change, and one button that makes the sale. */
export function PayPanel({
  total,
  count,
  kind,
  method,
  buyer: buyerText,
  progress,
  onBuyer,
  onMethod,
  onBack,
  onIssue,
}: {
  total: Tiyn;
  count: number;
  kind: CartKind;
  method: Method;
  buyer: BuyerText;
  progress: SaleProgress;
  onBuyer: (buyer: BuyerText) => void;
  onMethod: (method: Method) => void;
  onBack: () => void;
  onIssue: (payments: readonly PaymentDraft[], buyer: Buyer | null) => void;
}) {
  const t = useT("pos");
  const sums = useSums(total, method);
  const { buyer, refusal } = buyerOf(buyerText);
  const busy = progress !== "none";
  const issue = () => {
    if (!busy && sums.settled.ok && !refusal) onIssue(sums.offered, buyer);
  };
  const choose = (next: Method) => () => !busy && onMethod(next);
  useKeys({
    "ctrl+enter": issue,
    escape: () => !busy && onBack(),
    f8: choose("card"),
    f9: choose("cash"),
    f10: choose("mixed"),
  });
  return (
    <section
      aria-label={t("pay.label")}
      className="flex min-h-0 flex-1 flex-col overflow-y-auto p-6 max-lg:overflow-visible max-md:p-3 max-md:pt-1"
    >
      <div className="mx-auto flex w-full max-w-[720px] flex-1 flex-col">
        {/* On desks the receipt beside heads the page. */}
        <h1 className="sr-only lg:hidden">{t("pay.label")}</h1>
        <div className="flex items-center gap-3">
          <Button
            variant="ghost"
            className="-ml-3"
            disabled={busy}
            onClick={onBack}
            keys="Esc"
            icon={<ArrowLeft className="size-4" aria-hidden="true" />}
          >
            {t("pay.back")}
          </Button>
          <span className="num ml-auto text-body text-muted-foreground">
            {kind === "purchase" && <b className="font-medium text-foreground">{t("receipt.kinds.purchase")}, </b>}
            {t("receipt.lines", { count })}
            <span className="md:hidden">, {formatMoney(total)}</span>
          </span>
        </div>
        <MethodRow method={method} onChoose={(next) => choose(next)()} />
        <Sums total={total} method={method} sums={sums} />
        <BuyerPart buyer={buyerText} refusal={refusal} onBuyer={onBuyer} />
        <IssueButton settled={sums.settled} buyerCode={refusal?.code ?? null} progress={progress} onIssue={issue} />
      </div>
    </section>
  );
}

/** Locks at the first press and keeps its width; what is missing stands in words beside it. */
function IssueButton({
  settled,
  buyerCode,
  progress,
  onIssue,
}: {
  settled: Settled;
  buyerCode: string | null;
  progress: SaleProgress;
  onIssue: () => void;
}) {
  const t = useT("pos");
  const errorText = useErrorText();
  const words = useSendingWords(progress);
  const facts =
    !settled.ok && "missingTiyn" in settled.error
      ? { missingTiyn: formatMoney(settled.error.missingTiyn) }
      : !settled.ok && "excessTiyn" in settled.error
        ? { excessTiyn: formatMoney(settled.error.excessTiyn) }
        : {};
  const reason = settled.ok
    ? buyerCode && errorText({ code: buyerCode })
    : errorText({ code: settled.error.code, facts });
  return (
    <div className="sticky bottom-0 mt-auto bg-background pt-5 pb-1">
      <Button
        variant="primary"
        size="pos"
        busy={words !== null}
        reason={words === null ? reason : null}
        keys={words === null ? "Ctrl Enter" : undefined}
        icon={<Printer className="size-5" aria-hidden="true" />}
        onClick={onIssue}
        className="h-[72px] w-full text-title max-md:h-16"
      >
        {words ?? t("pay.issue")}
      </Button>
      <p aria-live="assertive" className="num mt-2 min-h-5 text-center text-body text-muted-foreground">
        {words === null ? reason : progress === "sending" ? "" : words}
      </p>
    </div>
  );
}
