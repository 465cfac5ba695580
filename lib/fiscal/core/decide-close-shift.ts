import { ok, type Result } from "@/lib/kernel";
import { type Accepted, acceptDocument, fiscalNow, type Supplies } from "./accept";
import type { CashierMark, PaperHead, ZReportBody } from "./document";
import type { ShiftError } from "./error";
import type { Situation } from "./register";
import { makeReport } from "./report";
import { canReport } from "./shift";

/** Decides the Z-report: also of an empty shift and of one that is too long. */
export function decideCloseShift(
  situation: Situation,
  who: { readonly head: PaperHead; readonly cashier: CashierMark },
  supplies: Supplies,
): Result<Accepted, ShiftError> {
  const shift = canReport(situation.state);
  if (!shift.ok) return shift;
  const report = makeReport("z", shift.value, situation.state.counters, fiscalNow(situation));
  const body: ZReportBody = { ...who, kind: "z_report", report };
  return ok(acceptDocument(situation, { totalTiyn: report.revenueTiyn, body, basisId: null }, supplies));
}
