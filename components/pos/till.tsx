"use client";
import { WifiOff, X } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button, buttonLook, IconButton } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { calculateReceipt } from "@/lib/fiscal/core/receipt";
import { formatMoney, formatTime, useErrorText, useT } from "@/lib/i18n/client";
import { type QuantityMilli, tiyn } from "@/lib/kernel";
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
import { BlockedPanel } from "./close-shift";
import { DonePanel } from "./done-panel";
import { byBarcode } from "./find-goods";
import { FreePrice, type PriceQuestion } from "./free-price";
import { GoodsPanel } from "./goods-panel";
import { PaperView } from "./paper-view";
import { type Method, PayPanel } from "./pay-panel";
import { ReceiptPanel } from "./receipt-panel";
import type { ShownDocument } from "./shown";
import { useTill } from "./till-context";
import { useKeys, useScanner } from "./use-keys";
import { type Sale, useSale } from "./use-sale";

const NO_DISCOUNT = tiyn(0n);

/** «Нет связи с ОФД с 11:20»: said once, then the pill alone is enough. */
function OfflineBanner() {
  const t = useT("pos");
  const { till } = useTill();
  const [closedFor, setClosedFor] = useState<number | null>(null);
  const { mode, offlineSince, hoursLeft } = till.ofd;
  if (mode !== "offline" || !offlineSince || closedFor === offlineSince.getTime()) return null;
  return (
    <div
      role="status"
      className="no-print flex items-center gap-2 border-b border-warning-border bg-warning-bg px-4 py-1 text-body text-warning-text max-md:px-3"
    >
      <WifiOff className="size-4 shrink-0" aria-hidden="true" />
      <p className="flex-1">
        <b className="font-semibold">{t("ofd.bannerSince", { time: formatTime(offlineSince).slice(0, 5) })}</b>{" "}
        <span className="max-md:hidden">{t("ofd.bannerText")}</span>{" "}
        {hoursLeft !== null && <span className="num">{t("ofd.bannerLeft", { hours: hoursLeft })}</span>}
      </p>
      <IconButton label={t("ofd.bannerClose")} size="iconSm" onClick={() => setClosedFor(offlineSince.getTime())}>
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** Why the last try made no sale; or a sale that waits for its answer and for the cashier. */
function Notice({ sale }: { sale: Sale }) {
  const t = useT("pos");
  const errorText = useErrorText();
  const { till } = useTill();
  if (sale.progress === "unanswered")
    return (
      <Alert
        tone="danger"
        className="m-3"
        title={t("unanswered.title")}
        actions={
          <>
            <Button variant="primary" onClick={sale.askAgain}>
              {t("unanswered.again")}
            </Button>
            <Link href={`/pos/${till.register.id}/receipts`} className={buttonLook()}>
              {t("nav.receipts")}
            </Link>
            <Button variant="ghost" onClick={sale.giveUp}>
              {t("unanswered.giveUp")}
            </Button>
          </>
        }
      >
        {t("unanswered.text")}
      </Alert>
    );
  if (!sale.refusal) return null;
  const { refusal } = sale;
  const signedOut = refusal.code === "signed_out";
  return (
    <Alert
      tone="danger"
      className="m-3"
      title={refusal.text ? t("refused.title", { text: refusal.text }) : errorText(refusal)}
      actions={
        signedOut ? (
          <Link href={`/pos/sign-in?next=/pos/${till.register.id}`} className={buttonLook({ variant: "primary" })}>
            {t("refused.signIn")}
          </Link>
        ) : (
          <IconButton label={t("refused.close")} onClick={sale.forgetRefusal}>
            <X className="size-4" aria-hidden="true" />
          </IconButton>
        )
      }
    >
      {t("refused.kept")}
    </Alert>
  );
}

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

/** Typing a receipt: search and goods at the left, the receipt at the right. */
function Entry({ sale, goods, onPay }: { sale: Sale; goods: readonly Good[]; onPay: (method: Method) => void }) {
  const t = useT("pos");
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
  };
  useScanner((code) => {
    const good = byBarcode(goods, code);
    if (good) pick(good, ONE);
    else setUnknown(code);
  });
  const pay = (method: Method) => () => cart.lines.length > 0 && onPay(method);
  const focusSearch = () => search.current?.focus();
  const acts = {
    onSelect: (index: number) => setCart((now) => selectLine(now, index)),
    onSet: (quantity: QuantityMilli) => setCart((now) => setQuantity(now, quantity)),
    onStep: (by: 1 | -1) => setCart((now) => stepQuantity(now, by)),
    onRemove: () => {
      setCart(removeLine);
      focusSearch();
    },
  };
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
          onPay={onPay}
          onClear={() => setClearing(true)}
          onGoods={() => setSheet(!sheet)}
          notice={<Notice sale={sale} />}
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
      <Dialog open={clearing} onOpenChange={setClearing}>
        <DialogContent
          alert
          closable={false}
          title={t("receipt.clearTitle")}
          text={t("receipt.clearText", {
            count: cart.lines.length,
            total: formatMoney(worked.ok ? worked.value.totalTiyn : NO_DISCOUNT),
          })}
          footer={
            <>
              <Button size="lg" onClick={() => setClearing(false)}>
                {t("cancel")}
              </Button>
              <Button
                size="lg"
                variant="danger"
                onClick={() => {
                  setCart(EMPTY_CART);
                  setClearing(false);
                }}
              >
                {t("receipt.clear")}
              </Button>
            </>
          }
        />
      </Dialog>
    </>
  );
}

const ONE = 1000n as QuantityMilli; // cast: one whole unit

/** The selling screen: typing, paying, done, and stopped with a reason. */
export function Till({ goods }: { goods: readonly Good[] }) {
  const t = useT("pos");
  const { till } = useTill();
  const sale = useSale();
  const [method, setMethod] = useState<Method | null>(null);
  const [report, setReport] = useState<ShownDocument | null>(null);
  const { cart, done, progress } = sale;
  const worked = calculateReceipt(draftsOf(cart, till.vatPayer), NO_DISCOUNT);
  const total = worked.ok ? worked.value.totalTiyn : NO_DISCOUNT;
  const readOnly = (note?: string) => (
    <div className="flex min-h-0 w-[440px] shrink-0 flex-col border-l max-lg:hidden">
      <ReceiptPanel
        cart={cart}
        worked={worked.ok ? worked.value : null}
        acts={null}
        quantityInput={{ current: null }}
        note={note}
      />
    </div>
  );
  const shown = done?.document ?? report;
  const paying = method !== null && cart.lines.length > 0 && progress !== "unanswered" && !sale.refusal;
  const stopped = !till.can.sell.allowed && progress === "none";
  return (
    <>
      <OfflineBanner />
      <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 outline-none max-lg:flex-col">
        {shown ? (
          <>
            <DonePanel
              document={shown}
              autonomous={shown.issuedAutonomous}
              onNext={() => {
                sale.next();
                setReport(null);
                setMethod(null);
              }}
            />
            <div className="flex w-[500px] shrink-0 flex-col overflow-y-auto border-l bg-muted p-6 max-lg:w-auto max-lg:border-t max-lg:border-l-0">
              <PaperView papers={shown.papers} />
            </div>
          </>
        ) : stopped ? (
          <>
            <BlockedPanel
              onClosed={setReport}
              kept={
                cart.lines.length > 0
                  ? t("blocked.kept", { count: cart.lines.length, total: formatMoney(total) })
                  : null
              }
            />
            {readOnly(t("blocked.note"))}
          </>
        ) : paying ? (
          <>
            <PayPanel
              total={total}
              count={cart.lines.length}
              method={method}
              progress={progress}
              onMethod={setMethod}
              onBack={() => setMethod(null)}
              onIssue={sale.pay}
            />
            {readOnly()}
          </>
        ) : (
          <Entry
            sale={sale}
            goods={goods}
            onPay={(next) => {
              sale.forgetRefusal();
              setMethod(next);
            }}
          />
        )}
      </main>
    </>
  );
}
