import type { Page } from "@playwright/test";

/**
 * From now on the till's questions reach the server, or with `arrive: false` not even that, and no answer comes back. What this
 * answers lets everything through again. State-driven, so that nothing under way slips through when it ends.
 */
export async function loseAnswers(page: Page, { arrive = true } = {}): Promise<() => void> {
  let isLost = true;
  await page.route("**/pos/**", async (route) => {
    if (!isLost || route.request().method() !== "POST") return route.continue();
    // The page that asked may be gone by the time its question is answered.
    if (arrive) await route.fetch().catch(() => undefined);
    await route.abort().catch(() => undefined);
  });
  return () => {
    isLost = false;
  };
}
