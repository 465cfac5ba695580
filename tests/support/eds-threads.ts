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

/** Bundles an entry file as boot.mjs does. */
const bundle = (entry: string, outfile: string) =>
  build({
    ...{ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm" },
    ...{ packages: "external", target: "node20", logLevel: "error" },
  });

/** The process of `npm run eds:reverify`, ready to run. */
export async function bundledReverify(): Promise<string> {
  const file = join(process.cwd(), ".build", "tests", `eds-reverify.${process.pid}.mjs`);
  await bundle("lib/supervisor/eds-reverify.ts", file);
  return file;
}

/**
 * Bundles the thread of lib/eds as boot.mjs does, whole or not at all: test runs at the same time replace each other's file. Answers
 * where it lies, which is where the room looks for it.
 */
export async function bundledEdsThread(): Promise<string> {
  const folder = join(process.cwd(), ".build");
  const file = join(folder, "eds-thread.mjs");
  const half = join(folder, `eds-thread.${process.pid}.half.mjs`);
  mkdirSync(folder, { recursive: true });
  await bundle("lib/eds/threads/thread.ts", half);
  renameSync(half, file);
  return file;
}
