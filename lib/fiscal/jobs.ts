import { z } from "zod";
import { log } from "@/lib/config";
import { withTenant } from "@/lib/db";
import type { JobHandlers } from "@/lib/jobs";
import { journalFaults } from "./core/check-journal";
import type { Json } from "./core/json";
import { askInfo, sendXReport } from "./ops/ask-info";
import { registersToCheck } from "./store/due";
import { journalOf } from "./store/journal";
import { sqlStore } from "./store/sql-store";
import { deps } from "./wiring";

const where = z.object({ tenantId: z.uuid(), registerId: z.uuid() });
const xReport = where.extend({ report: z.unknown() });

/** Compares the live counters of one register with the fold of its journal, and its chain with its hashes. */
async function checkRegister(tenantId: string, registerId: string): Promise<void> {
  const found = await withTenant(tenantId, (tx) => journalOf(tx, tenantId, registerId), { timeoutMs: 60_000 });
  const reading = await sqlStore.read(tenantId, registerId);
  // A register that moved on meanwhile is looked at the next night.
  if (!found || !reading || reading.situation.version !== found.version) return;
  const faults = journalFaults(found.entries, reading.situation.state.counters, deps().sha256);
  if (faults.length > 0) log("error", "fiscal.journal_faults", { registerId, faults: faults.slice(0, 20).join(", ") });
}

/** Jobs of this room. */
export const fiscalJobs: JobHandlers = {
  /** After approval, and after a fresh token: what does the operator know of this register. */
  "fiscal.ask_info": async (payload) => {
    const asked = await askInfo(deps())(where.parse(payload));
    // The queue tries again later, with growing pauses.
    if (asked === "unanswered") throw new Error("the operator did not answer to INFO");
  },
  "fiscal.send_x_report": async (payload) => {
    const { report, ...place } = xReport.parse(payload);
    await sendXReport(deps())(place, report as Json); // cast: what the op enqueued
  },
  "fiscal.check_journals": async (_, signal) => {
    for (const { tenantId, registerId } of await registersToCheck()) {
      if (signal.aborted) return;
      await checkRegister(tenantId, registerId);
    }
  },
};
