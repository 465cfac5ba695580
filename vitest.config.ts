import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { testEnvironment } from "./tests/support/environment.ts";

const support = `${import.meta.dirname}/tests/support`;
const resolve = {
  alias: {
    "@": import.meta.dirname,
    "server-only": `${support}/server-only.ts`,
    "next/headers": `${support}/next-headers.ts`,
    "next/cache": `${support}/next-cache.ts`,
  },
};
const common = {
  environment: "node",
  env: testEnvironment,
  exclude: [...configDefaults.exclude, ".build/**", "e2e/**"],
  // Bounds against what hangs, not bars: a machine several times slower than ours must not fail for being slow.
  expect: { poll: { timeout: 30_000 } },
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

// Files that keep nothing in modules, in globals or in the environment share a process: loading all modules anew for each file
// took longer than the tests.
const together = { isolate: false };

export default defineConfig({
  resolve,
  test: {
    // Two at least: left to itself vitest keeps one of two cores free, while tests wait for the database most of the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve,
        test: {
          ...{ ...common, ...together, name: "unit" },
          include: ["{app,components,lib,prisma,tests/sim}/**/*.test.{ts,tsx}"],
        },
      },
      { resolve, test: { ...common, ...together, name: "arch", include: ["tests/arch/**/*.test.ts"] } },
      {
        resolve,
        test: {
          ...common,
          name: "integration",
          include: ["tests/{contract,integration}/**/*.test.ts"],
          globalSetup: ["tests/support/global-database.ts"],
          setupFiles: ["tests/support/own-database.ts"],
        },
      },
      {
        resolve,
        test: {
          ...common,
          // Long variants, run by `npm run test:deep` alone.
          name: "deep",
          include: ["tests/deep/**/*.test.ts"],
          globalSetup: ["tests/support/global-database.ts"],
          setupFiles: ["tests/support/own-database.ts"],
          fileParallelism: false,
          testTimeout: 30 * 60_000,
        },
      },
      {
        resolve,
        test: {
          ...common,
          name: "processes",
          include: ["tests/processes/**/*.test.ts"],
          // They measure how long the product takes to start: one at a time, and nothing else meanwhile.
          fileParallelism: false,
        },
      },
      { resolve, test: { ...common, ...together, name: "conformance", include: ["tests/conformance/**/*.test.ts"] } },
    ],
  },
});
