import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import type { Edit } from "./planted/edits";

/** As the supervisor bundles: what means something inside Next only is left out. */
const outsideNext: Plugin = {
  name: "outside-next",
  setup(bundle) {
    bundle.onResolve({ filter: /^server-only$/ }, () => ({ path: "server-only", namespace: "empty" }));
    bundle.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "" }));
    bundle.onResolve({ filter: /^next\/[a-z-]+$/ }, ({ path }) => ({ path: `${path}.js`, external: true }));
  },
};

/**
 * Schedules in memory bring their own parts, so the real ones are not loaded: neither the database nor the other rooms' doors. Of
 * lib/registers only what decides is used.
 */
const inMemory: Plugin = {
  name: "in-memory",
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/wiring$/ }, () => ({ path: "wiring", namespace: "absent" }));
    bundle.onLoad({ filter: /.*/, namespace: "absent" }, () => ({ contents: "export const realDeps = undefined;" }));
    bundle.onResolve({ filter: /^@\/lib\/registers$/ }, ({ resolveDir }) =>
      bundle.resolve("@/lib/registers/core/guards", { kind: "import-statement", resolveDir }),
    );
  },
};

/** The source with the edit made; an edit that does not fit exactly once is a mistake of ours. */
export function edited(source: string, { file, from, to }: Edit): string {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`${file} holds the snippet ${parts.length - 1} times: ${from}`);
  return parts.join(to);
}

const planting = (root: string, edits: readonly Edit[]): Plugin => ({
  name: "planting",
  setup(bundle) {
    const files = new Map<string, Edit[]>();
    for (const edit of edits) {
      const path = join(root, edit.file);
      files.set(path, [...(files.get(path) ?? []), edit]);
    }
    bundle.onLoad({ filter: /lib\/.*\.ts$/ }, ({ path }) => {
      const mine = files.get(path);
      return mine ? { contents: mine.reduce(edited, readFileSync(path, "utf8")), loader: "ts" } : undefined;
    });
  },
});

/** Bundles the crew, with bugs planted into the product's sources on the way. */
export async function bundleCrew(root: string, outfile: string, edits: readonly Edit[] = []): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ["tests/sim/crew.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "linked",
    logLevel: "error",
    plugins: [outsideNext, inMemory, planting(root, edits)],
  });
}
