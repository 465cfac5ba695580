import type { JobHandlers } from "@/lib/jobs";

/** Every room's jobs. */
const rooms: readonly JobHandlers[] = [];

/** What happens by the calendar, in UTC (Almaty is five hours ahead), in the form of crontab. */
export const schedules: readonly string[] = [];

/** All jobs by their names. A name that two rooms claim is a bug that stops the start. */
export function allJobs(handlers: readonly JobHandlers[] = rooms): JobHandlers {
  const jobs: Record<string, JobHandlers[string]> = {};
  for (const [identifier, handler] of handlers.flatMap((room) => Object.entries(room))) {
    if (jobs[identifier]) throw new Error(`two rooms claim the job ${identifier}`);
    jobs[identifier] = handler;
  }
  return jobs;
}
