import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { type BootContext, Refusal } from "@/lib/supervisor/context";
import { startProduct } from "../../tests/support/product";
import { withConnection } from "../../tests/support/server";
import { findBrowser, NO_BROWSER } from "./browser";
import { faultsOf } from "./faults";
import { formSheets } from "./forms";
import { SCREENS, type Screen } from "./pages";
import { type Shot, sheetOf } from "./sheet";
import { type Walked, walk } from "./walk";

/** How a screen is looked at. Two of them become contact sheets for the eye, all are checked by machine. */
type Look = {
  readonly locale: "ru" | "kk" | "en";
  readonly scheme: "light" | "dark";
  readonly width: 1440 | 360;
  readonly sheet: boolean;
};

const LOOKS: readonly Look[] = (["ru", "kk", "en"] as const).flatMap((locale) =>
  (["light", "dark"] as const).flatMap((scheme) =>
    ([1440, 360] as const).map((width) => ({
      ...{ locale, scheme, width },
      sheet:
        (locale === "ru" && scheme === "light" && width === 1440) ||
        (locale === "kk" && scheme === "dark" && width === 360),
    })),
  ),
);

/** The one screen that is meant to be absent. */
const NOT_FOUND = "visitor-not-found";

/** Small pictures of so many screens stand on one sheet. */
const PER_SHEET = 12;

const HEIGHT = { 1440: 900, 360: 740 } as const;

/** What chooses the printed forms alone. */
const FORMS = "forms";

/** The command of `npm run screens -- [part of a name …| forms]`: pictures into screens/, faults on the screen. */
export async function main(boot: BootContext): Promise<number> {
  const wanted = SCREENS.filter(({ name }) => boot.argv.length === 0 || boot.argv.some((part) => name.includes(part)));
  const found = await findBrowser(boot.root, boot.environment);
  if (!found) throw new Refusal(NO_BROWSER);
  const folder = join(boot.root, "screens");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const product = await boot.screen.step("Starting the product", () => startProduct());
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    args: [...found.args],
    env: { ...process.env, ...found.env },
  });
  try {
    const { addresses, databaseUrl } = product.presence();
    const look: Parameters<typeof walk>[2] = (sql, values = []) =>
      withConnection(databaseUrl, async (client) => (await client.query(sql, [...values])).rows);
    const walked = await boot.screen.step("Walking the whole job", (note) =>
      walk(browser, addresses.Web ?? "", look, note),
    );
    const faults: string[] = [];
    if (boot.argv.length === 0 || boot.argv.includes(FORMS))
      await boot.screen.step("Printing every form", (note) => formSheets(walked, folder, note));
    for (const one of wanted.length > 0 ? LOOKS : [])
      faults.push(...(await boot.screen.step(titleOf(one), (note) => see(one, wanted, walked, folder, note))));
    for (const fault of faults) boot.screen.say(`✗ ${fault}`);
    boot.screen.say(
      `\n${wanted.length} screens, ${LOOKS.length} looks, ${faults.length} faults; contact sheets in ${folder}`,
    );
    return faults.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await product.remove();
  }
}

const titleOf = ({ locale, scheme, width }: Look): string => `${locale} ${scheme} ${width}`;

/** Looks at all screens one way. Answers what is wrong with them. */
async function see(
  how: Look,
  screens: readonly Screen[],
  { contexts, things }: Walked,
  folder: string,
  note: (text: string) => void,
): Promise<string[]> {
  const faults: string[] = [];
  const shots: Shot[] = [];
  const pages = new Map<BrowserContext, Page>();
  for (const context of Object.values(contexts)) pages.set(context, await pageFor(context, how));
  for (const screen of screens) {
    note(screen.name);
    const page = pages.get(contexts[screen.viewer]);
    if (!page) continue;
    const answer = await page.goto(screen.path(things));
    // What loads in parts shows grey bones first.
    await page.waitForFunction(
      () => document.fonts.status === "loaded" && !document.querySelector("[class*='animate-[pulse']"),
    );
    if (answer && answer.status() >= 500) faults.push(`${titleOf(how)} · ${screen.name}: answered ${answer.status()}`);
    if (how.sheet) {
      const file = join(folder, titleOf(how).replaceAll(" ", "-"), `${screen.name}.png`);
      await page.screenshot({ path: file, fullPage: true, animations: "disabled" });
      shots.push({ name: screen.name, file });
    }
    const missing = (await page.locator("[data-page=not-found]").count()) > 0;
    if (missing && screen.name !== NOT_FOUND) faults.push(`${titleOf(how)} · ${screen.name}: there is no such page`);
    for (const fault of await faultsOf(page)) faults.push(`${titleOf(how)} · ${screen.name}: ${fault}`);
  }
  for (const page of pages.values()) await page.close();
  for (let at = 0; at < shots.length; at += PER_SHEET)
    await sheetOf(contexts.visitor, shots.slice(at, at + PER_SHEET), {
      file: join(folder, `sheet-${titleOf(how).replaceAll(" ", "-")}-${at / PER_SHEET + 1}`),
      ...{ columns: how.width === 1440 ? 4 : 6, cutAt: 900 },
    });
  return faults;
}

async function pageFor(context: BrowserContext, { locale, scheme, width }: Look): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height: HEIGHT[width] });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  const [cookie] = [{ name: "locale", value: locale, url: await originOf(context) }];
  await context.addCookies([cookie]);
  return page;
}

/** The address that a context was made for: where its first page is. */
async function originOf(context: BrowserContext): Promise<string> {
  const [first] = context.pages();
  return new URL(first?.url() ?? "").origin;
}
