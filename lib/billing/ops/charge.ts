import type { Tx } from "@/lib/db";
import { err, ok, type Result, type Tiyn, tiyn } from "@/lib/kernel";
import type { LedgerComment } from "../core/comment";
import { writeEntry } from "../store/ledger";

export type Charge = {
  readonly tenantId: string;
  /** Names what is paid for, e.g. `register:<id>:2026-11`: the same thing is never charged twice. */
  readonly key: string;
  readonly amountTiyn: Tiyn;
  readonly comment: LedgerComment | string;
  readonly kind: "subscription";
};

export type NotEnough = {
  readonly code: "billing.not_enough";
  readonly availableTiyn: Tiyn;
  readonly missingTiyn: Tiyn;
};

/**
 * Takes money from a tenant's balance in the caller's transaction, or refuses naming what is missing. A balance never goes
 * below zero, however many charge at once: they queue up for the tenant's accounts.
 */
export async function charge(tx: Tx, cmd: Charge): Promise<Result<{ entryId: string }, NotEnough>> {
  const { tenantId, key, amountTiyn, kind } = cmd;
  const comment: LedgerComment = typeof cmd.comment === "string" ? { code: "text", text: cmd.comment } : cmd.comment;
  const written = await writeEntry(tx, {
    ...{ tenantId, key, kind, amountTiyn, comment },
    debit: "client",
    credit: "income",
  });
  if (written.outcome !== "not_enough") return ok({ entryId: written.id });
  const { availableTiyn } = written;
  return err({ code: "billing.not_enough", availableTiyn, missingTiyn: tiyn(amountTiyn - availableTiyn) });
}
