import { expect, expectAccessible, test } from "./support/test";

const LANGUAGES = [
  { locale: "ru", name: "Русский", register: "Регистрация" },
  { locale: "kk", name: "Қазақша", register: "Тіркелу" },
  { locale: "en", name: "English", register: "Sign up" },
] as const;

test("[S-001] the landing speaks three languages and keeps the chosen one", async ({ page }) => {
  await page.goto("/");
  for (const { locale, name, register } of LANGUAGES) {
    const button = page.getByRole("button", { name }).or(page.getByRole("link", { name })).first();
    if ((await page.locator("html").getAttribute("lang")) !== locale) await button.click();
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    await expect(page.getByRole("link", { name: register }).first()).toBeVisible();
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    await expectAccessible(page);
  }
});

test("scripts run only under a nonce that no two answers share", async ({ page, request }) => {
  const nonces = new Set<string>();
  for (let n = 0; n < 3; n++) {
    const policy = (await request.get("/")).headers()["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src [^;]*'nonce-/);
    expect(policy).not.toMatch(/script-src [^;]*'unsafe-(inline|eval)'/);
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
  }
  expect(nonces.size).toBe(3);
  await page.goto("/");
  const strays = await page.evaluate(
    () => [...document.scripts].filter((script) => !script.nonce && !script.src).length,
  );
  expect(strays).toBe(0);
});
