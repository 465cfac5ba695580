"use client";
import {
  ArrowLeft,
  Banknote,
  ChevronDown,
  CreditCard,
  Delete,
  Printer,
  Smartphone,
  Split,
  UserRound,
} from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { type Buyer, readBuyer } from "@/lib/fiscal/core/buyer";
import { type PaymentDraft, settlePayments } from "@/lib/fiscal/core/payments";
import { formatMoney, useErrorText, useT } from "@/lib/i18n/client";
import { formatTenge, groupDigits, parseTenge, type Tiyn, tiyn } from "@/lib/kernel";
import type { BuyerText } from "./buyer-fields";
import type { CartKind } from "./cart";
import { cashSuggestions } from "./cash";
import { BuyerFields } from "./lazy";
import { useKeys } from "./use-keys";
import type { SaleProgress } from "./use-sale";

export type Method = "card" | "cash" | "mobile" | "mixed";

const METHODS = [
  { method: "card", keys: "F8", icon: CreditCard },
  { method: "cash", keys: "F9", icon: Banknote },
  { method: "mobile", keys: null, icon: Smartphone },
  { method: "mixed", keys: "F10", icon: Split },
] as const;

const NOTHING = tiyn(0n);

/** Typed digits group as they come: 12000 → 12 000. */
const grouped = (text: string): string => {
  const [whole = "", part] = text.replace(/[^\d.,]/g, "").split(/[.,]/);
  const digits = groupDigits(whole.replace(/^0+(?=\d)/, "").slice(0, 12));
  return part === undefined ? digits : `${digits},${part.slice(0, 2)}`;
};
const sumOf = (text: string): Tiyn | null => {
  if (text.trim() === "") return null;
  const parsed = parseTenge(text.replace(/,$/, ""));
  return parsed.ok ? parsed.value : null;
};

/** What stands in the fields of sums. */
type SumTexts = { readonly cash: string; readonly card: string; readonly mobile: string };
type SumName = keyof SumTexts;
const NO_SUMS: SumTexts = { cash: "", card: "", mobile: "" };

/** What the buyer pays with, from what stands in the fields. Untouched cash means the sum, or the rest of it. */
function paymentsOf(method: Method, total: Tiyn, texts: SumTexts): readonly PaymentDraft[] {
  if (method === "card" || method === "mobile") return [{ type: method, sumTiyn: total }];
  if (method === "cash") return [{ type: "cash", sumTiyn: sumOf(texts.cash) ?? total }];
  const card = sumOf(texts.card) ?? NOTHING;
  const mobile = sumOf(texts.mobile) ?? NOTHING;
  const rest = total - card - mobile;
  const cash = sumOf(texts.cash) ?? tiyn(rest > 0n ? rest : 0n);
  const offered: readonly PaymentDraft[] = [
    { type: "card", sumTiyn: card },
    { type: "mobile", sumTiyn: mobile },
    { type: "cash", sumTiyn: cash },
  ];
  return offered.filter(({ sumTiyn }) => sumTiyn > 0n);
}

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

const DIGITS = ["7", "8", "9", "4", "5", "6", "1", "2", "3", "00", "0", ","];
const KEY_LOOK = "h-[clamp(56px,8.4vh,76px)] rounded-md border bg-card text-title font-medium hover:bg-accent";

/** Digits for a touch screen; a phone has its own. */
function Keypad({
  onDigit,
  onErase,
  onReset,
}: {
  onDigit: (digit: string) => void;
  onErase: () => void;
  onReset: () => void;
}) {
  const t = useT("pos");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame
    <div role="group" aria-label={t("pay.keypad")} className="grid grid-cols-3 gap-2 max-md:hidden">
      {DIGITS.map((digit) => (
        <button key={digit} type="button" tabIndex={-1} onClick={() => onDigit(digit)} className={KEY_LOOK}>
          {digit}
        </button>
      ))}
      <button
        type="button"
        tabIndex={-1}
        onClick={onReset}
        className={cn(KEY_LOOK, "col-span-2 text-body text-muted-foreground")}
      >
        {t("pay.reset")}
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={t("pay.erase")}
        onClick={onErase}
        className={cn(KEY_LOOK, "flex items-center justify-center text-muted-foreground")}
      >
        <Delete className="size-5" aria-hidden="true" />
      </button>
    </div>
  );
}

function SumField({
  id,
  label,
  text,
  placeholder,
  onText,
  onFocus,
  focused,
}: {
  id: string;
  label: string;
  text: string;
  placeholder: string;
  onText: (text: string) => void;
  onFocus: () => void;
  focused: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!focused) return;
    input.current?.focus();
    input.current?.select();
  }, [focused]);
  return (
    <div>
      <label htmlFor={id} className="text-lead font-medium">
        {label}
      </label>
      <div className="relative mt-1.5">
        <input
          ref={input}
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          placeholder={placeholder}
          onFocus={onFocus}
          onChange={(event) => onText(grouped(event.currentTarget.value))}
          className="num h-[72px] w-full rounded-md border-2 border-input bg-card pr-12 pl-4 text-right text-change font-semibold outline-none placeholder:text-subtle-foreground focus:border-primary max-md:h-16 max-md:text-total"
        />
        <span className="pointer-events-none absolute inset-y-0 right-4 flex items-center text-title text-muted-foreground">
          ₸
        </span>
      </div>
    </div>
  );
}

function Suggestions({ total, taken, onChoose }: { total: Tiyn; taken: Tiyn | null; onChoose: (sum: Tiyn) => void }) {
  const t = useT("pos");
  return (
    <div className="mt-3 grid grid-cols-2 gap-2">
      {cashSuggestions(total).map((sum) => (
        <button
          key={sum.toString()}
          type="button"
          aria-pressed={sum === taken}
          onClick={() => onChoose(sum)}
          className={cn(
            "num flex h-16 items-center justify-center gap-x-2 rounded-md border text-lead font-medium max-md:h-14 max-md:flex-col",
            sum === taken ? "border-primary bg-primary-soft text-primary-text" : "border-input bg-card hover:bg-accent",
          )}
        >
          {sum === total && <span className="text-body font-normal text-muted-foreground">{t("pay.exact")}</span>}
          {formatTenge(sum).replace(/,00$/, sum === total ? ",00" : "")}
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

/** What stands in the fields, and what the keypad does to the one in use. */
function useSums(total: Tiyn, method: Method) {
  const [texts, setTexts] = useState(NO_SUMS);
  const [inUse, setInUse] = useState<SumName>("cash");
  const offered = paymentsOf(method, total, texts);
  const settled = settlePayments(total, offered);
  const cash = offered.find(({ type }) => type === "cash")?.sumTiyn ?? null;
  const field = method === "mixed" ? inUse : "cash";
  const change = (become: (text: string) => string) =>
    setTexts((now) => ({ ...now, [field]: grouped(become(now[field])) }));
  return {
    ...{ texts, offered, settled, cash, setInUse },
    set: (name: SumName, text: string) => setTexts((now) => ({ ...now, [name]: text })),
    press: (digit: string) => change((text) => text + digit),
    erase: () => change((text) => text.replace(/\D*\d$|,$/, "")),
    reset: () => change(() => ""),
  };
}

type SumsState = ReturnType<typeof useSums>;

/** One sum of the payment; the first one of its way to pay takes the focus. */
function OneSum({
  name,
  label,
  first,
  placeholder,
  sums,
}: {
  name: SumName;
  label: string;
  first: boolean;
  placeholder: string;
  sums: SumsState;
}) {
  return (
    <SumField
      id={`till-${name}`}
      label={label}
      text={sums.texts[name]}
      placeholder={placeholder}
      onText={(text) => sums.set(name, text)}
      onFocus={() => sums.setInUse(name)}
      focused={first}
    />
  );
}

/** What was taken, what is owed, what is given back. */
function Sums({ total, method, sums }: { total: Tiyn; method: Method; sums: SumsState }) {
  const t = useT("pos");
  const withCash = method === "cash" || method === "mixed";
  return (
    <div className={cn("mt-5 grid gap-5", withCash && "md:grid-cols-[1fr_264px]")}>
      <div className="flex flex-col gap-3">
        {method === "mixed" && (
          <div className="grid grid-cols-2 gap-3">
            <OneSum name="card" label={t("pay.byCard")} first placeholder="0" sums={sums} />
            <OneSum name="mobile" label={t("pay.byMobile")} first={false} placeholder="0" sums={sums} />
          </div>
        )}
        {withCash ? (
          <div>
            <OneSum
              name="cash"
              label={t(method === "mixed" ? "pay.takenCash" : "pay.taken")}
              first={method === "cash"}
              placeholder={formatTenge(sums.cash ?? (method === "mixed" ? NOTHING : total))}
              sums={sums}
            />
            {method === "cash" && (
              <Suggestions
                total={total}
                taken={sums.cash}
                onChoose={(sum) => sums.set("cash", formatTenge(sum).replace(/,00$/, ""))}
              />
            )}
          </div>
        ) : (
          <p className="text-lead text-muted-foreground">{t(`pay.${method}Hint`)}</p>
        )}
        <PaySummary total={total} settled={sums.settled} withCash={withCash} />
      </div>
      {withCash && <Keypad onDigit={sums.press} onErase={sums.erase} onReset={sums.reset} />}
    </div>
  );
}

/** The buyer's own data, folded away until he asks for them on the receipt. */
function BuyerPart({
  buyer,
  refusal,
  onBuyer,
}: {
  buyer: BuyerText;
  refusal: BuyerRefusal;
  onBuyer: (buyer: BuyerText) => void;
}) {
  const t = useT("pos");
  const [open, setOpen] = useState(Object.values(buyer).some((text) => text !== ""));
  return (
    <div className="mt-4 border-t pt-3">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-center gap-2 rounded-md text-left text-body text-muted-foreground hover:text-foreground"
      >
        <UserRound className="size-4" aria-hidden="true" />
        {t("buyer.title")}
        <ChevronDown className={cn("ml-auto size-4", open && "rotate-180")} aria-hidden="true" />
      </button>
      {open && <BuyerFields text={buyer} refusal={refusal} onText={onBuyer} />}
    </div>
  );
}

type BuyerRefusal = { readonly field: keyof BuyerText; readonly code: string } | null;

const FIELD_OF: Readonly<Record<string, keyof BuyerText>> = {
  "fiscal.email_malformed": "email",
  "fiscal.phone_malformed": "phone",
};

/** Reads the buyer as the server will; whether he is the seller only the server knows. */
function buyerOf(text: BuyerText): { readonly buyer: Buyer | null; readonly refusal: BuyerRefusal } {
  const read = readBuyer({ xin: text.xin.trim(), email: text.email.trim(), phone: text.phone.trim() }, null);
  return read.ok
    ? { buyer: read.value, refusal: null }
    : { buyer: null, refusal: { field: FIELD_OF[read.error.code] ?? "xin", code: read.error.code } };
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

type Settled = ReturnType<typeof settlePayments>;

function PaySummary({ total, settled, withCash }: { total: Tiyn; settled: Settled; withCash: boolean }) {
  const t = useT("pos");
  return (
    <div className="mt-auto pt-4">
      <div className="flex items-baseline justify-between pb-3">
        <span className="text-lead text-muted-foreground">{t("pay.toPay")}</span>
        <span className={cn("num font-medium", withCash ? "text-title" : "text-change font-semibold")}>
          {formatMoney(total)}
        </span>
      </div>
      {withCash && (
        <div
          className="flex items-baseline justify-between gap-3 border-t-2 border-foreground pt-3"
          aria-live="assertive"
        >
          <span className="text-title font-semibold">{t("pay.change")}</span>
          <span className="num text-change font-semibold">
            {settled.ok ? formatMoney(settled.value.changeTiyn ?? NOTHING) : "\u2013"}
          </span>
        </div>
      )}
    </div>
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
