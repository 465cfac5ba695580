import { audit, type Ctx } from "@/lib/audit";
import { withSystem } from "@/lib/db";
import { err, ok, type Result, type Tiyn, tiyn } from "@/lib/kernel";
import { entryByNumber, writeEntry } from "../store/ledger";
import type { NotEnough } from "./charge";

export type ReverseEntry = { readonly tenantId: string; readonly number: bigint; readonly reason: string };

export type ReverseEntryError =
  | NotEnough
  | { readonly code: "not_found" }
  | { readonly code: "billing.already_reversed" }
  | { readonly code: "billing.reversal_stands" };

/** Takes an entry back by its mirror image; the mistaken one stays readable. A reversal itself is never taken back. */
export async function reverseEntry(
  ctx: Ctx,
  { tenantId, number, reason }: ReverseEntry,
): Promise<Result<{ entryId: string }, ReverseEntryError>> {
  return withSystem(async (tx) => {
    const entry = await entryByNumber(tx, tenantId, number);
    if (!entry) return err({ code: "not_found" });
    if (entry.kind === "reversal") return err({ code: "billing.reversal_stands" });
    if (entry.reversed) return err({ code: "billing.already_reversed" });
    const written = await writeEntry(tx, {
      ...{
        tenantId,
        kind: "reversal",
        key: `reversal:${entry.id}`,
        amountTiyn: entry.amountTiyn,
        reversesId: entry.id,
      },
      ...{ debit: entry.credit, credit: entry.debit },
      comment: { code: "reversal", number: number.toString(), reason },
    });
    if (written.outcome === "not_enough") return err(missing(entry.amountTiyn, written.availableTiyn));
    const facts = { number: number.toString(), reason };
    await audit(tx, { ...ctx, tenantId, act: "billing.entry_reversed", subject: `entry:${entry.id}`, facts });
    return ok({ entryId: written.id });
  });
}

const missing = (amount: Tiyn, availableTiyn: Tiyn): NotEnough => ({
  code: "billing.not_enough",
  availableTiyn,
  missingTiyn: tiyn(amount - availableTiyn),
});
