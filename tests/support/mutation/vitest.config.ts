import { defineConfig } from "vitest/config";
import { testEnvironment } from "../environment.ts";

// The unit tests of the mutated cores alone, without projects: the mutation runner works in a copy of these files.

const root = `${import.meta.dirname}/../../..`;

export default defineConfig({
  root,
  resolve: { alias: { "@": root, "server-only": `${root}/tests/support/server-only.ts` } },
  test: {
    environment: "node",
    env: testEnvironment,
    include: ["lib/fiscal/core/**/*.test.ts", "lib/cpcr/**/*.test.ts"],
    maxWorkers: 1,
  },
});
