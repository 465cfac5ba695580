"use client";
import { Delete } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { type PaymentDraft, settlePayments } from "@/lib/fiscal/core/payments";
import { formatMoney, useT } from "@/lib/i18n/client";
import { formatTenge, groupDigits, parseTenge, type Tiyn, tiyn } from "@/lib/kernel";
import { cashSuggestions } from "./cash";
import type { Method } from "./pay-panel";

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
  narrow,
}: {
  id: string;
  label: string;
  text: string;
  placeholder: string;
  onText: (text: string) => void;
  onFocus: () => void;
  focused: boolean;
  /** One of two side by side. */
  narrow: boolean;
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
          className={cn(
            "num h-[72px] w-full rounded-md border-2 border-input bg-card pr-12 pl-4 text-right font-semibold outline-none placeholder:text-subtle-foreground focus:border-primary max-md:h-16",
            narrow ? "pr-10 pl-2 text-title" : "text-change max-md:text-total",
          )}
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

/** What stands in the fields, and what the keypad does to the one in use. */
export function useSums(total: Tiyn, method: Method) {
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
      narrow={name !== "cash"}
    />
  );
}

/** What was taken, what is owed, what is given back. */
export function Sums({ total, method, sums }: { total: Tiyn; method: Method; sums: SumsState }) {
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

export type Settled = ReturnType<typeof settlePayments>;

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
