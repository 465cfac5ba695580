import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { findBrowser, NO_BROWSER } from "../../../e2e/support/browser";
import type { Failure, Outcome, PartOfTests } from "./types";

type Suite = {
  readonly title: string;
  readonly specs?: readonly Spec[] | undefined;
  readonly suites?: readonly Suite[] | undefined;
};
const specShape = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      projectName: z.string().optional(),
      status: z.enum(["expected", "unexpected", "flaky", "skipped"]),
      results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
    }),
  ),
});
type Spec = z.output<typeof specShape>;
const suiteShape: z.ZodType<Suite> = z.lazy(() =>
  z.object({ title: z.string(), specs: z.array(specShape).optional(), suites: z.array(suiteShape).optional() }),
);
const report = z.object({ suites: z.array(suiteShape), errors: z.array(z.object({ message: z.string().optional() })) });

const LINES_SHOWN = 20;
const failed = (title: string, text: string): Outcome => ({
  passed: 0,
  skipped: 0,
  failures: [{ title, text: cut(text) }],
});

/** The built product in a browser, each journey a test. */
export const journeysPart: PartOfTests = {
  name: "journeys",
  async run(tools) {
    tools.note("building the web application");
    const built = await tools.run("build", ["lib/supervisor/boot.mjs", "build"]);
    if (built.code !== 0)
      return failed("the web application builds", built.output.trim().split("\n").slice(-LINES_SHOWN).join("\n"));
    tools.note("looking for a browser");
    const browser = await findBrowser(tools.root, process.env).catch((thrown: unknown) => String(thrown));
    if (browser === undefined || typeof browser === "string") return failed(browser ?? NO_BROWSER, "");
    const file = join(tools.folder, "journeys.json");
    rmSync(file, { force: true });
    const { code, output, log } = await tools.run(
      "journeys",
      ["node_modules/@playwright/test/cli.js", "test", "--config", "e2e/playwright.config.ts", "--reporter=json,line"],
      {
        env: { PLAYWRIGHT_CHROMIUM: browser.executablePath, PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...browser.env },
        onLine: (line) => {
          const step = /^\[(\d+\/\d+)\]/.exec(line)?.[1];
          if (step) tools.note(step);
        },
      },
    );
    const read = existsSync(file) ? report.safeParse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
    if (!read?.success) return failed(`journeys gave no report (exit ${code}), log ${log}`, output.slice(-2000));
    const outcome = count(read.data);
    const failures =
      code !== 0 && outcome.failures.length === 0
        ? [{ title: `journeys ended with exit ${code}`, text: cut(output.slice(-2000)) }]
        : outcome.failures;
    return { passed: outcome.passed, skipped: outcome.skipped, failures };
  },
};

function count({ suites, errors }: z.output<typeof report>): Outcome {
  const failures: Failure[] = errors.map(({ message }) => ({ title: "journeys", text: cut(message) }));
  let passed = 0;
  let skipped = 0;
  for (const spec of suites.flatMap(specsOf))
    for (const test of spec.tests) {
      if (test.status === "expected") passed += 1;
      else if (test.status === "skipped") skipped += 1;
      // A journey that passes only at the second try is not a passed one.
      else
        failures.push({
          title: `${spec.file} › ${spec.title}`,
          text: cut(test.results.find(({ error }) => error)?.error?.message),
        });
    }
  return { passed, skipped, failures };
}

const specsOf = (suite: Suite): Spec[] => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal begin with one
const COLOURS = /\u001b\[[0-9;]*m/g;
const cut = (text: string | undefined): string =>
  (text ?? "").replace(COLOURS, "").split("\n").slice(0, LINES_SHOWN).join("\n");
