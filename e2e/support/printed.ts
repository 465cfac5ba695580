import { inflateSync } from "node:zlib";
import type { Page } from "@playwright/test";

/** A sheet as the browser hands it to the printer. */
export type Sheet = {
  readonly widthMm: number;
  readonly heightMm: number;
  /** All letters on it in the order of drawing, without the spaces between them. */
  readonly letters: string;
  /** From the edges of the sheet to the first and past the last letter. */
  readonly leftMm: number;
  readonly rightMm: number;
};

type Matrix = readonly [number, number, number, number, number, number];
type Letters = ReadonlyMap<string, string>;

const MM = 25.4 / 72;
/** A sign of the papers' letters is so wide, in sizes of the letters. */
const SIGN = 0.6;
const SAME: Matrix = [1, 0, 0, 1, 0, 0];

/** What the inner matrix does, seen through the outer one. */
const within = ([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix => [
  ...([a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j] as const),
  ...([a * k + c * l + e, b * k + d * l + f] as const),
];

/** Objects of a PDF of the browser's making by their numbers; streams come unpacked. */
function objectsOf(file: Buffer): Map<string, { readonly head: string; readonly body: string }> {
  const text = file.toString("latin1");
  const objects = new Map<string, { head: string; body: string }>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\r?\n/g)) {
    const start = match.index + match[0].length;
    const [head = ""] = text.slice(start).split(/stream\r?\n|endobj/, 1);
    const from = start + head.length + (/^stream\r?\n/.exec(text.slice(start + head.length))?.[0].length ?? 0);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const body = head.includes("/FlateDecode")
      ? inflateSync(file.subarray(from, from + length)).toString("latin1")
      : "";
    objects.set(match[1] ?? "", { head, body });
  }
  return objects;
}

const sign = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));
const code = (number: number): string => number.toString(16).toUpperCase().padStart(4, "0");

/** Which letters the glyphs of a font stand for, as the file itself says. */
function lettersOf(cmap: string): Letters {
  const letters = new Map<string, string>();
  for (const [, block = ""] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from = "", to = ""] of block.matchAll(/<(\w+)> <(\w+)>/g)) letters.set(from, sign(to));
  for (const [, block = ""] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = "", last = "", to = ""] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let at = Number.parseInt(from, 16); at <= Number.parseInt(last, 16); at++)
        letters.set(code(at), sign(code(Number.parseInt(to, 16) + at - Number.parseInt(from, 16))));
  return letters;
}

const STEP =
  /(?<q>\bq\b)|(?<Q>\bQ\b)|(?<n>(?:-?[\d.]+ )+)(?<op>cm|Tm|Td)|\/(?<font>\w+) (?<size>[\d.]+) Tf|<(?<glyphs>\w+)> Tj/g;

/** Follows the drawing of a page and notes each letter with its place. */
function follow(content: string, fonts: ReadonlyMap<string, Letters>): { letter: string; from: number; to: number }[] {
  const found: { letter: string; from: number; to: number }[] = [];
  const outer: Matrix[] = [];
  let [page, text, letters, size]: [Matrix, Matrix, Letters | undefined, number] = [SAME, SAME, undefined, 0];
  for (const { groups = {} } of content.matchAll(STEP)) {
    const numbers = (groups.n ?? "").trim().split(" ").map(Number);
    if (groups.q) outer.push(page);
    else if (groups.Q) page = outer.pop() ?? SAME;
    else if (groups.op === "cm")
      page = within(page, numbers as unknown as Matrix); // cast: the operator takes six
    else if (groups.op === "Tm")
      text = numbers as unknown as Matrix; // cast: as above
    else if (groups.op === "Td") text = within(text, [1, 0, 0, 1, numbers[0] ?? 0, numbers[1] ?? 0]);
    else if (groups.font) [letters, size] = [fonts.get(groups.font), Number(groups.size)];
    for (const [index, glyph] of (groups.glyphs?.match(/.{4}/g) ?? []).entries()) {
      const letter = letters?.get(glyph) ?? "\ufffd";
      const [from, to] = [index, index + 1].map(
        (at) => within(within(page, text), [1, 0, 0, 1, at * SIGN * size, 0])[4],
      );
      if (letter.trim()) found.push({ letter, from: from ?? 0, to: to ?? 0 });
    }
  }
  return found;
}

/** The sheets of a PDF of the browser's making. */
function sheetsOf(pdf: Buffer): Sheet[] {
  const objects = objectsOf(pdf);
  const at = (number: string | undefined) => objects.get(number ?? "");
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b/.test(head))
    .map(({ head }) => {
      const fonts = new Map<string, Letters>();
      for (const [, name = "", number] of head.matchAll(/\/(F\d+) (\d+) 0 R/g))
        fonts.set(name, lettersOf(at(/\/ToUnicode (\d+)/.exec(at(number)?.head ?? "")?.[1])?.body ?? ""));
      const drawn = follow(at(/\/Contents (\d+)/.exec(head)?.[1])?.body ?? "", fonts);
      const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(head) ?? [];
      return {
        ...{ widthMm: Number(width) * MM, heightMm: Number(height) * MM },
        letters: drawn.map(({ letter }) => letter).join(""),
        leftMm: Math.min(...drawn.map(({ from }) => from)) * MM,
        rightMm: Number(width) * MM - Math.max(...drawn.map(({ to }) => to)) * MM,
      };
    });
}

/** What comes out of the printer when this page is printed, on the paper that the page itself asks for. */
export const printed = async (page: Page): Promise<Sheet[]> => sheetsOf(await page.pdf({ preferCSSPageSize: true }));
