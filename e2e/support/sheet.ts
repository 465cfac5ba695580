import { rmSync, writeFileSync } from "node:fs";
import type { BrowserContext } from "@playwright/test";

export type Shot = { readonly name: string; readonly file: string };

/** Puts pictures with their names into a grid, as one picture. */
export async function sheetOf(
  context: BrowserContext,
  shots: readonly Shot[],
  { file, columns, cutAt }: { readonly file: string; readonly columns: number; readonly cutAt?: number },
): Promise<void> {
  const cells = shots.map(
    (shot) => `<figure><img src="file://${shot.file}"><figcaption>${shot.name}</figcaption></figure>`,
  );
  const cut = cutAt ? `max-height:${cutAt}px;object-fit:cover;object-position:top` : "";
  const style = `body{margin:16px;background:#777;font:14px sans-serif;display:grid;grid-template-columns:repeat(${columns},1fr);gap:16px;align-items:start}
    figure{margin:0}img{width:100%;${cut}}figcaption{color:#fff;padding:4px 0}`;
  writeFileSync(`${file}.html`, `<meta charset="utf-8"><style>${style}</style>${cells.join("")}`);
  const page = await context.newPage();
  await page.setViewportSize({ width: 2000, height: 1200 });
  await page.goto(`file://${file}.html`);
  await page.screenshot({ path: `${file}.png`, fullPage: true });
  rmSync(`${file}.html`);
  await page.close();
}
