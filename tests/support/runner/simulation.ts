import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { PartOfTests } from "./types";

/** What fits into its share of the whole run. */
const SECONDS = 40;

const report = z.object({
  told: z.string(),
  schedules: z.number(),
  kept: z.number(),
  failed: z.array(z.object({ seed: z.number(), faults: z.array(z.string()) })),
});

/** As many schedules of faults as fit into the time: each seed that once found something is a test, all the others are one more. */
export const simulationPart: PartOfTests = {
  name: "simulation",
  async run(tools) {
    const file = join(tools.folder, "simulation.json");
    rmSync(file, { force: true });
    const { code, output, log } = await tools.run(
      "simulation",
      ["lib/supervisor/boot.mjs", "sim", "--seeds", "100000", "--seconds", `${SECONDS}`, "--report", file],
      { onLine: (line) => tools.note(line.slice(0, 60)) },
    );
    const read = existsSync(file) ? report.safeParse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
    if (!read?.success) {
      const title = `simulation gave no report (exit ${code}), log ${log}`;
      return { passed: 0, skipped: 0, failures: [{ title, text: output.trim().split("\n").slice(-16).join("\n") }] };
    }
    const { failed, kept, schedules } = read.data;
    tools.note(read.data.told);
    const failures = failed.map(({ seed, faults }) => ({
      title: `seed ${seed} (npm run sim -- --seed ${seed} --trace)`,
      text: faults.slice(0, 5).join("\n"),
    }));
    if (schedules <= kept) failures.push({ title: "no new schedule fitted into the time", text: "" });
    return { passed: Math.max(0, kept + 1 - failures.length), skipped: 0, failures };
  },
};
