import type { Outcome, PartOfTests, Ran, Tools } from "./types";
import { nothing, sum } from "./types";
import { runVitest } from "./vitest";

type Check = { readonly title: string; readonly args: readonly string[] };

const FOLDERS = ["app", "components", "lib", "tests", "e2e"];

/** One test each: the tool is content or it is not. */
const CHECKS: readonly Check[] = [
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
    const [types, ...rest] = CHECKS;
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
    // Two cores: the type check takes one, the others follow each other on the other.
    const others = async (): Promise<Outcome[]> => {
      const outcomes: Outcome[] = [];
      for (const check of rest) outcomes.push(await one(check));
      outcomes.push(await houseRules(tools));
      return outcomes;
    };
    const [first, following] = await Promise.all([one(types), others()]);
    return sum([first, ...following]);
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
