import { inflateSync } from "node:zlib";

type PdfObject = { readonly dictionary: string; readonly stream: Buffer | null };

/** Cuts a PDF of pdfkit's making into its objects; streams come unpacked. */
function objectsOf(bytes: Uint8Array): Map<number, PdfObject> {
  const file = Buffer.from(bytes);
  const text = file.toString("latin1");
  const objects = new Map<number, PdfObject>();
  for (const match of text.matchAll(/(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf("\nendobj", start);
    const streamAt = text.indexOf("\nstream\n", start);
    const hasStream = streamAt >= 0 && streamAt < end;
    const dictionary = text.slice(start, hasStream ? streamAt : end);
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const packed = hasStream ? file.subarray(streamAt + 8, streamAt + 8 + length) : null;
    const flate = dictionary.includes("/FlateDecode");
    objects.set(Number(match[1]), { dictionary, stream: packed && (flate ? inflateSync(packed) : packed) });
  }
  return objects;
}

const utf16 = (hex: string): string =>
  String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));

/** Reads a ToUnicode map: which letters a glyph stands for. */
function unicodeMap(cmap: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const block of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const range of (block[1] ?? "").matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi)) {
      const first = Number.parseInt(range[1] ?? "0", 16);
      for (const [index, target] of [...(range[3] ?? "").matchAll(/<([0-9a-f ]+)>/gi)].entries())
        letters.set((first + index).toString(16).padStart(4, "0"), utf16((target[1] ?? "").replaceAll(" ", "")));
    }
  return letters;
}

function fontsOf(objects: Map<number, PdfObject>): Map<string, Map<string, string>> {
  const fonts = new Map<string, Map<string, string>>();
  for (const { dictionary } of objects.values())
    for (const [, name, reference] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = objects.get(Number(reference));
      const cmap = objects.get(Number(/\/ToUnicode (\d+) 0 R/.exec(font?.dictionary ?? "")?.[1] ?? -1));
      if (name && cmap?.stream) fonts.set(name, unicodeMap(cmap.stream.toString("latin1")));
    }
  return fonts;
}

/** The texts drawn on each page, one line per piece, by the letters that the file itself says its glyphs are. */
export function pdfPages(bytes: Uint8Array): string[] {
  const objects = objectsOf(bytes);
  const fonts = fontsOf(objects);
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\b/.test(dictionary));
  return pages.map(({ dictionary }) => {
    const content =
      objects.get(Number(/\/Contents (\d+) 0 R/.exec(dictionary)?.[1] ?? -1))?.stream?.toString("latin1") ?? "";
    const lines: string[] = [];
    let letters = new Map<string, string>();
    for (const [, font, pieces] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (font) letters = fonts.get(font) ?? letters;
      else
        lines.push(
          [...(pieces ?? "").matchAll(/<([0-9a-f]+)>/gi)]
            .flatMap(([, codes]) => codes?.match(/.{4}/g) ?? [])
            .map((code) => letters.get(code.toLowerCase()) ?? "\ufffd")
            .join(""),
        );
    }
    return lines.join("\n");
  });
}

/** The whole text of a PDF with runs of white space made one, so that a wrapped line reads on. */
export const pdfText = (bytes: Uint8Array): string => pdfPages(bytes).join("\n").replace(/\s+/g, " ").trim();
