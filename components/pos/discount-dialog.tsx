"use client";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { formatMoney, useErrorText, useT } from "@/lib/i18n/client";
import { formatDecimal, formatQuantity, formatTenge, lineSum, type Tiyn, ZERO_TIYN } from "@/lib/kernel";
import {
  type Cart,
  type CartLine,
  type CartRules,
  changeLine,
  changeReceipt,
  changeTiyn,
  type PriceChange,
  workOut,
} from "./cart";
import { readPriceChange, writtenChange } from "./price-change";
import { Segments } from "./segments";
import { useTill } from "./till-context";

const QUICK = ["3", "5", "7", "10", "15"];

const decimal = (sum: Tiyn): string => formatDecimal(sum).replace(".", ",").replace(/,00$/, "");

/** The sum that a change works on: one line, or all of them. */
function baseOf(cart: Cart, on: "line" | "receipt", rules: CartRules): Tiyn {
  const line = cart.lines[cart.selected];
  if (on === "line") return line ? lineSum(line.priceTiyn, line.quantityMilli) : ZERO_TIYN;
  const plain = workOut(changeReceipt(cart, null), rules).worked;
  return plain.ok ? plain.value.totalTiyn : ZERO_TIYN;
}

/** What stands chosen in the window, and what it would make of the cart. */
function useChange(cart: Cart, rules: CartRules, first: "line" | "receipt") {
  const line = cart.lines[cart.selected];
  const [on, setOn] = useState(line ? first : "receipt");
  const before = on === "line" ? line?.change : cart.change;
  const [what, setWhat] = useState<PriceChange["what"]>(before?.what ?? "discount");
  const [as, setAs] = useState<"percent" | "sum">(before && "sumTiyn" in before.of ? "sum" : "percent");
  const [text, setText] = useState(writtenChange(before, decimal));
  const read = readPriceChange(text, what, as);
  const change = read.ok ? read.value : null;
  const next = on === "line" ? changeLine(cart, change) : changeReceipt(cart, change);
  const base = baseOf(cart, on, rules);
  const sum = change ? changeTiyn(change, base) : ZERO_TIYN;
  const after = (what === "discount" ? base - sum : base + sum) as Tiyn; // cast: sums of tiyn
  const { worked } = workOut(next, rules);
  const refusal = !read.ok ? read.error : change && !worked.ok ? worked.error : null;
  const turnTo = (place: "line" | "receipt") => {
    const there = place === "line" ? line?.change : cart.change;
    setOn(place);
    if (there) setWhat(there.what);
    if (there) setAs("sumTiyn" in there.of ? "sum" : "percent");
    setText(writtenChange(there, decimal));
  };
  return {
    ...{ line, on, before, turnTo, what, setWhat, as, setAs, text, setText },
    ...{ change, next, base, sum, after, refusal },
  };
}

type Chosen = ReturnType<typeof useChange>;

/** How much, in percent or tenge, with the usual percents at hand. */
function Amount({ chosen, error }: { chosen: Chosen; error: string | null }) {
  const t = useT("pos");
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // After the window is open: what is hidden takes no focus.
  useEffect(() => field.current?.focus(), []);
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        {t("discount.amount")}
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          look="money"
          tall
          inputMode="decimal"
          autoComplete="off"
          maxLength={18}
          ref={field}
          value={chosen.text}
          onChange={(event) => chosen.setText(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          className="min-w-0 flex-1"
          {...(error ? { "aria-invalid": true as const, "aria-describedby": `${id}-error` } : {})}
        />
        <Segments
          label={t("discount.as")}
          value={chosen.as}
          onChange={chosen.setAs}
          options={[
            { value: "percent", label: "%" },
            { value: "sum", label: "₸" },
          ]}
          className="w-28 shrink-0"
        />
      </div>
      {chosen.as === "percent" && (
        <div className="mt-2 grid grid-cols-5 gap-2">
          {QUICK.map((percent) => (
            <button
              key={percent}
              type="button"
              aria-pressed={percent === chosen.text}
              onClick={() => chosen.setText(percent)}
              className={cn(
                "num h-11 rounded-md border text-body font-medium",
                percent === chosen.text
                  ? "border-primary bg-primary-soft text-primary-text"
                  : "border-input bg-card hover:bg-accent",
              )}
            >
              {percent}&nbsp;%
            </button>
          ))}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-2 text-body text-danger-text">
          {error}
        </p>
      )}
    </div>
  );
}

/** The line that it is about, before the change. */
function LineShown({ line, base }: { line: CartLine; base: Tiyn }) {
  const { unitOf } = useTill();
  return (
    <p>
      {line.name}
      <span className="num block text-muted-foreground">
        {formatQuantity(line.quantityMilli)} {unitOf(line.unitCode)} × {formatTenge(line.priceTiyn)} ={" "}
        {formatMoney(base)}
      </span>
    </p>
  );
}

/** What the change comes to, and what the sum becomes. */
function Becomes({ chosen: { what, on, sum, after, refusal } }: { chosen: Chosen }) {
  const t = useT("pos");
  return (
    <dl className="num grid grid-cols-[1fr_auto] gap-y-1 border-t pt-4 text-lead" aria-live="polite">
      <dt className="text-muted-foreground">{t(`discount.${what}`)}</dt>
      <dd className={cn("text-right", what === "discount" && sum > 0n && "text-danger-text")}>
        {sum > 0n && (what === "discount" ? "\u2212" : "+")}
        {formatMoney(sum)}
      </dd>
      <dt className="font-semibold">{t(on === "line" ? "discount.lineAfter" : "discount.receiptAfter")}</dt>
      <dd className="text-right font-semibold">{refusal ? "\u2013" : formatMoney(after)}</dd>
    </dl>
  );
}

/** Discount or markup, on the line or on the whole receipt; it says what the sum becomes before it is put on. */
export function DiscountDialog({
  on: first,
  cart,
  rules,
  onCart,
  onClose,
}: {
  on: "line" | "receipt";
  cart: Cart;
  rules: CartRules;
  onCart: (next: Cart) => void;
  onClose: () => void;
}) {
  const t = useT("pos");
  const errorText = useErrorText();
  const chosen = useChange(cart, rules, first);
  const { line, on, what, refusal } = chosen;
  const error = refusal
    ? errorText({ code: refusal.code, ...("line" in refusal ? { facts: { line: String(refusal.line) } } : {}) })
    : null;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (refusal) return;
    onCart(chosen.next);
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t(on === "line" ? "discount.lineTitle" : "discount.receiptTitle", { number: cart.selected + 1 })}
      >
        <form onSubmit={onSubmit} noValidate className="space-y-4">
          {on === "line" && line && <LineShown line={line} base={chosen.base} />}
          <Segments
            label={t("discount.on")}
            value={on}
            onChange={chosen.turnTo}
            options={[
              ...(line ? [{ value: "line" as const, label: t("discount.onLine") }] : []),
              { value: "receipt" as const, label: t("discount.onReceipt") },
            ]}
          />
          <Segments
            label={t("discount.what")}
            value={what}
            onChange={chosen.setWhat}
            options={[
              { value: "discount", label: t("discount.discount") },
              { value: "markup", label: t("discount.markup") },
            ]}
          />
          <Amount chosen={chosen} error={error} />
          <Becomes chosen={chosen} />
          <div className="grid grid-cols-2 gap-2 border-t pt-4">
            <DialogClose asChild>
              <Button size="pos" keys="Esc">
                {t("cancel")}
              </Button>
            </DialogClose>
            <Button type="submit" size="pos" variant="primary" keys="Enter" reason={error}>
              {t(chosen.before && !chosen.change ? "discount.remove" : "discount.apply")}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
