import { audit, type Ctx } from "@/lib/audit";
import { withTenant } from "@/lib/db";
import { addDays, type Day, err, limits, ok, type Result, startOfDay } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import { registerProfile } from "@/lib/registers";
import { exportLines } from "../core/export-journal";
import type { Sha256 } from "../core/journal";
import type { FiscalError } from "../error";
import type { ExportJournal } from "../input";
import { countMade, readPart } from "../store/export";

/** Reading and hashing fifty thousand documents takes its time. */
const READ_MS = 5 * 60_000;

export type ExportedJournal = {
  readonly registrationNumber: string;
  readonly from: Day;
  readonly to: Day;
  readonly documents: number;
  /** Lines of JSON, the last one ended. */
  readonly text: string;
};

/**
 * The journal of a register over some days, as anybody can check it without us: its documents with frames, resends and answers, in
 * the order of the chain. Whoever takes it is written down.
 */
export async function exportJournal(
  ctx: Ctx,
  { registerId, from, to }: ExportJournal,
  by: { readonly sha256: Sha256; readonly now: Date },
): Promise<Result<ExportedJournal, FiscalError>> {
  const { tenantId } = ctx;
  const until = startOfDay(addDays(to, 1));
  return withTenant(
    tenantId,
    async (tx) => {
      const register = await registerProfile(tx, tenantId, registerId);
      const seller = await organizationProfile(tx, tenantId);
      if (!register || !seller) return err({ code: "fiscal.register_not_found" });
      const made = await countMade(tx, tenantId, registerId, startOfDay(from), until);
      if (made > limits.exportRowsMax) return err({ code: "fiscal.export_too_long", recordsMax: limits.exportRowsMax });
      const part = made > 0 ? await readPart(tx, tenantId, registerId, startOfDay(from), until) : null;
      if (!part) return err({ code: "fiscal.export_empty" });
      const { entries, documents, ...rest } = part;
      const head = {
        register: {
          registrationNumber: register.registrationNumber ?? "",
          factoryNumber: register.factoryNumber,
          name: register.name,
          sellerName: seller.name,
          sellerXin: seller.xin,
        },
        ...{ from, to, madeAt: by.now, ...rest },
      };
      const lines = exportLines(head, entries, documents, by.sha256);
      const facts = { from, to, documents: documents.length, seq: rest.journal.seq, hash: rest.journal.hash };
      await audit(tx, { ...ctx, act: "fiscal.journal_exported", subject: `register:${registerId}`, facts });
      return ok({
        ...{ registrationNumber: register.registrationNumber ?? register.factoryNumber, from, to },
        ...{ documents: documents.length, text: `${lines.join("\n")}\n` },
      });
    },
    { timeoutMs: READ_MS },
  );
}
