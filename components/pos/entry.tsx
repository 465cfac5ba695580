"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useToast } from "@/components/ui/toast";
import { useT } from "@/lib/i18n/client";
import { limits, ONE_UNIT, type QuantityMilli, ZERO_TIYN } from "@/lib/kernel";
import {
  addLine,
  type CartLine,
  EMPTY_CART,
  type Good,
  hasMark,
  isInForce,
  lineOf,
  removeLine,
  rulesOf,
  selectLine,
  setQuantity,
  stepQuantity,
} from "./cart";
import { readScan, type Scanned } from "./find-goods";
import type { PriceQuestion } from "./free-price";
import { GoodsPanel } from "./goods-panel";
import { ClearDialog, DiscountDialog, FreePrice, ParkedDialog, UnknownCode } from "./lazy";
import { SaleNotice } from "./notices";
import type { Method } from "./pay-panel";
import type { ReceiptActs } from "./receipt-head";
import { type LineActs, ReceiptPanel } from "./receipt-panel";
import { play } from "./sounds";
import { useTill } from "./till-context";
import { useKeys, useScanner } from "./use-keys";
import type { Sale } from "./use-sale";

const PIECE = "796";

type Field = RefObject<HTMLInputElement | null>;

/** The windows over typing; one at a time. */
type Window =
  | { readonly of: "price"; readonly question: PriceQuestion }
  | { readonly of: "unknown"; readonly code: string; readonly mark?: string }
  | { readonly of: "discount"; readonly on: "line" | "receipt" }
  | { readonly of: "clear" | "parked" };

/** Puts the focus there, unless that would raise the keyboard of a phone. */
function rest(field: Field): void {
  if (window.matchMedia("(pointer: fine)").matches) field.current?.focus();
}

/** What can be done with the lines. */
function useLineActs({ setCart }: Sale, search: Field, onDiscount: () => void): LineActs {
  return {
    onSelect: (index) => setCart((now) => selectLine(now, index)),
    onSet: (quantity) => setCart((now) => setQuantity(now, quantity)),
    onStep: (by) => setCart((now) => stepQuantity(now, by)),
    onRemove: () => {
      setCart(removeLine);
      rest(search);
    },
    onDiscount,
  };
}

/** The keys of typing a receipt. */
function useEntryKeys(
  { cart, progress, held }: Sale,
  acts: LineActs,
  search: Field,
  quantityInput: Field,
  onPay: (method: Method) => void,
): void {
  const pay = (method: Method) => () => cart.lines.length > 0 && progress === "none" && !held && onPay(method);
  const focusSearch = () => search.current?.focus();
  useKeys({
    "/": focusSearch,
    f2: focusSearch,
    "*": () => quantityInput.current?.focus(),
    "+": () => acts.onStep(1),
    "-": () => acts.onStep(-1),
    arrowdown: () => acts.onSelect(cart.selected + 1),
    arrowup: () => acts.onSelect(cart.selected - 1),
    delete: acts.onRemove,
    f4: acts.onDiscount,
    f8: pay("card"),
    f9: pay("cash"),
    f10: pay("mixed"),
    "ctrl+enter": pay("cash"),
    escape: focusSearch,
  });
}

/** Puts things into the cart: what is chosen, what is scanned, what has no card; says aloud what does not go in. */
function useAdding(sale: Sale, goods: readonly Good[], open: (window: Window) => void, search: Field, quantity: Field) {
  const t = useT("pos");
  const toast = useToast();
  const { till } = useTill();
  const { cart, setCart, held, progress } = sale;
  const refuse = (title: string) => {
    play("refused");
    toast({ tone: "danger", title });
  };
  const add = (line: CartLine): boolean => {
    if (held || progress !== "none") return false;
    const mark = line.marks?.[0];
    if (mark !== undefined && hasMark(cart, mark)) refuse(t("line.markTwice"));
    else if (addLine(cart, line) === cart) refuse(t("receipt.full", { max: limits.receiptLinesMax }));
    else {
      setCart((now) => addLine(now, line));
      play("added");
      return true;
    }
    return false;
  };
  const pick = (good: Good, count: QuantityMilli, mark?: string) => {
    if (!isInForce(good, rulesOf(till))) return refuse(t("line.vatEnded", { name: good.name, rate: good.vatKind }));
    if (good.priceTiyn === null)
      return open({ of: "price", question: { good, barcode: null, ...(mark === undefined ? {} : { mark }) } });
    // What is weighed by hand asks for its weight; after anything else the search waits for the next.
    const asksWeight = good.unitCode !== PIECE && count === ONE_UNIT;
    if (add(lineOf(good, good.priceTiyn, count, mark)))
      requestAnimationFrame(() => rest(asksWeight ? quantity : search));
  };
  const take = (scanned: Scanned) => {
    if (held || progress !== "none") return;
    if (scanned.good) return pick(scanned.good, scanned.quantity, scanned.mark);
    play("refused");
    const { code, mark } = scanned;
    open({ of: "unknown", code, ...(mark === undefined ? {} : { mark }) });
  };
  useScanner((code) => take(readScan(goods, code)));
  return { add, pick, take };
}

/** The window that is open. */
function Windows({
  window,
  sale,
  add,
  open,
}: {
  window: Window | null;
  sale: Sale;
  add: (line: CartLine) => void;
  open: (window: Window | null) => void;
}) {
  const { till } = useTill();
  const { cart } = sale;
  const { worked } = sale.worked;
  const rules = rulesOf(till);
  const close = () => open(null);
  if (!window) return null;
  if (window.of === "price")
    return (
      <FreePrice
        question={window.question}
        vatKinds={till.vatPayer ? till.vatKinds : null}
        onLine={add}
        onClose={close}
      />
    );
  if (window.of === "unknown") {
    const { code, mark } = window;
    const question = { good: null, barcode: code, ...(mark === undefined ? {} : { mark }) };
    return <UnknownCode code={code} onClose={close} onFree={() => open({ of: "price", question })} />;
  }
  if (window.of === "parked")
    return (
      <ParkedDialog
        parked={sale.parked}
        rules={rules}
        canPark={cart.lines.length > 0}
        onPark={sale.park}
        onTake={sale.takeBack}
        onDrop={sale.dropParked}
        onClose={close}
      />
    );
  if (cart.lines.length === 0) return null;
  if (window.of === "discount")
    return <DiscountDialog on={window.on} cart={cart} rules={rules} onCart={sale.setCart} onClose={close} />;
  return (
    <ClearDialog
      count={cart.lines.length}
      total={worked.ok ? worked.value.totalTiyn : ZERO_TIYN}
      onClose={close}
      onClear={() => sale.setCart((now) => ({ ...EMPTY_CART, kind: now.kind }))}
    />
  );
}

/** Typing a receipt: search and goods at the left, the receipt at the right. */
export function Entry({ sale, goods, onPay }: { sale: Sale; goods: readonly Good[]; onPay: (method: Method) => void }) {
  const [window, setWindow] = useState<Window | null>(null);
  const [sheet, setSheet] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const quantityInput = useRef<HTMLInputElement>(null);
  const { cart, setCart } = sale;
  useEffect(() => rest(search), []);
  const discount = () => cart.lines.length > 0 && setWindow({ of: "discount", on: "line" });
  const { add, pick, take } = useAdding(sale, goods, setWindow, search, quantityInput);
  const acts = useLineActs(sale, search, discount);
  useEntryKeys(sale, acts, search, quantityInput, onPay);
  const head: ReceiptActs = {
    onKind: (kind) => setCart((now) => ({ ...now, kind })),
    onParked: () => setWindow({ of: "parked" }),
    onDiscount: () => setWindow({ of: "discount", on: "receipt" }),
    onClear: () => setWindow({ of: "clear" }),
    onGoods: () => setSheet(!sheet),
  };
  return (
    <>
      <GoodsPanel
        goods={goods}
        cart={cart}
        search={search}
        onPick={pick}
        onScanned={take}
        onFree={(barcode) => setWindow({ of: "price", question: { good: null, barcode } })}
        sheet={sheet}
        onCloseSheet={() => setSheet(false)}
      />
      <div className="flex min-h-0 w-[500px] shrink-0 flex-col border-l max-xl:w-[440px] max-lg:w-auto max-lg:flex-1 max-lg:border-l-0">
        <ReceiptPanel
          cart={cart}
          work={sale.worked}
          acts={acts}
          head={head}
          parkedCount={sale.parked.length}
          quantityInput={quantityInput}
          onPay={sale.progress === "none" && !sale.held ? onPay : undefined}
          notice={<SaleNotice sale={sale} />}
        />
      </div>
      <Windows window={window} sale={sale} add={add} open={setWindow} />
    </>
  );
}
