import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { type BootContext, Refusal } from "@/lib/supervisor/context";
import { startProduct } from "../../tests/support/product";
import { withConnection } from "../../tests/support/server";
import { findBrowser, NO_BROWSER } from "./browser";
import { faultsOf } from "./faults";
import { SCREENS, type Screen } from "./pages";
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

const HEIGHT = { 1440: 900, 360: 740 } as const;

/** The command of `npm run screens -- [part of a name …]`: pictures into screens/, faults on the screen. */
export async function main(boot: BootContext): Promise<number> {
  const wanted = SCREENS.filter(({ name }) => boot.argv.length === 0 || boot.argv.some((part) => name.includes(part)));
  const found = await findBrowser(boot.root, boot.environment);
  if (!found) throw new Refusal(NO_BROWSER);
  const folder = join(boot.root, "screens");
  rmSync(folder, { recursive: true, force: true });
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
    for (const one of LOOKS)
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
  const shots: { name: string; file: string }[] = [];
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
  if (shots.length > 0) await contactSheets(contexts.visitor, how, shots, folder);
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

const PER_SHEET = 12;

/** Small pictures in a grid with their names, a dozen to a sheet. */
async function contactSheets(
  context: BrowserContext,
  how: Look,
  shots: readonly { name: string; file: string }[],
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const columns = how.width === 1440 ? 4 : 6;
  const page = await context.newPage();
  for (let at = 0; at < shots.length; at += PER_SHEET) {
    const cells = shots
      .slice(at, at + PER_SHEET)
      .map(({ name, file }) => `<figure><img src="file://${file}"><figcaption>${name}</figcaption></figure>`);
    const style = `body{margin:16px;background:#777;font:14px sans-serif;display:grid;grid-template-columns:repeat(${columns},1fr);gap:16px;align-items:start}
      figure{margin:0}img{width:100%;max-height:900px;object-fit:cover;object-position:top}figcaption{color:#fff;padding:4px 0}`;
    const sheet = join(folder, `sheet-${titleOf(how).replaceAll(" ", "-")}-${at / PER_SHEET + 1}`);
    writeFileSync(`${sheet}.html`, `<meta charset="utf-8"><style>${style}</style>${cells.join("")}`);
    await page.setViewportSize({ width: 2000, height: 1200 });
    await page.goto(`file://${sheet}.html`);
    await page.screenshot({ path: `${sheet}.png`, fullPage: true });
    rmSync(`${sheet}.html`);
  }
  await page.close();
}
