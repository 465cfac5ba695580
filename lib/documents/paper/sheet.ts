import { font, type Weight, widthOf } from "./fonts";
import type { Doc } from "./pdf";

/** One thing on a sheet, in points from its top left corner. The same marks become a page of a PDF or a picture. */
export type Mark =
  | {
      readonly kind: "text";
      readonly x: number;
      /** Where the letters stand, not their top. */
      readonly baseline: number;
      readonly size: number;
      readonly weight: Weight;
      readonly color: string;
      readonly text: string;
    }
  | {
      readonly kind: "line";
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly thickness: number;
    }
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly thickness: number;
      readonly fill?: string;
    };

export type TextStyle = {
  readonly size?: number;
  readonly weight?: Weight;
  readonly align?: "left" | "center" | "right";
  readonly color?: string;
};

const LINE_HEIGHT = 1.25;
/** Share of the line's height above the baseline. */
const ASCENT = 0.95;

/** Breaks a text into lines that fit; a word longer than a line is cut. */
export function wrap(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    while (!fits(line) && line.length > 1) {
      let cut = line.length - 1;
      while (cut > 1 && !fits(line.slice(0, cut))) cut--;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  return line ? [...lines, line] : lines;
}

/** A sheet under work. Every method answers where the next thing below may begin. */
export class Sheet {
  readonly marks: Mark[] = [];

  /** Writes text into a column, as many lines as it needs. */
  text(text: string, x: number, y: number, width: number, style: TextStyle = {}): number {
    const { size = 9, weight = "regular", align = "left", color = "#000" } = style;
    let top = y;
    for (const line of wrap(text, (candidate) => widthOf(candidate, size, weight) <= width)) {
      const slack = width - widthOf(line, size, weight);
      const shift = align === "center" ? slack / 2 : align === "right" ? slack : 0;
      this.marks.push({ kind: "text", x: x + shift, baseline: top + size * ASCENT, size, weight, color, text: line });
      top += size * LINE_HEIGHT;
    }
    return top;
  }

  line(x1: number, y1: number, x2: number, y2: number, thickness = 0.6): void {
    this.marks.push({ kind: "line", x1, y1, x2, y2, thickness });
  }

  box(x: number, y: number, width: number, height: number, options: { thickness?: number; fill?: string } = {}): void {
    const { thickness = 0.6, fill } = options;
    this.marks.push({ kind: "box", x, y, width, height, thickness, ...(fill ? { fill } : {}) });
  }

  /** Writes one sign per cell; what has no cell is refused by the caller before it comes here. */
  cells(value: string, count: number, x: number, y: number, cell: { width: number; height: number }): number {
    const signs = [...value];
    for (let index = 0; index < count; index++) {
      const left = x + index * cell.width;
      this.box(left, y, cell.width, cell.height, { thickness: 0.4 });
      const sign = signs[index];
      if (sign && sign !== " ")
        this.text(sign, left - 4, y + 1.2, cell.width + 8, { size: cell.height - 5, align: "center" });
    }
    return y + cell.height;
  }
}

const bottomOf = (mark: Mark): number =>
  mark.kind === "text"
    ? mark.baseline + mark.size * 0.3
    : mark.kind === "line"
      ? Math.max(mark.y1, mark.y2)
      : mark.y + mark.height;

/** The marks made smaller, when they would reach below the sheet: an unusually long name must not push a signature off it. */
export function fitInto(marks: readonly Mark[], width: number, bottomMax: number): readonly Mark[] {
  const factor = Math.min(1, bottomMax / Math.max(1, ...marks.map(bottomOf)));
  if (factor === 1) return marks;
  const x = (value: number) => width / 2 + (value - width / 2) * factor;
  return marks.map((mark): Mark => {
    if (mark.kind === "text")
      return { ...mark, x: x(mark.x), baseline: mark.baseline * factor, size: mark.size * factor };
    if (mark.kind === "line")
      return { ...mark, x1: x(mark.x1), x2: x(mark.x2), y1: mark.y1 * factor, y2: mark.y2 * factor };
    return { ...mark, x: x(mark.x), y: mark.y * factor, width: mark.width * factor, height: mark.height * factor };
  });
}

/** Puts a sheet on the current page of a PDF. */
export function drawSheet(doc: Doc, marks: readonly Mark[]): void {
  for (const mark of marks) {
    if (mark.kind === "text") {
      doc.font(mark.weight).fontSize(mark.size).fillColor(mark.color);
      doc.text(mark.text, mark.x, mark.baseline, { lineBreak: false, baseline: "alphabetic" });
    } else if (mark.kind === "line") {
      doc.lineWidth(mark.thickness).moveTo(mark.x1, mark.y1).lineTo(mark.x2, mark.y2).stroke("#000");
    } else {
      doc.lineWidth(mark.thickness).rect(mark.x, mark.y, mark.width, mark.height);
      if (mark.fill && mark.thickness === 0) doc.fill(mark.fill);
      else if (mark.fill) doc.fillAndStroke(mark.fill, "#000");
      else doc.stroke("#000");
    }
  }
}

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** A line of text as outlines: the picture needs no font on the machine that draws it. */
function outlines(mark: Mark & { kind: "text" }): string {
  const face = font(mark.weight);
  const scale = mark.size / face.unitsPerEm;
  const run = face.layout(mark.text);
  let pen = 0;
  const paths = run.glyphs.map((glyph, index) => {
    const place = run.positions[index];
    const at = `translate(${round(pen + (place?.xOffset ?? 0))} ${round(place?.yOffset ?? 0)})`;
    pen += place?.xAdvance ?? 0;
    const outline = glyph.path.toSVG();
    return outline ? `<path transform="${at}" d="${outline}"/>` : "";
  });
  return `<g fill="${mark.color}" transform="translate(${round(mark.x)} ${round(mark.baseline)}) scale(${scale} ${-scale})">${paths.join("")}</g>`;
}

/** The same sheet as SVG without a single letter of text in it. */
export function svgOf(marks: readonly Mark[], width: number, height: number): string {
  const parts = marks.map((mark) => {
    if (mark.kind === "text") return outlines(mark);
    if (mark.kind === "line")
      return `<line x1="${round(mark.x1)}" y1="${round(mark.y1)}" x2="${round(mark.x2)}" y2="${round(mark.y2)}" stroke="#000" stroke-width="${mark.thickness}"/>`;
    return `<rect x="${round(mark.x)}" y="${round(mark.y)}" width="${round(mark.width)}" height="${round(mark.height)}" fill="${mark.fill ?? "none"}" stroke="#000" stroke-width="${mark.thickness}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#fff"/>${parts.join("")}</svg>`;
}
