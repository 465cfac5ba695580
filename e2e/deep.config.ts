import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config";

// Journeys that are too long for every run of the tests: `npm run test:deep -- journeys`.
export default defineConfig({ ...journeys, testMatch: "*.deep.ts" });
