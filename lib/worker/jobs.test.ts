import { parseCronItems } from "graphile-worker";
import { expect, test } from "vitest";
import { allJobs, schedules } from "./jobs";

test("every schedule is understood by the queue and names a job that some room does", () => {
  expect(parseCronItems([...schedules]).length).toBe(schedules.length);
  const jobs = Object.keys(allJobs());
  expect(schedules.map(({ task }) => task).filter((task) => !jobs.includes(task))).toEqual([]);
});

test("a job that two rooms claim stops the start", () => {
  const room = { "mail.send": async () => undefined };
  expect(() => allJobs([room, room])).toThrow("two rooms claim the job mail.send");
});
