import type { Outcome, PartOfTests, Ran, Tools } from "./types";
import { nothing, sum } from "./types";
import { runVitest } from "./vitest";

type Check = { readonly title: string; readonly args: readonly string[] };

const FOLDERS = ["app", "components", "lib", "tests", "e2e"];

/** One test each: the tool is content or it is not. */
const CHECKS: readonly Check[] = [
  // First on its core: the parts that run the product need it.
  { title: "the product builds (build)", args: ["lib/supervisor/boot.mjs", "build"] },
  { title: "types (tsc)", args: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", ".", "--pretty", "false"] },
  { title: "format and lint (biome)", args: ["node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off", "."] },
  {
    title: "imports (dependency-cruiser)",
    args: [
      "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
      ...["--config", ".dependency-cruiser.cjs", "--output-type", "err", ...FOLDERS],
    ],
  },
  { title: "unused code (knip)", args: ["node_modules/knip/bin/knip.js", "--no-progress"] },
];

const LINES_SHOWN = 40;

export const staticPart: PartOfTests = {
  name: "static",
  async run(tools) {
    const [build, types, ...rest] = CHECKS;
    let left = CHECKS.length;
    const tell = () => tools.note(`${left} checks and the house rules left`);
    tell();
    const one = async (check: Check | undefined): Promise<Outcome> => {
      if (!check) return nothing;
      const outcome = judge(check, await tools.run(nameOf(check), check.args));
      left -= 1;
      tell();
      return outcome;
    };
    // Two cores: the build takes one, the types and what follows them the other.
    const others = async (): Promise<Outcome> => {
      const outcomes: Outcome[] = [];
      for (const check of [types, ...rest]) outcomes.push(await one(check));
      return sum(outcomes);
    };
    const [built, checked] = await Promise.all([one(build), others()]);
    return sum([built, checked, await houseRules(tools)]);
  },
};

const houseRules = (tools: Tools): Promise<Outcome> => runVitest({ ...tools, note: () => undefined }, "arch");

const nameOf = ({ title }: Check): string => /\((.+)\)/.exec(title)?.[1] ?? title;

function judge({ title }: Check, { code, output, log }: Ran): Outcome {
  if (code === 0) return { ...nothing, passed: 1 };
  const lines = output.trim().split("\n");
  const shown = lines.slice(0, LINES_SHOWN).join("\n");
  const more = lines.length > LINES_SHOWN ? `\n… ${lines.length - LINES_SHOWN} more lines in ${log}` : "";
  return { ...nothing, failures: [{ title, text: `${shown}${more}` }] };
}
