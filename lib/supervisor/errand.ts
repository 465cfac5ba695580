import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { ChildEnvironment } from "./context";

/** The exit code of a process, once it ends; one that a signal ended counts as `whenKilled`. */
export const exitOf = (child: ChildProcess, whenKilled = 1): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? whenKilled));
  });

/** Runs a bundle to its end at the person's terminal; answers its exit code. */
export const runErrand = (root: string, bundle: string, argument: string, env: ChildEnvironment): Promise<number> =>
  exitOf(
    spawn(process.execPath, [join(root, ".build", `${bundle}.mjs`), argument], {
      env,
      stdio: ["ignore", "inherit", "inherit"],
    }),
  );
