import { join } from "node:path";
import { build } from "esbuild";

/** Bundles `tests/support/<name>.ts`, so that a test can run it as a process of its own. Answers the file to run. */
export async function bundledChild(name: string): Promise<string> {
  const outfile = join(process.cwd(), ".build", "tests", `${name}.mjs`);
  await build({
    ...{ entryPoints: [`tests/support/${name}.ts`], outfile, bundle: true, platform: "node", format: "esm" },
    ...{ packages: "external", target: "node20", logLevel: "error" },
    // A guard for Next's bundler, which means nothing in a plain process.
    alias: { "server-only": join(process.cwd(), "tests", "support", "server-only.ts") },
  });
  return outfile;
}
