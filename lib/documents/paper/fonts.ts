import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { create, type Font } from "fontkit";
import { present } from "@/lib/kernel";

/** The faces of our papers. One family with every Kazakh letter, brought along: a machine without fonts prints the same. */
export const WEIGHTS = ["regular", "bold", "mono", "monoBold"] as const;
export type Weight = (typeof WEIGHTS)[number];

const FILES: Record<Weight, string> = {
  regular: "DejaVuSansCondensed.ttf",
  bold: "DejaVuSansCondensed-Bold.ttf",
  mono: "DejaVuSansMono.ttf",
  monoBold: "DejaVuSansMono-Bold.ttf",
};

const bytesOf = new Map<Weight, Buffer>();
const fontOf = new Map<Weight, Font>();

/** The whole TrueType file of a face. */
export function fontBytes(weight: Weight): Buffer {
  if (!bytesOf.has(weight)) {
    // Every process of ours runs in the project's folder; a bundle has no module path of its own to start from.
    const from = createRequire(path.join(process.cwd(), "package.json"));
    const folder = path.join(path.dirname(from.resolve("dejavu-fonts-ttf/package.json")), "ttf");
    bytesOf.set(weight, readFileSync(path.join(folder, FILES[weight])));
  }
  return present(bytesOf.get(weight), "a face just read is there");
}

/** A face to measure with and to take outlines from. */
export function font(weight: Weight): Font {
  if (!fontOf.has(weight)) fontOf.set(weight, create(fontBytes(weight)));
  return present(fontOf.get(weight), "a face just made is there");
}

/** Width of a line of text in points. */
export const widthOf = (text: string, size: number, weight: Weight): number =>
  (font(weight).layout(text).advanceWidth * size) / font(weight).unitsPerEm;
