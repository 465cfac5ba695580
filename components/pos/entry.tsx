"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { calculateReceipt } from "@/lib/fiscal/core/receipt";
import { formatMoney, useT } from "@/lib/i18n/client";
import { ONE_UNIT, type QuantityMilli, type Tiyn, tiyn } from "@/lib/kernel";
import {
  addLine,
  draftsOf,
  EMPTY_CART,
  type Good,
  lineOf,
  removeLine,
  selectLine,
  setQuantity,
  stepQuantity,
} from "./cart";
import { byBarcode } from "./find-goods";
import { FreePrice, type PriceQuestion } from "./free-price";
import { GoodsPanel } from "./goods-panel";
import { SaleNotice } from "./notices";
import type { Method } from "./pay-panel";
import { type LineActs, ReceiptPanel } from "./receipt-panel";
import { useTill } from "./till-context";
import { useKeys, useScanner } from "./use-keys";
import type { Sale } from "./use-sale";

const NO_DISCOUNT = tiyn(0n);
const PIECE = "796";

/** A code that no good has: said aloud, with the way to sell it all the same. */
function UnknownCode({ code, onFree, onClose }: { code: string | null; onFree: () => void; onClose: () => void }) {
  const t = useT("pos");
  return (
    <Dialog open={code !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        alert
        title={t("unknown.title", { code: code ?? "" })}
        text={t("unknown.text")}
        footer={
          <>
            <Button size="lg" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button size="lg" variant="primary" onClick={onFree}>
              {t("goods.sellFree")}
            </Button>
          </>
        }
      />
    </Dialog>
  );
}

/** Clearing asks once: it is the only way to lose what was typed. */
function ClearDialog({
  open,
  count,
  total,
  onClose,
  onClear,
}: {
  open: boolean;
  count: number;
  total: Tiyn;
  onClose: () => void;
  onClear: () => void;
}) {
  const t = useT("pos");
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        alert
        closable={false}
        title={t("receipt.clearTitle")}
        text={t("receipt.clearText", { count, total: formatMoney(total) })}
        footer={
          <>
            <Button size="lg" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button
              size="lg"
              variant="danger"
              onClick={() => {
                onClear();
                onClose();
              }}
            >
              {t("receipt.clear")}
            </Button>
          </>
        }
      />
    </Dialog>
  );
}

type Field = RefObject<HTMLInputElement | null>;

/** Puts the focus there, unless that would raise the keyboard of a phone. */
function rest(field: Field): void {
  if (window.matchMedia("(pointer: fine)").matches) field.current?.focus();
}

/** What can be done with the lines. */
function useLineActs({ setCart }: Sale, search: Field): LineActs {
  return {
    onSelect: (index) => setCart((now) => selectLine(now, index)),
    onSet: (quantity) => setCart((now) => setQuantity(now, quantity)),
    onStep: (by) => setCart((now) => stepQuantity(now, by)),
    onRemove: () => {
      setCart(removeLine);
      search.current?.focus();
    },
  };
}

/** The keys of typing a receipt. */
function useEntryKeys(
  { cart, progress }: Sale,
  acts: LineActs,
  search: Field,
  quantityInput: Field,
  onPay: (method: Method) => void,
): void {
  const pay = (method: Method) => () => cart.lines.length > 0 && progress === "none" && onPay(method);
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
    f8: pay("card"),
    f9: pay("cash"),
    f10: pay("mixed"),
    "ctrl+enter": pay("cash"),
    escape: focusSearch,
  });
}

/** Typing a receipt: search and goods at the left, the receipt at the right. */
export function Entry({ sale, goods, onPay }: { sale: Sale; goods: readonly Good[]; onPay: (method: Method) => void }) {
  const { till } = useTill();
  const [question, setQuestion] = useState<PriceQuestion | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const [sheet, setSheet] = useState(false);
  const [clearing, setClearing] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const quantityInput = useRef<HTMLInputElement>(null);
  const { cart, setCart } = sale;
  const worked = calculateReceipt(draftsOf(cart, till.vatPayer), NO_DISCOUNT);
  const pick = (good: Good, quantity: QuantityMilli) => {
    if (good.priceTiyn === null) return setQuestion({ good, barcode: null });
    const price = good.priceTiyn;
    setCart((now) => addLine(now, lineOf(good, price, quantity)));
    // What is weighed asks for its weight; after anything else the search waits for the next.
    const next = good.unitCode === PIECE ? search : quantityInput;
    requestAnimationFrame(() => rest(next));
  };
  useEffect(() => rest(search), []);
  useScanner((code) => {
    const good = byBarcode(goods, code);
    if (good) pick(good, ONE_UNIT);
    else setUnknown(code);
  });
  const acts = useLineActs(sale, search);
  useEntryKeys(sale, acts, search, quantityInput, onPay);
  return (
    <>
      <GoodsPanel
        goods={goods}
        cart={cart}
        search={search}
        onPick={pick}
        onFree={(barcode) => setQuestion({ good: null, barcode })}
        sheet={sheet}
        onCloseSheet={() => setSheet(false)}
      />
      <div className="flex min-h-0 w-[500px] shrink-0 flex-col border-l max-xl:w-[440px] max-lg:w-auto max-lg:flex-1 max-lg:border-l-0">
        <ReceiptPanel
          cart={cart}
          worked={worked.ok ? worked.value : null}
          acts={acts}
          quantityInput={quantityInput}
          onPay={sale.progress === "none" ? onPay : undefined}
          onClear={() => setClearing(true)}
          onGoods={() => setSheet(!sheet)}
          notice={<SaleNotice sale={sale} />}
        />
      </div>
      <FreePrice
        question={question}
        vatPayer={till.vatPayer}
        onLine={(line) => setCart((now) => addLine(now, line))}
        onClose={() => setQuestion(null)}
      />
      <UnknownCode
        code={unknown}
        onClose={() => setUnknown(null)}
        onFree={() => {
          setQuestion({ good: null, barcode: unknown });
          setUnknown(null);
        }}
      />
      <ClearDialog
        open={clearing}
        count={cart.lines.length}
        total={worked.ok ? worked.value.totalTiyn : NO_DISCOUNT}
        onClose={() => setClearing(false)}
        onClear={() => setCart(EMPTY_CART)}
      />
    </>
  );
}
