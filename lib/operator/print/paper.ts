/** One line of paper, already laid out for the columns of its paper. */
export type PaperLine = { readonly text: string; readonly bold?: boolean; readonly big?: boolean };

/** A printed form: lines, and where the QR stands (after that many lines). */
export type Paper = {
  readonly columns: number;
  readonly lines: readonly PaperLine[];
  readonly qr: { readonly text: string; readonly afterLine: number } | null;
};

export type PaperLanguage = "ru" | "kk";

const COLUMNS = 48;

/** Cuts words into lines no longer than the paper; a word longer than a line is cut too. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    let rest = word;
    while (line ? line.length + 1 + rest.length > width : rest.length > width) {
      if (line) {
        lines.push(line);
        line = "";
      } else {
        lines.push(rest.slice(0, width));
        rest = rest.slice(width);
      }
    }
    line = line ? `${line} ${rest}` : rest;
  }
  return line ? [...lines, line] : lines;
}

/** Puts a paper together line by line. */
export class PaperRoll {
  readonly #lines: PaperLine[] = [];
  #qr: Paper["qr"] = null;

  center(text: string, look: Omit<PaperLine, "text"> = {}): this {
    for (const line of wrap(text, COLUMNS))
      this.#lines.push({ text: " ".repeat(Math.floor((COLUMNS - line.length) / 2)) + line, ...look });
    return this;
  }

  left(text: string, look: Omit<PaperLine, "text"> = {}): this {
    const indent = /^ */.exec(text)?.[0] ?? "";
    for (const line of wrap(text, COLUMNS - indent.length)) this.#lines.push({ text: indent + line, ...look });
    return this;
  }

  /** A name at the left and a value at the right; where both do not fit, the value gets a line of its own. */
  pair(name: string, value: string, look: Omit<PaperLine, "text"> = {}): this {
    const width = look.big ? Math.floor(COLUMNS / 1.5) : COLUMNS;
    if (name.length + 1 + value.length <= width)
      this.#lines.push({ text: name.padEnd(width - value.length) + value, ...look });
    else {
      this.left(name, look);
      this.#lines.push({ text: value.padStart(width), ...look });
    }
    return this;
  }

  rule(): this {
    this.#lines.push({ text: "-".repeat(COLUMNS) });
    return this;
  }

  qr(text: string): this {
    this.#qr = { text, afterLine: this.#lines.length };
    return this;
  }

  get paper(): Paper {
    return { columns: COLUMNS, lines: this.#lines, qr: this.#qr };
  }
}
