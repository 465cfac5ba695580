"use client";
import {
  Banknote,
  CircleAlert,
  CreditCard,
  Lock,
  Minus,
  Percent,
  Plus,
  ScanBarcode,
  Split,
  Trash2,
} from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import type { ReceiptError } from "@/lib/fiscal/core/error";
import type { CalculatedReceipt } from "@/lib/fiscal/core/receipt";
import { useErrorText, useT } from "@/lib/i18n/client";
import { formatQuantity, formatTenge, lineSum, parseQuantity, type QuantityMilli, type Tiyn } from "@/lib/kernel";
import { type Cart, type CartLine, changeTiyn, type WorkedCart } from "./cart";
import type { Method } from "./pay-panel";
import { formatPercent } from "./price-change";
import { type ReceiptActs, ReceiptHead } from "./receipt-head";
import { useTill } from "./till-context";

/** Quantity of the chosen line: buttons beside, digits inside. */
function Quantity({
  line,
  input,
  onSet,
  onStep,
}: {
  line: CartLine;
  input: RefObject<HTMLInputElement | null>;
  onSet: (quantity: QuantityMilli) => void;
  onStep: (by: 1 | -1) => void;
}) {
  const t = useT("pos");
  const written = formatQuantity(line.quantityMilli);
  const errorText = useErrorText();
  const [wrong, setWrong] = useState<string | null>(null);
  const marked = (line.marks?.length ?? 0) > 0;
  const id = useId();
  // What cannot be read stays in the field with its reason; the receipt keeps the old quantity meanwhile.
  const take = (field: HTMLInputElement) => {
    const parsed = parseQuantity(field.value.replace(/\s/g, ""));
    setWrong(parsed.ok ? null : errorText(parsed.error));
    if (parsed.ok) onSet(parsed.value);
    return parsed.ok;
  };
  return (
    <>
      <div
        className={cn("flex shrink-0 items-center rounded-md border bg-card", wrong ? "border-danger" : "border-input")}
      >
        <IconButton label={t("line.less")} onClick={() => onStep(-1)} className="size-11 rounded-r-none">
          <Minus className="size-4" aria-hidden="true" />
        </IconButton>
        <input
          key={written}
          ref={input}
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          defaultValue={written}
          readOnly={marked}
          title={marked ? t("line.markedStep") : undefined}
          aria-label={t("line.quantity", { name: line.name })}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? id : undefined}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={(event) => take(event.currentTarget)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" && event.key !== "Escape") return;
            event.preventDefault();
            event.stopPropagation();
            if (event.key === "Escape") {
              event.currentTarget.value = written;
              setWrong(null);
            } else if (!take(event.currentTarget)) return event.currentTarget.select();
            document.querySelector<HTMLInputElement>("[data-rest]")?.focus();
          }}
          className="num h-11 w-16 max-md:w-12 bg-transparent text-center text-lead font-semibold"
        />
        <IconButton
          label={marked ? t("line.markedStep") : t("line.more")}
          disabled={marked}
          onClick={() => onStep(1)}
          className="size-11 rounded-l-none"
        >
          <Plus className="size-4" aria-hidden="true" />
        </IconButton>
      </div>
      {wrong && (
        <p id={id} role="alert" className="order-last basis-full text-body text-danger-text">
          {wrong}
        </p>
      )}
    </>
  );
}

export type LineActs = {
  readonly onSelect: (index: number) => void;
  readonly onSet: (quantity: QuantityMilli) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onRemove: () => void;
  readonly onDiscount: () => void;
};

/** «скидка 10 % −178,00»: what was put on a line or on the receipt, and what it comes to. */
function ChangeMark({ line }: { line: CartLine }) {
  const t = useT("pos");
  const { change } = line;
  if (!change) return null;
  const { what, of } = change;
  const sum = changeTiyn(change, lineSum(line.priceTiyn, line.quantityMilli));
  const percent = "percentBp" in of ? `${formatPercent(of.percentBp)}\u00a0% ` : "";
  return (
    <span className={cn("ml-2 whitespace-nowrap max-md:ml-0 max-md:block", what === "discount" && "text-danger-text")}>
      {t(`discount.${what}Mark`)} {percent}
      {what === "discount" ? "\u2212" : "+"}
      {formatTenge(sum)}
    </span>
  );
}

/** A good that must be told unit by unit, and whether every unit was read. */
function MarkHint({ line }: { line: CartLine }) {
  const t = useT("pos");
  const count = line.marks?.length ?? 0;
  if (count === 0) return null;
  return (
    <span className="flex items-center gap-1 text-caption text-muted-foreground">
      <ScanBarcode className="size-3.5" aria-hidden="true" />
      {t("line.marks", { count })}
    </span>
  );
}

/** What the buyer pays for a line, before what lies on the receipt as a whole. */
function ownSum({ priceTiyn, quantityMilli, change }: CartLine): Tiyn {
  const gross = lineSum(priceTiyn, quantityMilli);
  const sum = change ? changeTiyn(change, gross) : 0n;
  return (change?.what === "markup" ? gross + sum : gross - sum) as Tiyn; // cast: a sum of sums
}

function Line({
  line,
  index,
  chosen,
  wrong,
  input,
  acts,
}: {
  line: CartLine;
  index: number;
  chosen: boolean;
  /** It is what keeps the receipt from being made. */
  wrong: boolean;
  input: RefObject<HTMLInputElement | null>;
  /** Without them the lines can only be read. */
  acts: LineActs | null;
}) {
  const t = useT("pos");
  const { unitOf } = useTill();
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const shown = (
    <span className="flex items-start gap-3">
      <span
        className={cn("num w-4 shrink-0 text-caption leading-6", wrong ? "text-danger-text" : "text-subtle-foreground")}
      >
        {wrong ? <CircleAlert className="mt-1 size-4" role="img" aria-label={t("line.wrong")} /> : index + 1}
      </span>
      <span className="min-w-0 flex-1">
        <span className={cn("line-clamp-2 text-lead leading-6 break-words", chosen && acts && "font-medium")}>
          {line.name}
        </span>
        <span className="num block text-body text-muted-foreground">
          {formatQuantity(line.quantityMilli)} {unitOf(line.unitCode)} × {formatTenge(line.priceTiyn)}
          <ChangeMark line={line} />
        </span>
        <MarkHint line={line} />
      </span>
      <span className="num text-lead leading-6 font-medium">{formatTenge(ownSum(line))}</span>
    </span>
  );
  if (!acts) return <li className="border-b px-5 py-2.5 max-md:px-3">{shown}</li>;
  return (
    <li ref={place} className={cn("relative border-b px-5 py-2.5 max-md:px-3", chosen && "bg-primary-soft")}>
      {chosen && <span aria-hidden="true" className="absolute inset-y-0 left-0 w-[3px] bg-primary" />}
      <button
        type="button"
        aria-pressed={chosen}
        onClick={() => acts.onSelect(index)}
        className="block w-full rounded-sm text-left"
      >
        {shown}
      </button>
      {chosen && (
        <div className="mt-2 ml-7 flex flex-wrap items-center gap-2 max-md:gap-1.5">
          <Quantity line={line} input={input} onSet={acts.onSet} onStep={acts.onStep} />
          <Button
            size="lg"
            keys="F4"
            onClick={acts.onDiscount}
            icon={<Percent className="size-4" aria-hidden="true" />}
            className="px-3 max-md:px-2.5"
          >
            {t("discount.short")}
          </Button>
          <IconButton
            label={t("line.remove", { name: line.name })}
            title={t("line.removeKey")}
            onClick={acts.onRemove}
            className="ml-auto size-11 text-danger-text hover:text-danger-text"
          >
            <Trash2 className="size-5" aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </li>
  );
}

/** What the receipt adds up to. The total is read out as it changes. */
export function Totals({ worked, count }: { worked: CalculatedReceipt | null; count: number }) {
  const t = useT("pos");
  return (
    <>
      <dl className="num grid grid-cols-[1fr_auto] gap-y-0.5 text-body text-muted-foreground max-md:hidden">
        <dt>{t(worked && worked.discountTiyn > 0n ? "total.linesBefore" : "total.lines", { count })}</dt>
        <dd className="text-right">{formatTenge(worked?.goodsTiyn ?? ZERO)}</dd>
        {worked && worked.discountTiyn > 0n && (
          <>
            <dt>{t("discount.discount")}</dt>
            <dd className="text-right">−{formatTenge(worked.discountTiyn)}</dd>
          </>
        )}
        {worked?.markupTiyn !== undefined && (
          <>
            <dt>{t("discount.markup")}</dt>
            <dd className="text-right">+{formatTenge(worked.markupTiyn)}</dd>
          </>
        )}
        {worked?.taxes.map((tax) => (
          <div key={tax.vatKind} className="contents">
            <dt>{t("total.vat", { rate: tax.vatKind })}</dt>
            <dd className="text-right">{formatTenge(tax.vatTiyn)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-1 flex items-baseline justify-between gap-3" aria-live="polite">
        <span className="text-lead font-semibold">{t("total.total")}</span>
        <span className={cn("num text-change font-semibold max-md:text-total", count === 0 && "text-muted-foreground")}>
          {formatTenge(worked?.totalTiyn ?? ZERO)}&nbsp;₸
        </span>
      </p>
    </>
  );
}

const ZERO = 0n as CalculatedReceipt["totalTiyn"]; // cast: nothing in the cart is nothing to pay

const METHODS = [
  { method: "card", keys: "F8", icon: CreditCard },
  { method: "cash", keys: "F9", icon: Banknote },
  { method: "mixed", keys: "F10", icon: Split },
] as const;

/** The ways to pay; the register's usual one is filled. `why`: what keeps them shut. */
function PayButtons({ why, onPay }: { why: string | null; onPay: (method: Method) => void }) {
  const t = useT("pos");
  return (
    <div className="mt-3 grid grid-cols-3 gap-2">
      {METHODS.map(({ method, keys, icon: Icon }) => (
        <button
          key={method}
          type="button"
          disabled={why !== null}
          title={why ?? undefined}
          onClick={() => onPay(method)}
          className={cn(
            "flex h-[68px] flex-col items-center justify-center gap-1 rounded-md text-lead font-semibold max-md:h-14 max-md:text-body disabled:cursor-not-allowed disabled:border-transparent disabled:bg-muted disabled:text-subtle-foreground",
            method === "cash"
              ? "bg-primary text-primary-foreground hover:bg-primary-hover"
              : "border border-input bg-card hover:bg-accent",
          )}
        >
          <span className="flex items-center gap-2">
            <Icon className="size-5 max-md:hidden" aria-hidden="true" />
            {t(`pay.${method}`)}
          </span>
          <Kbd solid={method === "cash" && why === null} className="ml-0">
            {keys}
          </Kbd>
        </button>
      ))}
    </div>
  );
}

/** A refusal of the calculation with its facts as texts. */
const refusalOf = ({ code, ...facts }: ReceiptError) => ({
  code,
  facts: Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, String(fact)])),
});

/** The receipt in hand: its lines, what they come to, and how to pay. */
export function ReceiptPanel({
  cart,
  work,
  acts,
  head,
  parkedCount = 0,
  quantityInput,
  onPay,
  note,
  notice,
}: {
  cart: Cart;
  work: WorkedCart;
  acts: LineActs | null;
  head: ReceiptActs | null;
  parkedCount?: number;
  quantityInput: RefObject<HTMLInputElement | null>;
  onPay?: ((method: Method) => void) | undefined;
  /** Stands where the ways to pay would be. */
  note?: ReactNode;
  /** Stands over the lines: why the last try was refused. */
  notice?: ReactNode;
}) {
  const t = useT("pos");
  const errorText = useErrorText();
  const count = cart.lines.length;
  const { worked } = work;
  const sum = worked.ok ? worked.value : null;
  const wrong = count > 0 && !worked.ok ? errorText(refusalOf(worked.error)) : null;
  const wrongLine = !worked.ok && "line" in worked.error ? worked.error.line : null;
  return (
    <section aria-label={t("receipt.label")} className="flex min-h-0 flex-1 flex-col bg-card">
      <ReceiptHead kind={cart.kind} count={count} parkedCount={parkedCount} acts={head} />
      {notice}
      {count === 0 ? (
        <p className="flex-1 px-5 py-10 text-center text-muted-foreground max-lg:hidden">{t("receipt.empty")}</p>
      ) : (
        <ol aria-label={t("receipt.linesLabel")} className="min-h-0 flex-1 overflow-y-auto">
          {cart.lines.map((line, index) => (
            <Line
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity and are never reordered
              key={index}
              line={line}
              index={index}
              chosen={index === cart.selected}
              wrong={index + 1 === wrongLine}
              input={quantityInput}
              acts={acts}
            />
          ))}
        </ol>
      )}
      <div className="border-t bg-card px-5 pt-3 pb-4 max-lg:sticky max-lg:bottom-0 max-md:px-3 max-md:pt-2 max-md:pb-3">
        <Totals worked={sum} count={count} />
        {wrong && (
          <p role="alert" className="mt-2 text-body text-danger-text">
            {wrong}
          </p>
        )}
        {onPay && <PayButtons why={count === 0 ? t("pay.emptyCart") : wrong} onPay={onPay} />}
        {note && (
          <p className="mt-3 flex items-center gap-2 text-body text-muted-foreground">
            <Lock className="size-4 shrink-0" aria-hidden="true" />
            {note}
          </p>
        )}
      </div>
    </section>
  );
}
