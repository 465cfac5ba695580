import type { ShownDocument, ShownIssue, ShownReceipt, ShownSettled, TillView } from "@/components/pos/shown";
import { drawPaper } from "@/components/receipt/draw";
import type { Allowed, DocumentView, Issued, Papers, ReceiptView } from "@/lib/fiscal";
import { lastShift, receiptPath, tillState, withdrawnBy } from "@/lib/fiscal";
import { isReceiptKind } from "@/lib/fiscal/core/kinds";
import { showRefusal } from "@/lib/http";
import { ok, type Result } from "@/lib/kernel";
import { registersOfCashier } from "@/lib/registers";

/** Draws the papers of a document; the till itself carries no encoder of QR codes. */
export const drawPapers = ({ ru, kk, both }: Papers) => ({
  ru: drawPaper(ru),
  kk: drawPaper(kk),
  both: drawPaper(both),
});

const linkOf = (tenantId: string, { registerId, id }: DocumentView): string =>
  receiptPath({ tenantId, registerId, documentId: id });

/** A document for the screen. What is no receipt has no change. */
export function showDocument(tenantId: string, document: DocumentView | ReceiptView): ShownDocument {
  const cash = "takenTiyn" in document ? document : { takenTiyn: null, changeTiyn: null };
  return {
    ...document,
    takenTiyn: cash.takenTiyn,
    changeTiyn: cash.changeTiyn,
    papers: drawPapers(document.papers),
    link: isReceiptKind(document.kind) ? linkOf(tenantId, document) : null,
  };
}

export const showReceipt = (tenantId: string, receipt: ReceiptView): ShownReceipt => ({
  ...receipt,
  papers: drawPapers(receipt.papers),
  link: linkOf(tenantId, receipt),
});

/** What came of an op, for the screen. */
const showIssue = (tenantId: string, issued: Issued<DocumentView>): ShownIssue => ({
  ...issued,
  document: showDocument(tenantId, issued.document),
});

/** The answer of an op that makes a document, for the screen. */
export const showAnswer = <E>(tenantId: string, made: Result<Issued<DocumentView>, E>): Result<ShownIssue, E> =>
  made.ok ? ok(showIssue(tenantId, made.value)) : made;

type Key = { readonly registerId: string; readonly key: string };

/** What came of a closing: with the slip of the cash that went with it, for it is printed with the Z-report. */
export async function showClosing(tenantId: string, { registerId, key }: Key, issue: ShownIssue): Promise<ShownIssue> {
  if (issue.outcome === "refused" || issue.document.kind !== "z_report") return issue;
  const slip = await withdrawnBy(tenantId, registerId, key);
  return slip ? { ...issue, slip: showDocument(tenantId, slip) } : issue;
}

/** What the key of an unanswered sale made, for the screen. */
export function showSettled(tenantId: string, made: DocumentView | null): ShownSettled {
  if (!made) return { outcome: "none" };
  const { refusal, outcome, issuedAutonomous } = made;
  if (refusal)
    return showIssue(tenantId, { outcome: "refused", document: made, code: refusal.code, text: refusal.text });
  if (outcome === "pending" && !issuedAutonomous) return { outcome: "pending" };
  return showIssue(tenantId, { outcome: issuedAutonomous ? "autonomous" : "accepted", document: made });
}

const showAllowed = (allowed: Allowed) =>
  allowed.allowed ? allowed : { allowed: false as const, refusal: showRefusal(allowed.error) };

/** Whether a cashier may work on a register; what is not theirs is as good as absent. */
export const isAdmitted = async (tenantId: string, cashierId: string, registerId: string): Promise<boolean> =>
  (await registersOfCashier(tenantId, cashierId)).some(({ id }) => id === registerId);

/** How a register stands, with everything the till shows of it. */
export async function showTill(tenantId: string, registerId: string): Promise<TillView | null> {
  const state = await tillState(tenantId, registerId);
  if (!state) return null;
  const latest = await lastShift(tenantId, registerId);
  const { can } = state;
  return {
    ...state,
    can: {
      sell: showAllowed(can.sell),
      placeCash: showAllowed(can.placeCash),
      openShift: showAllowed(can.openShift),
      closeShift: showAllowed(can.closeShift),
      takeXReport: showAllowed(can.takeXReport),
    },
    place: `${state.register.address.street} ${state.register.address.house}`,
    revenueTiyn: latest && latest.number === state.shift?.number ? latest.revenueTiyn : null,
    closed: latest && latest.number !== state.shift?.number ? latest : null,
  };
}
