import { parseArgs } from "node:util";
import { type BootContext, Refusal } from "./context";
import { runErrand } from "./errand";
import { withDatabase } from "./with-database";

const USAGE = `npm run verify -- [--register id or number] [--tenant id]
npm run export -- --register id or number --from 2026-11-01 --to 2026-11-30 [--out file.zip] [--tenant id]`;

const text = { type: "string" } as const;
const OPTIONS = { register: text, tenant: text, from: text, to: text, out: text };

/** The commands of `npm run verify` and `npm run export`: journals of registers, checked or written into a file. */
export async function main(boot: BootContext): Promise<number> {
  const errand = { command: boot.command, ...read(boot.argv) };
  if (errand.command === "export" && errand.register === null) throw new Refusal(USAGE);
  return withDatabase(boot, ({ env }) => runErrand(boot.root, "journal", JSON.stringify(errand), env));
}

function read(argv: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS });
    return { ...values, register: values.register ?? null, tenant: values.tenant ?? null };
  } catch {
    throw new Refusal(USAGE);
  }
}
