import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BootContext } from "./context";
import { completeLock } from "./core/lock";

/** The command of `npm run lock:complete`: run it after each change of package-lock.json. */
export async function main({ root, screen }: BootContext): Promise<number> {
  const file = join(root, "package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const completed = completeLock(lock);
  const added = Object.keys(completed.packages).length - Object.keys(lock.packages).length;
  if (added > 0) writeFileSync(file, `${JSON.stringify(completed, null, 2)}\n`);
  screen.say(added > 0 ? `✓ ${added} entries added to package-lock.json` : "✓ package-lock.json is complete");
  return 0;
}
