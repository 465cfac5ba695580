import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "@playwright/test";
import { type Shot, sheetOf } from "./sheet";
import { takeXReport } from "./steps/till";
import type { Walked } from "./walk";

const SIZES = ["58", "80", "a4"] as const;
const LANGUAGES = ["ru", "kk", "both"] as const;
/** What the till calls them. */
const LANGUAGE_BUTTONS = { ru: "Русский", kk: "Қазақша", both: "Оба языка" } as const;
/** Pixels to a point of paper. */
const SCALE = 2;
/** Ground of one colour makes a picture no larger than that. */
const EMPTY_BYTES = 15_000;
const TURNS_MAX = 60;

/** Width and height of a PDF's first page, in points. */
function sizeOf(pdf: Buffer): { readonly width: number; readonly height: number } {
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString("latin1")) ?? [];
  return { width: Math.ceil(Number(width)), height: Math.ceil(Number(height)) };
}

/** Draws a PDF by the browser's own viewer. */
async function draw(context: BrowserContext, pdf: Buffer, file: string): Promise<void> {
  writeFileSync(`${file}.pdf`, pdf);
  const page = await context.newPage();
  const { width, height } = sizeOf(pdf);
  await page.setViewportSize({ width: width * SCALE, height: height * SCALE });
  await page.goto(`file://${file}.pdf#toolbar=0&view=FitH`);
  // The viewer says nothing of when it has drawn; two equal pictures in a row do, once they show more than its empty ground.
  let last: Buffer = Buffer.alloc(0);
  let seen = await page.screenshot();
  for (let turn = 0; turn < TURNS_MAX && !(seen.length > EMPTY_BYTES && seen.equals(last)); turn++) {
    await page.waitForTimeout(250);
    last = seen;
    seen = await page.screenshot();
  }
  writeFileSync(`${file}.png`, seen);
  await page.close();
}

/** The X-report is no document and has no file: its paper is taken from the till, in the width of its register. */
async function xReports({ contexts, things }: Walked, place: string): Promise<Shot[]> {
  const till = await contexts.cashier.newPage();
  // The whole paper has to be in sight: a picture of what a box scrolls shows its window alone.
  await till.setViewportSize({ width: 1280, height: 2600 });
  await takeXReport(till, things.registerId);
  const shots: Shot[] = [];
  for (const [language, button] of Object.entries(LANGUAGE_BUTTONS)) {
    await till.getByText(button, { exact: true }).first().click();
    const file = join(place, `x-report-80-${language}.png`);
    await till.getByRole("article").first().screenshot({ path: file });
    shots.push({ name: `x-report-80-${language}`, file });
  }
  await till.close();
  return shots;
}

/** Every printed form on every paper in every language, as files of the running product: a sheet for each paper. */
export async function formSheets(walked: Walked, folder: string, note: (text: string) => void): Promise<void> {
  const { contexts, things } = walked;
  const place = join(folder, "forms");
  mkdirSync(place, { recursive: true });
  const { sale, back, zReport, deposit } = things.papers;
  const forms = [
    { name: "sale", id: sale },
    { name: "copy", id: sale, copy: "&copy=1" },
    { name: "return", id: back },
    { name: "deposit", id: deposit },
    { name: "z-report", id: zReport },
  ];
  for (const size of SIZES) {
    const shots: Shot[] = size === "80" ? await xReports(walked, place) : [];
    for (const { name, id, copy = "" } of forms)
      for (const language of LANGUAGES) {
        const title = `${name}-${size}-${language}`;
        note(title);
        const path = `/cabinet/registers/${things.registerId}/documents/${id}/file?as=pdf&size=${size}&lang=${language}${copy}`;
        const answer = await contexts.owner.request.get(path);
        if (!answer.ok()) throw new Error(`${title}: answered ${answer.status()}`);
        await draw(contexts.visitor, await answer.body(), join(place, title));
        shots.push({ name: title, file: join(place, `${title}.png`) });
      }
    await sheetOf(contexts.visitor, shots, {
      file: join(folder, `sheet-forms-${size}`),
      columns: 3 * (size === "a4" ? 1 : 2),
    });
  }
}
