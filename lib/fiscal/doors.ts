import type { Ctx } from "@/lib/audit";
import { err, isId, ok, type Result } from "@/lib/kernel";
import { isReceiptBody } from "./core/document";
import type { FiscalError } from "./error";
import type {
  CloseAlarm,
  CloseShift,
  IssuePaperReturn,
  IssueReceipt,
  IssueReturn,
  LookUpGood,
  PlaceCash,
  RegisterChoice,
  SaleKey,
  SettleHeld,
  TakeNewToken,
} from "./input";
import { cashKeyOf, closeShift as makeCloseShift } from "./ops/close-shift";
import { giveUpKey as makeGiveUpKey } from "./ops/give-up-key";
import { scopeOf } from "./ops/issue";
import { issueReceipt as makeIssueReceipt } from "./ops/issue-receipt";
import { issuePaperReturn as makeIssuePaperReturn, issueReturn as makeIssueReturn } from "./ops/issue-return";
import { type CatalogueGood, lookUpGood as makeLookUpGood } from "./ops/look-up-good";
import { openShift as makeOpenShift } from "./ops/open-shift";
import { placeCash as makePlaceCash } from "./ops/place-cash";
import { settleHeld as makeSettleHeld } from "./ops/settle-held";
import { takeNewToken as makeTakeNewToken } from "./ops/take-new-token";
import { takeXReport as makeTakeXReport } from "./ops/take-x-report";
import { formOf } from "./print/paper";
import { xPapers } from "./print/papers";
import { receiptView } from "./queries/documents";
import { toDocumentView, toIssued, toReceiptView } from "./queries/to-view";
import type { DocumentView, Issued, ReceiptView, XReportView } from "./queries/views";
import { closeStoredAlarm } from "./store/alarms";
import type { DocumentStatus } from "./store/port";
import { deps } from "./wiring";

// The ops with their real parts, answering what screens show.

type Answer<T> = Promise<Result<T, FiscalError>>;

const receipt = (
  registerId: string,
  result: Result<DocumentStatus, FiscalError>,
): Result<Issued<ReceiptView>, FiscalError> =>
  result.ok ? ok(toIssued(result.value, toReceiptView(registerId, result.value, []))) : result;

const document = (
  registerId: string,
  result: Result<DocumentStatus, FiscalError>,
): Result<Issued<DocumentView>, FiscalError> =>
  result.ok ? ok(toIssued(result.value, toDocumentView(registerId, result.value))) : result;

/** Sells, or buys. `accepted` and `autonomous` are both done sales; `refused` gives the cart back. */
export const issueReceipt = async (ctx: Ctx, cmd: IssueReceipt): Answer<Issued<ReceiptView>> =>
  receipt(cmd.registerId, await makeIssueReceipt(deps())(ctx, cmd));

/** Takes a receipt of the organisation back: lines of it, or all that is left. */
export const issueReturn = async (ctx: Ctx, cmd: IssueReturn): Answer<Issued<ReceiptView>> =>
  receipt(cmd.registerId, await makeIssueReturn(deps())(ctx, cmd));

/** Takes a receipt back that is typed in from its paper. */
export const issuePaperReturn = async (ctx: Ctx, cmd: IssuePaperReturn): Answer<Issued<ReceiptView>> =>
  receipt(cmd.registerId, await makeIssuePaperReturn(deps())(ctx, cmd));

/** «Внесение» and «Изъятие». */
export const placeCash = async (ctx: Ctx, cmd: PlaceCash): Answer<Issued> =>
  document(cmd.registerId, await makePlaceCash(deps())(ctx, cmd));

/** Closes the shift with a Z-report. */
export const closeShift = async (ctx: Ctx, cmd: CloseShift): Answer<Issued> =>
  document(cmd.registerId, await makeCloseShift(deps())(ctx, cmd));

/** Opens the shift before its first document. */
export const openShift = (ctx: Ctx, cmd: RegisterChoice): Answer<{ shiftNumber: number }> =>
  makeOpenShift(deps())(ctx, cmd);

/** Computes an X-report. */
export async function takeXReport(ctx: Ctx, cmd: RegisterChoice): Answer<XReportView> {
  const taken = await makeTakeXReport(deps())(ctx, cmd);
  if (!taken.ok) return taken;
  const { report, head } = taken.value;
  return ok({ at: report.at, shiftNumber: report.shiftNumber, form: formOf(head), papers: xPapers(report, head) });
}

/** Takes a fresh token from the operator's cabinet. */
export const takeNewToken = (ctx: Ctx, cmd: TakeNewToken): Answer<{ tail: string }> =>
  makeTakeNewToken(deps())(ctx, cmd);

/** An admin has looked at an alarm; `ctx.tenantId` is the register's organisation. */
export const closeAlarm = async (ctx: Ctx, cmd: CloseAlarm): Answer<true> =>
  (await closeStoredAlarm(ctx, cmd)) ? ok(true) : err({ code: "fiscal.no_alarm" });

/**
 * What an external number of the till made at this register, as it stands now; null where it made nothing. An unanswered sale is
 * looked up by it before anything is sold again.
 */
export async function issuedByKey(
  tenantId: string,
  registerId: string,
  key: string,
): Promise<DocumentView | ReceiptView | null> {
  if (!isId(registerId)) return null;
  const reading = await deps().store.read(tenantId, registerId, { scope: scopeOf(registerId), key });
  const { known } = reading ?? { known: null };
  const status = known && (await deps().store.document(tenantId, registerId, known.documentId));
  if (!status) return null;
  return isReceiptBody(status.document.body)
    ? receiptView(tenantId, registerId, status.document.id)
    : toDocumentView(registerId, status);
}

/** The slip of the cash that closing a shift under this key took out of the drawer; null where it took none. */
export const withdrawnBy = (tenantId: string, registerId: string, closingKey: string): Promise<DocumentView | null> =>
  issuedByKey(tenantId, registerId, cashKeyOf(closingKey));

/**
 * Gives up the key of an unanswered sale, so that its cart may be sold under another. Answers what the key had made meanwhile; null
 * where it made nothing and never will, however late a request with it arrives.
 */
export async function giveUpKey(ctx: Ctx, cmd: SaleKey): Answer<DocumentView | ReceiptView | null> {
  const given = await makeGiveUpKey(deps())(ctx, cmd);
  if (!given.ok || given.value === null) return given.ok ? ok(null) : given;
  return ok(await issuedByKey(ctx.tenantId, cmd.registerId, cmd.key));
}

/** An admin's word about a document that holds a register; `ctx.tenantId` is the register's organisation. */
export const settleHeld = (ctx: Ctx, cmd: SettleHeld): Answer<{ number: number }> => makeSettleHeld(deps())(ctx, cmd);

/** Looks a code up in the national catalogue of goods. */
export const lookUpGood = (ctx: Ctx, cmd: LookUpGood): Answer<CatalogueGood> => makeLookUpGood(deps())(ctx, cmd);
