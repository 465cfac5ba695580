"use server";
import { z } from "zod";
import type { TillView } from "@/components/pos/shown";
import { id, parsed } from "@/lib/fields";
import { closeShift, giveUpKey, issueReceipt, issueReturn, openShift, placeCash, takeXReport } from "@/lib/fiscal";
import {
  closeShiftInput,
  issueReceiptInput,
  issueReturnInput,
  placeCashInput,
  registerChoiceInput,
  saleKeyInput,
} from "@/lib/fiscal/input";
import { action, currentSession } from "@/lib/http";
import { isId, ok, parseTenge } from "@/lib/kernel";
import { drawPapers, isAdmitted, showAnswer, showClosing, showSettled, showTill } from "./shown";

/** How the register stands now. Whoever is signed out hears nothing: what they typed stays, and the next sale will say so. */
export async function readTill(registerId: string): Promise<TillView | null> {
  const session = await currentSession("pos");
  if (!session?.tenantId || session.locked || !isId(registerId)) return null;
  if (!(await isAdmitted(session.tenantId, session.accountId, registerId))) return null;
  return showTill(session.tenantId, registerId);
}

export const sell = action({
  realm: "pos",
  name: "sell",
  input: issueReceiptInput,
  run: async (ctx, input) => showAnswer(ctx.tenantId, await issueReceipt(ctx, input)),
});

/** What became of a sale that nobody answered for; where its key made nothing, it never will. */
export const settle = action({
  realm: "pos",
  name: "settle sale",
  input: saleKeyInput,
  run: async (ctx, input) => {
    const given = await giveUpKey(ctx, input);
    if (!given.ok) return given;
    const settled = showSettled(ctx.tenantId, given.value);
    return ok("document" in settled ? await showClosing(ctx.tenantId, input, settled) : settled);
  },
});

export const giveBack = action({
  realm: "pos",
  name: "return",
  input: issueReturnInput,
  run: async (ctx, input) => showAnswer(ctx.tenantId, await issueReturn(ctx, input)),
});

const cashForm = z.object({
  registerId: id,
  idempotencyKey: z.string({ error: "field.required" }).min(8, "field.malformed").max(200, "field.malformed"),
  direction: z.enum(["deposit", "withdrawal"], { error: "field.required" }),
  sum: parsed(parseTenge),
  comment: placeCashInput.shape.comment,
});

export const moveCash = action({
  realm: "pos",
  name: "cash",
  input: cashForm,
  fields: { "fiscal.not_enough_cash": "sum", "fiscal.sum_zero": "sum" },
  run: async (ctx, { registerId, idempotencyKey, direction, sum, comment }) => {
    const wish = { registerId, direction, key: idempotencyKey, sumTiyn: sum, comment };
    return showAnswer(ctx.tenantId, await placeCash(ctx, wish));
  },
});

export const endShift = action({
  realm: "pos",
  name: "close shift",
  input: closeShiftInput,
  async run(ctx, input) {
    const closed = showAnswer(ctx.tenantId, await closeShift(ctx, input));
    return closed.ok ? ok(await showClosing(ctx.tenantId, input, closed.value)) : closed;
  },
});

export const beginShift = action({
  realm: "pos",
  name: "open shift",
  input: registerChoiceInput,
  run: async (ctx, input) => {
    const opened = await openShift(ctx, input);
    return opened.ok ? ok(undefined) : opened;
  },
});

export const xReport = action({
  realm: "pos",
  name: "x report",
  input: registerChoiceInput,
  run: async (ctx, input) => {
    const taken = await takeXReport(ctx, input);
    return taken.ok ? ok({ ...taken.value, papers: drawPapers(taken.value.papers) }) : taken;
  },
});
