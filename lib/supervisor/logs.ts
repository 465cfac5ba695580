import { copyFileSync, mkdirSync, readdirSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { supervisorLimits as limits } from "./core/limits";

/** Makes the folder of the logs and keeps each file below a bound. The writers append, so cutting a file under them is safe. */
export function keepLogs(dataDir: string): { readonly folder: string; stop(): void } {
  const folder = join(dataDir, "logs");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const cut = () => {
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      if (!name.endsWith(".log") || statSync(file).size < limits.logBytesMax) continue;
      copyFileSync(file, `${file}.1`);
      truncateSync(file);
    }
  };
  cut();
  const timer = setInterval(() => {
    try {
      cut();
    } catch (thrown) {
      // A full disk must not stop selling; the next round tries again.
      process.stderr.write(`logs cannot be cut: ${thrown instanceof Error ? thrown.message : thrown}\n`);
    }
  }, limits.logCheckMs);
  timer.unref();
  return { folder, stop: () => clearInterval(timer) };
}
