import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findBrowser, NO_BROWSER } from "./support/browser";

const root = join(import.meta.dirname, "..");
const browser = await findBrowser(root, process.env);
if (!browser) throw new Error(NO_BROWSER);

// Journeys through the running product: real processes, real database, real sockets. One file per journey.
export default defineConfig({
  testDir: ".",
  testMatch: "*.journey.ts",
  outputDir: "../test-results",
  globalSetup: "./support/start.ts",
  // Each journey makes companies of its own, so two may walk at once.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // Bounds against what hangs, not bars: a machine several times slower than ours must not fail for being slow.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    locale: "ru-RU",
    timezoneId: "Asia/Almaty",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: browser.executablePath,
      args: [...browser.args],
      env: { ...process.env, ...browser.env },
    },
  },
});
