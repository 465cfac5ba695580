import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "@/lib/config";
import {
  type AnchorLine,
  addAnchors,
  anchorsIn,
  demoAnchors,
  describeAnchors,
  readAnchorFiles,
  unfitness,
} from "@/lib/eds";
import { type BootContext, Refusal } from "./context";
import { runErrand } from "./errand";
import { readSettings } from "./settings";
import { withDatabase } from "./with-database";

// The commands about trusted authorities and kept signatures: `npm run eds:anchors`, `eds:import`, `eds:reverify`.

export function main(boot: BootContext): Promise<number> {
  try {
    if (boot.command === "eds:anchors") return Promise.resolve(showAnchors(boot));
    if (boot.command === "eds:import") return Promise.resolve(importAnchors(boot));
    return reverify(boot);
  } catch (thrown) {
    // A set that cannot be read is the operator's to put right: said in one line.
    if (thrown instanceof Error && thrown.name === "ConfigError") throw new Refusal(thrown.message);
    throw thrown;
  }
}

/** Shows the configured authorities with their chains; ends with 1 when this mode would not start with them. */
function showAnchors({ root, environment, screen }: BootContext): number {
  const { env, dataDir } = readSettings(root, environment);
  const now = systemClock.now();
  const configured = env.EDS_ANCHORS_DIR ? anchorsIn(resolve(root, env.EDS_ANCHORS_DIR)) : [];
  const isDemo = env.APP_MODE === "demo";
  const demo = isDemo ? demoAnchors(dataDir) : [];
  screen.say(`EDS_ANCHORS_DIR: ${env.EDS_ANCHORS_DIR ?? "not set"} (${configured.length})`);
  for (const line of describeAnchors(configured, now)) tell(line, screen.say);
  if (isDemo) screen.say(`The demo's own authorities, never used in production (${demo.length})`);
  for (const line of describeAnchors(demo, now)) tell(line, screen.say);
  const why = unfitness(configured, now);
  screen.say(why ? `${isDemo ? "·" : "✗"} Production would not start: ${why}` : "✓ Production would start with these.");
  return why && !isDemo ? 1 : 0;
}

function tell(line: AnchorLine, say: (text: string) => void): void {
  const day = (at: Date) => at.toISOString().slice(0, 10);
  const isRoot = line.issuedBy === line.name;
  const above = isRoot ? "root" : line.issuedBy ? `signed by ${line.issuedBy}` : "the authority above it is absent";
  say(`${line.issuedBy && line.isSupported ? "✓" : "✗"} ${line.name}`);
  say(`    ${above}; ${day(line.notBefore)} to ${day(line.notAfter)}, ${line.state}`);
  say(`    sha256 ${line.sha256}`);
  if (!line.isSupported) say("    its algorithm is not supported");
  for (const address of line.lists) say(`    list ${address}`);
}

/** Looks at new authorities, and with --yes puts them into the folder with their pins. */
function importAnchors({ root, environment, argv, screen }: BootContext): number {
  const { values, positionals } = parseArgs({
    ...{ args: [...argv], allowPositionals: true },
    options: { yes: { type: "boolean" } },
  });
  const { env } = readSettings(root, environment);
  if (!env.EDS_ANCHORS_DIR) throw new Refusal("EDS_ANCHORS_DIR: say in which folder the authorities lie");
  if (positionals.length === 0)
    throw new Refusal("Name the files: npm run eds:import -- root_gost_2022.cer nca_gost_2022.cer");
  const folder = resolve(root, env.EDS_ANCHORS_DIR);
  const now = systemClock.now();
  const added = readAnchorFiles(positionals.map((file) => resolve(root, file)));
  const together = [...anchorsIn(folder), ...added.map(({ certificate }) => certificate)];
  const fresh = new Set(added.map(({ certificate }) => certificate));
  const lines = describeAnchors(together, now).filter((_, at) => {
    const certificate = together[at];
    return certificate !== undefined && fresh.has(certificate);
  });
  for (const line of lines) tell(line, screen.say);
  if (lines.some((line) => line.issuedBy === null || !line.isSupported))
    throw new Refusal("Nothing was imported: give each authority together with the root above it.");
  if (!values.yes) {
    screen.say(
      "Compare each sha256 with what the authority publishes (pki.gov.kz/cert), then run this again with --yes.",
    );
    return 0;
  }
  const names = addAnchors(folder, added);
  screen.say(`✓ ${names.length} of ${added.length} are new in ${folder}; restart the service to use them.`);
  const why = unfitness(anchorsIn(folder), now);
  if (why) screen.say(`· Production would not start yet: ${why}`);
  return 0;
}

/** Verifies a kept signature again from its evidence alone, in a process with the settings of the service. */
async function reverify(boot: BootContext): Promise<number> {
  const { values } = parseArgs({ args: [...boot.argv], options: { signature: { type: "string" } } });
  const { signature } = values;
  if (!signature) throw new Refusal("Say which one: npm run eds:reverify -- --signature <id>");
  return withDatabase(boot, ({ env }) => runErrand(boot.root, "eds-reverify", signature, env));
}
