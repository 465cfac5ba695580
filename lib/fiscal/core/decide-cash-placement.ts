import { err, isPrintable, limits, MONEY_MAX, ok, type Result, type Tiyn, tiyn } from "@/lib/kernel";
import { type Accepted, acceptDocument, fiscalNow, type Supplies } from "./accept";
import { enoughCash } from "./decide-receipt";
import type { CashierMark, PaperHead, PlacementBody } from "./document";
import type { DecisionError } from "./error";
import { cashSign, type PlacementDirection } from "./kinds";
import type { Situation } from "./register";
import { canWork } from "./shift";

export type PlacementWish = {
  readonly direction: PlacementDirection;
  readonly sumTiyn: Tiyn;
  readonly comment: string | null;
};

/** Decides «Внесение» or «Изъятие». Refuses rather than letting the drawer go below zero. */
export function decideCashPlacement(
  situation: Situation,
  wish: PlacementWish,
  who: { readonly head: PaperHead; readonly cashier: CashierMark },
  supplies: Supplies,
): Result<Accepted, DecisionError> {
  const may = canWork(situation.state, fiscalNow(situation));
  if (!may.ok) return may;
  if (wish.sumTiyn <= 0n) return err({ code: "fiscal.sum_zero" });
  if (wish.sumTiyn > MONEY_MAX) return err({ code: "fiscal.sum_too_large" });
  if (wish.comment && wish.comment.length > limits.placementCommentLengthMax)
    return err({ code: "fiscal.comment_too_long" });
  if (wish.comment && !isPrintable(wish.comment)) return err({ code: "fiscal.text_characters" });
  if (wish.direction === "withdrawal") {
    const enough = enoughCash(situation, wish.sumTiyn);
    if (!enough.ok) return enough;
  }
  const cashTiyn = tiyn(situation.state.counters.cashTiyn + cashSign(wish.direction) * wish.sumTiyn);
  const { direction: kind, sumTiyn, comment } = wish;
  const body: PlacementBody = { ...who, kind, sumTiyn, comment, cashTiyn };
  return ok(acceptDocument(situation, { totalTiyn: sumTiyn, body, basisId: null }, supplies));
}
