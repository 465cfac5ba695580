"use client";
import { useState } from "react";
import { formatMoney, useT } from "@/lib/i18n/client";
import { ZERO_TIYN } from "@/lib/kernel";
import type { BuyerText } from "./buyer-fields";
import type { Good } from "./cart";
import { useClosing } from "./closing";
import { Entry } from "./entry";
import { BlockedPanel, DonePanel, PaperView, useWindowsAtHand } from "./lazy";
import { OfflineBanner } from "./notices";
import { type Method, PayPanel } from "./pay-panel";
import { ReceiptPanel } from "./receipt-panel";
import type { ShownReport } from "./shown";
import { useTill } from "./till-context";
import { useSale } from "./use-sale";

const NO_INPUT = { current: null };
const NO_BUYER: BuyerText = { xin: "", email: "", phone: "" };

/** A document just made: its change and its paper. */
const Done = ({ document, slip, onNext }: ShownReport & { onNext: () => void }) => (
  <>
    <DonePanel document={document} autonomous={document.issuedAutonomous} onNext={onNext} />
    <div className="flex w-[500px] shrink-0 flex-col overflow-y-auto border-l bg-muted p-6 max-xl:w-[440px] max-lg:w-auto max-lg:border-t max-lg:border-l-0">
      <PaperView key={document.id} document={document} slip={slip} atOnce />
    </div>
  </>
);

/** The selling screen: typing, paying, done, and stopped with a reason. */
export function Till({ goods }: { goods: readonly Good[] }) {
  const t = useT("pos");
  const { till } = useTill();
  const sale = useSale();
  const [method, setMethod] = useState<Method | null>(null);
  const [buyer, setBuyer] = useState(NO_BUYER);
  useWindowsAtHand();
  const [report, setReport] = useState<ShownReport | null>(null);
  const closing = useClosing(setReport);
  const { cart, done, progress } = sale;
  const { worked } = sale.worked;
  const total = worked.ok ? worked.value.totalTiyn : ZERO_TIYN;
  const readOnly = (note?: string) => (
    <div className="flex min-h-0 w-[440px] shrink-0 flex-col border-l max-lg:hidden">
      <ReceiptPanel cart={cart} work={sale.worked} acts={null} head={null} quantityInput={NO_INPUT} note={note} />
    </div>
  );
  const shown = done ?? report;
  const unsettled = progress === "unanswered" || progress === "settling";
  const paying = method !== null && worked.ok && !unsettled && !sale.refusal;
  const stopped = !till.can.sell.allowed && progress === "none";
  return (
    <>
      <OfflineBanner />
      <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 outline-none max-lg:flex-col">
        {shown ? (
          <Done
            {...shown}
            onNext={() => {
              sale.next();
              setReport(null);
              setMethod(null);
              setBuyer(NO_BUYER);
            }}
          />
        ) : stopped ? (
          <>
            <BlockedPanel
              closing={closing}
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
              kind={cart.kind}
              buyer={buyer}
              onBuyer={setBuyer}
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
