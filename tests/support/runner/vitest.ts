import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Failure, Outcome, PartOfTests, Tools } from "./types";

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.enum(["passed", "failed", "skipped", "pending", "todo", "disabled"]),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const LINES_SHOWN = 16;

/** A part that is one project of vitest. */
export const vitestPart = (name: string): PartOfTests => ({ name, run: (tools) => runVitest(tools, name) });

/** Runs a project of vitest and counts its tests from its own JSON report. */
export async function runVitest(tools: Tools, project: string): Promise<Outcome> {
  const file = join(tools.folder, `${project}.json`);
  rmSync(file, { force: true });
  let done = 0;
  const { code, output, log } = await tools.run(
    project,
    [
      "node_modules/vitest/vitest.mjs",
      ...["run", "--project", project, "--reporter=json", `--outputFile.json=${file}`],
      "--reporter=./tests/support/runner/progress.ts",
    ],
    {
      onLine: (line) => {
        done = Number(/^· (\d+)/.exec(line)?.[1] ?? done);
        if (line.startsWith("· ")) tools.note(`${done} done`);
      },
    },
  );
  const read = existsSync(file) ? report.safeParse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
  if (!read?.success) {
    const tail = output.trim().split("\n").slice(-LINES_SHOWN).join("\n");
    return {
      passed: 0,
      skipped: 0,
      failures: [{ title: `${project} gave no report (exit ${code}), log ${log}`, text: tail }],
    };
  }
  return count(read.data, { project, code, output, root: tools.root });
}

function count(
  { testResults }: z.output<typeof report>,
  { project, code, output, root }: { project: string; code: number | null; output: string; root: string },
): Outcome {
  const failures: Failure[] = [];
  let passed = 0;
  let skipped = 0;
  for (const file of testResults) {
    const name = file.name.startsWith(root) ? file.name.slice(root.length + 1) : file.name;
    for (const test of file.assertionResults) {
      if (test.status === "passed") passed += 1;
      else if (test.status === "failed")
        failures.push({ title: `${name} › ${test.fullName}`, text: cut(test.failureMessages?.join("\n")) });
      else skipped += 1;
    }
    // A file that could not be loaded, or whose hooks failed, has no failed test to show for it.
    if (file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"))
      failures.push({ title: name, text: cut(file.message) });
  }
  // An error outside of any test (a promise nobody awaited, a setup that failed) shows in the exit code alone.
  if (code !== 0 && failures.length === 0)
    failures.push({
      title: `${project} ended with exit ${code}`,
      text: cut(output.trim().split("\n").slice(-LINES_SHOWN).join("\n")),
    });
  return { passed, skipped, failures };
}

const cut = (text: string | undefined): string => (text ?? "").split("\n").slice(0, LINES_SHOWN).join("\n");
