import { formatTenge, type Tiyn, toPrintable, toWallClock } from "@/lib/kernel";
import type { Paper, PaperLine } from "./paper";

/** Letters half again as large leave room for so many fewer. */
const BIG_RATIO = 1.5;

/** Letters as paper has them: plain spaces and a plain minus. */
export const money = (sum: Tiyn): string => formatTenge(sum).replaceAll("\u00a0", " ").replaceAll("\u2212", "-");

const length = (text: string): number => [...text].length;

/** Breaks a text at spaces; a word longer than the paper is cut. Lines after the first are indented. */
export function wrap(text: string, width: number, indent = 0): string[] {
  const lines: string[] = [];
  let line = "";
  const room = () => (lines.length === 0 ? width : width - indent);
  const push = () => {
    lines.push(lines.length === 0 ? line : " ".repeat(indent) + line);
    line = "";
  };
  for (const word of text.split(/\s+/).filter(Boolean)) {
    let rest = [...word];
    if (line && length(line) + 1 + rest.length > room()) push();
    while (rest.length > room()) {
      line = rest.slice(0, room()).join("");
      rest = rest.slice(room());
      push();
    }
    line = line ? `${line} ${rest.join("")}` : rest.join("");
  }
  if (line) push();
  return lines;
}

/** Puts lines of paper together. */
export class Sheet {
  readonly lines: PaperLine[] = [];
  readonly #columns: number;

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** The finished paper; a QR stands where it was put. */
  paper(qr: Paper["qr"] = null): Paper {
    return { columns: this.#columns, lines: this.lines, qr };
  }

  #add(text: string, look: Omit<PaperLine, "text"> = {}): this {
    this.lines.push({ text: toPrintable(text), ...look });
    return this;
  }

  blank(): this {
    return this.#add("");
  }

  rule(): this {
    return this.#add("-".repeat(this.#columns));
  }

  centre(text: string, bold = false): this {
    for (const line of wrap(text, this.#columns))
      this.#add(" ".repeat(Math.floor((this.#columns - length(line)) / 2)) + line, bold ? { bold } : {});
    return this;
  }

  /** The last lines, the shop's and the operator's, apart from what stands above them. */
  foot(lines: readonly string[] = []): this {
    for (const [index, line] of lines.entries()) (index === 0 ? this.blank() : this).centre(line);
    return this;
  }

  left(text: string, indent = 0): this {
    for (const line of wrap(text, this.#columns - indent)) this.#add(" ".repeat(indent) + line);
    return this;
  }

  /** A long name hangs by the width of its number. */
  hanging(text: string, by: number): this {
    for (const line of wrap(text, this.#columns, by)) this.#add(line);
    return this;
  }

  /** Label and value on one line where they fit; else the value goes right on the next. */
  pair(label: string, value: string, look: { indent?: number; bold?: boolean; big?: boolean } = {}): this {
    const { indent = 0, bold, big } = look;
    const columns = big ? Math.floor(this.#columns / BIG_RATIO) : this.#columns;
    const style = { ...(bold ? { bold } : {}), ...(big ? { bold: true, big } : {}) };
    const pad = " ".repeat(indent);
    const lines = wrap(label, columns - indent).map((line) => pad + line);
    const last = lines.pop() ?? pad;
    for (const line of lines) this.#add(line, style);
    if (length(last) + 1 + length(value) <= columns)
      return this.#add(last + " ".repeat(columns - length(last) - length(value)) + value, style);
    this.#add(last, style);
    return this.#add(" ".repeat(Math.max(0, columns - length(value))) + value, style);
  }
}

const two = (value: number): string => value.toString().padStart(2, "0");

/** `20.11.2026 14:32` or with seconds, by the clock of Almaty. */
export function stamp(moment: Date, seconds = false): string {
  const local = toWallClock(moment);
  const day = `${two(local.getUTCDate())}.${two(local.getUTCMonth() + 1)}.${local.getUTCFullYear()}`;
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
  return seconds ? `${day} ${time}:${two(local.getUTCSeconds())}` : `${day} ${time}`;
}

/** The address of a check page as people type it. */
export const siteOf = (checkBase: string): string => checkBase.replace(/^https?:\/\//, "").replace(/\/$/, "");
