import type { Ctx } from "@/lib/audit";
import { systemClock } from "@/lib/config";
import { withTenant } from "@/lib/db";
import { isId, ok, type Result } from "@/lib/kernel";
import type { FiscalError } from "./error";
import { exportArchive } from "./export/archive";
import type { ExportJournal } from "./input";
import { exportJournal as makeExport } from "./ops/export-journal";
import { type Verified, verifyRegister as verifyStored } from "./ops/verify-register";
import { type JournalView, readJournalView } from "./queries/journal";
import { deps } from "./wiring";

export { checkerBytes } from "./export/archive";
export type { JournalView, Verified };

/** The journal of a register over some days, packed with the program that checks it without us. */
export async function exportJournal(
  ctx: Ctx,
  cmd: ExportJournal,
): Promise<Result<{ readonly name: string; readonly bytes: Uint8Array }, FiscalError>> {
  const now = systemClock.now();
  const exported = await makeExport(ctx, cmd, { sha256: deps().sha256, now });
  return exported.ok ? ok(exportArchive(exported.value, now)) : exported;
}

/** Checks all that is stored of a register. Null where it never worked, or not for this organisation. */
export const verifyRegister = (tenantId: string, registerId: string): Promise<Verified | null> =>
  verifyStored({ tenantId, registerId }, deps().sha256);

/** Where the journal of a register stands. Null where it never worked, or not for this organisation. */
export const journalView = async (
  tenantId: string,
  registerId: string,
  period?: Pick<ExportJournal, "from" | "to">,
): Promise<JournalView | null> =>
  isId(registerId) ? withTenant(tenantId, (tx) => readJournalView(tx, tenantId, registerId, period)) : null;
