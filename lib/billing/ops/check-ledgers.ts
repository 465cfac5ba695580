import { log } from "@/lib/config";
import { withSystem } from "@/lib/db";
import { brokenLedgers } from "../store/ledger";

/** Compares every kept balance with its postings and raises an alarm for each tenant where they differ. Answers how many. */
export async function checkLedgers(): Promise<number> {
  const broken = await withSystem(brokenLedgers, { timeoutMs: 60_000 });
  for (const tenantId of broken) log("error", "billing.ledger_broken", { tenantId });
  return broken.length;
}
