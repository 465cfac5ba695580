import { z } from "zod";
import { log, systemClock, systemRandomness } from "@/lib/config";
import type { JobHandlers } from "@/lib/jobs";
import { dayOf } from "@/lib/kernel";
import type { Json } from "./core/json";
import { askInfo, sendXReport } from "./ops/ask-info";
import { closeByClock } from "./ops/close-by-clock";
import { mailReceipt } from "./ops/mail-receipt";
import { checkNightly } from "./ops/verify-register";
import { foldTakings } from "./queries/takings";
import { fiscalNow, lastCashierName, registersToCheck, shiftsWithClock } from "./store/due";
import { deps } from "./wiring";

/** Of what is wrong with one register, so much is logged. */
const FAULTS_LOGGED = 20;

const where = z.object({ tenantId: z.uuid(), registerId: z.uuid() });
const receiptLetter = where.extend({ documentId: z.uuid(), to: z.string().optional() });
const xReport = where.extend({ report: z.unknown() });

/** Checks what one register stored since the last night and a share of what is older, and writes the head of its journal down. */
async function checkRegister(tenantId: string, registerId: string): Promise<void> {
  const now = systemClock.now();
  const chance = () => (systemRandomness.bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) + 1) / 2 ** 32;
  const night = { sha256: deps().sha256, now, day: dayOf(now), chance };
  const verified = await checkNightly({ tenantId, registerId }, night);
  if (!verified) return;
  const { head, faults } = verified;
  // The log leaves the database: a journal written anew does not fit what it says.
  if (head) log("info", "fiscal.journal_head", { registerId, seq: head.seq, hash: head.hash });
  for (const { number, what } of faults.slice(0, FAULTS_LOGGED))
    log("error", "fiscal.journal_fault", { registerId, number, what });
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
  /** The electronic receipt goes to the buyer once it is one. */
  "fiscal.mail_receipt": async (payload) => {
    const mailed = await mailReceipt(receiptLetter.parse(payload));
    if (mailed === "waiting") throw new Error("the receipt is still on its way to the operator");
  },
  /** Every minute: shifts that end by the clock. */
  "fiscal.close_shifts": async (_, signal) => {
    await closeByClock(deps(), { now: fiscalNow, openShifts: shiftsWithClock, lastCashierName })(signal);
  },
  /** At night: the takings of days that are over. */
  "fiscal.fold_takings": async (_, signal) => {
    for (const { tenantId, registerId } of await registersToCheck()) {
      if (signal.aborted) return;
      await foldTakings(tenantId, registerId, signal);
    }
  },
  "fiscal.check_journals": async (_, signal) => {
    for (const { tenantId, registerId } of await registersToCheck()) {
      if (signal.aborted) return;
      await checkRegister(tenantId, registerId);
    }
  },
};
