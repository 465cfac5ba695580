import { expect as base } from "@playwright/test";

/** Waits as long everywhere: in journeys, and where the walk of `npm run screens` runs without their config. */
export const expect = base.configure({ timeout: 30_000 });
