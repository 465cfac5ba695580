import type { CronItem } from "graphile-worker";
import { authJobs } from "@/lib/auth";
import { billingJobs } from "@/lib/billing";
import { edsJobs } from "@/lib/eds";
import { fiscalJobs } from "@/lib/fiscal";
import type { JobHandlers } from "@/lib/jobs";
import { mailJobs } from "@/lib/mail";
import { organizationOf } from "@/lib/orgs";
import { registersJobs } from "@/lib/registers";

/** Every room's jobs. */
const rooms: readonly JobHandlers[] = [
  authJobs(async (tenantId) => Boolean((await organizationOf(tenantId))?.emailConfirmedAt)),
  mailJobs,
  billingJobs,
  registersJobs,
  fiscalJobs,
  edsJobs,
];

const DAY_MS = 24 * 60 * 60_000;

/** A night that was slept through is made up for, once, at the next start. */
const nightly = (task: string, match: string): CronItem => ({ task, match, options: { backfillPeriod: DAY_MS } });

/** What happens by the calendar. The queue's clock is UTC; nights are those of Almaty, five hours ahead. */
export const schedules: readonly CronItem[] = [
  { task: "eds.refresh_lists", match: "*/5 * * * *" },
  nightly("registers.charge_month", "5 19 * * *"),
  nightly("billing.check_ledgers", "30 20 * * *"),
  nightly("fiscal.fold_takings", "15 20 * * *"),
  nightly("fiscal.check_journals", "0 21 * * *"),
  // What was slept through is due all the same: the shift is still open.
  { task: "fiscal.close_shifts", match: "* * * * *" },
];

/** All jobs by their names. A name that two rooms claim is a bug that stops the start. */
export function allJobs(handlers: readonly JobHandlers[] = rooms): JobHandlers {
  const jobs: Record<string, JobHandlers[string]> = {};
  for (const [identifier, handler] of handlers.flatMap((room) => Object.entries(room))) {
    if (jobs[identifier]) throw new Error(`two rooms claim the job ${identifier}`);
    jobs[identifier] = handler;
  }
  return jobs;
}
