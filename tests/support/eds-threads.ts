import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Threads } from "@/lib/eds/threads/pool";
import { doWork, type Job } from "@/lib/eds/threads/work";

/** The work of a thread done in place: for tests that are not about threads. */
export const directThreads = (): Threads => ({
  run: async <Kind extends Job["kind"]>(job: Job & { readonly kind: Kind }) => ({ ok: true, value: doWork<Kind>(job) }),
  stop: async () => undefined,
});

/**
 * Bundles the thread of lib/eds as boot.mjs does, whole or not at all: test runs at the same time replace each other's file. Answers
 * where it lies, which is where the room looks for it.
 */
export async function bundledEdsThread(): Promise<string> {
  const folder = join(process.cwd(), ".build");
  const file = join(folder, "eds-thread.mjs");
  const half = join(folder, `eds-thread.${process.pid}.half.mjs`);
  mkdirSync(folder, { recursive: true });
  await build({
    ...{ entryPoints: ["lib/eds/threads/thread.ts"], outfile: half, bundle: true, platform: "node", format: "esm" },
    ...{ packages: "external", target: "node20", logLevel: "error" },
  });
  renameSync(half, file);
  return file;
}
