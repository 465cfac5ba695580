import { describe, expect, test } from "vitest";
import { escPos } from "./escpos";
import { toKz1048 } from "./kz1048";
import type { Paper } from "./paper";

const paper = (columns: number, change: Partial<Paper> = {}): Paper => ({
  columns,
  lines: [
    { text: "Дүкен «Әліби», 1-касса", bold: true },
    { text: "БАРЛЫҒЫ:  1 440,00", big: true, bold: true },
    { text: "КСН:  308751" },
  ],
  qr: { text: "https://ofd.tiyn.example?i=1", afterLine: 2 },
  ...change,
});

const decoder = new Map([..."ҚҺқһҰұӘӨҒҮІіөғәҢңү№«»"].map((sign) => [toKz1048(sign)[0], sign] as const));

/** Prints as a printer would: what it does with every command, and the letters between them. */
function printed(bytes: Uint8Array): string[] {
  const done: string[] = [];
  let text = "";
  const say = (what: string) => {
    if (text) done.push(text);
    text = "";
    done.push(what);
  };
  for (let at = 0; at < bytes.length; ) {
    const [one, two, three = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    if (one === 0x1b && two === 0x40) {
      say("<reset>");
      at += 2;
    } else if (one === 0x1c && two === 0x2e) {
      say("<latin>");
      at += 2;
    } else if (one === 0x1b && two === 0x74) {
      say(`<page ${three}>`);
      at += 3;
    } else if (one === 0x1b && two === 0x4d) {
      say(`<face ${three}>`);
      at += 3;
    } else if (one === 0x1b && two === 0x45) {
      say(three ? "<b>" : "</b>");
      at += 3;
    } else if (one === 0x1d && two === 0x21) {
      say(three ? "<tall>" : "</tall>");
      at += 3;
    } else if (one === 0x1b && two === 0x61) {
      say(three ? "<centre>" : "<left>");
      at += 3;
    } else if (one === 0x1b && two === 0x64) {
      say(`<feed ${three}>`);
      at += 3;
    } else if (one === 0x1d && two === 0x56) {
      say("<cut>");
      at += 4;
    } else if (one === 0x1d && two === 0x28) {
      const length = (bytes[at + 3] ?? 0) + 256 * (bytes[at + 4] ?? 0);
      const fn = bytes[at + 6];
      const rest = bytes.subarray(at + 7, at + 5 + length);
      say(
        fn === 0x50
          ? `<qr ${new TextDecoder().decode(rest.subarray(1))}>`
          : `<qr function ${fn} ${[...rest].join(" ")}>`,
      );
      at += 5 + length;
    } else if (one === 0x0a) {
      say("<line>");
      at += 1;
    } else if (one !== undefined && (one < 0x20 || one === 0x7f)) throw new Error(`a command slipped through: ${one}`);
    else {
      const sign = one ?? 0;
      text +=
        decoder.get(sign) ?? (sign >= 0xc0 ? String.fromCodePoint(0x410 + sign - 0xc0) : String.fromCharCode(sign));
      at += 1;
    }
  }
  return done;
}

describe("ESC/POS in letters", () => {
  test("says everything in the printer's Kazakh page, the total tall and to the edge, the QR by the printer", async () => {
    expect(printed(await escPos(paper(48)))).toEqual([
      ...["<reset>", "<latin>", "<page 53>"],
      ...["<b>", "Дүкен «Әліби», 1-касса", "<line>", "</b>"],
      ...["<b>", "<tall>", `БАРЛЫҒЫ:${" ".repeat(32)}1 440,00`, "<line>", "</tall>", "</b>"],
      ...["<centre>", "<qr function 65 50 0>", "<qr function 67 6>", "<qr function 69 49>"],
      ...["<qr https://ofd.tiyn.example?i=1>", "<qr function 81 48>", "<line>", "<left>"],
      ...["КСН:  308751", "<line>", "<feed 4>", "<cut>"],
    ]);
    expect(printed(await escPos(paper(32)))).toContain("<qr function 67 5>");
  });

  test("36 columns of 58 mm take the narrow face; other papers the printer's own", async () => {
    expect(printed(await escPos(paper(36)))).toEqual([
      ...["<reset>", "<latin>", "<page 53>", "<face 1>"],
      ...["<b>", "Дүкен «Әліби», 1-касса", "<line>", "</b>"],
      ...["<b>", "<tall>", `БАРЛЫҒЫ:${" ".repeat(20)}1 440,00`, "<line>", "</tall>", "</b>"],
      ...["<centre>", "<qr function 65 50 0>", "<qr function 67 5>", "<qr function 69 49>"],
      ...["<qr https://ofd.tiyn.example?i=1>", "<qr function 81 48>", "<line>", "<left>"],
      ...["КСН:  308751", "<line>", "<feed 4>", "<cut>"],
    ]);
    for (const columns of [32, 48])
      expect((await escPos(paper(columns))).toString()).not.toContain(Uint8Array.of(0x1b, 0x4d).toString());
  });

  test("another code table is a setting", async () => {
    expect(printed(await escPos(paper(48), { mode: "text", codeTable: 17 }))).toContain("<page 17>");
  });

  test("a command inside a name never reaches the printer", async () => {
    const bytes = await escPos(paper(48, { lines: [{ text: "Хлеб\u001b@\u001dV\u0000\u0085" }], qr: null }));
    expect(printed(bytes)).toContain("Хлеб @ V  ");
  });

  test("a sign without a place in the page becomes a question mark", () => {
    expect([...toKz1048("₸a№")]).toEqual([0x3f, 0x61, 0xb9]);
  });
});

test("ESC/POS in points comes in bands that a small memory holds", async () => {
  const bytes = await escPos(paper(32), { mode: "raster", codeTable: 0 });
  expect([...bytes.subarray(0, 6)]).toEqual([0x1b, 0x40, 0x1d, 0x76, 0x30, 0]);
  expect(bytes[6]).toBe(384 / 8);
  const rows = (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0);
  expect(rows).toBeLessThanOrEqual(256);
  expect([...bytes.subarray(-7)]).toEqual([0x1b, 0x64, 4, 0x1d, 0x56, 66, 0]);
});
