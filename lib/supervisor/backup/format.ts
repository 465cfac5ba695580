import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { errorCode, Refusal } from "../context";

// A backup is one gzipped file of lines. Each line is JSON: what the file is, then tables with their rows as PostgreSQL itself
// writes a record (which reads back exactly, whatever the type), sequences, waiting jobs, files of the data folder, and at the
// end the hash of all lines before it. A file cut short has no end and is refused.

export const headSchema = z.object({
  kind: z.literal("head"),
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).min(1),
});
const lineSchema = z.discriminatedUnion("kind", [
  headSchema,
  z.object({ kind: z.literal("table"), table: z.string(), columns: z.array(z.string()) }),
  z.object({ kind: z.literal("rows"), rows: z.array(z.string()) }),
  z.object({ kind: z.literal("sequence"), sequence: z.string(), value: z.string(), called: z.boolean() }),
  z.object({ kind: z.literal("job"), job: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal("file"), file: z.string(), base64: z.string() }),
  z.object({ kind: z.literal("end"), rows: z.number().int(), sha256: z.string() }),
]);

export type Head = z.output<typeof headSchema>;
export type Line = z.output<typeof lineSchema>;
export type Body = Exclude<Line, { kind: "end" }>;

/** Writes the lines and their end into a file for its owner alone. Answers how many rows it holds. */
export async function writeBackup(file: string, lines: AsyncIterable<Body>): Promise<number> {
  const hash = createHash("sha256");
  let rows = 0;
  async function* texts() {
    for await (const line of lines) {
      const text = `${JSON.stringify(line)}\n`;
      hash.update(text);
      if (line.kind === "rows") rows += line.rows.length;
      yield text;
    }
    const end: Line = { kind: "end", rows, sha256: hash.digest("hex") };
    yield `${JSON.stringify(end)}\n`;
  }
  await pipeline(texts, createGzip(), createWriteStream(file, { mode: 0o600, flags: "wx", flush: true }));
  return rows;
}

/** Reads the lines before the end, in order. Refuses what is cut short, altered, or no backup. */
export async function* readBackup(file: string): AsyncGenerator<Body> {
  const hash = createHash("sha256");
  let ended = false;
  for await (const text of linesOf(file)) {
    const line = parseLine(text, file);
    if (ended) throw new Refusal(`${file} is no backup: it goes on after its end.`);
    if (line.kind === "end") {
      ended = true;
      if (line.sha256 !== hash.digest("hex")) throw new Refusal(`${file} was altered: its checksum does not fit.`);
      continue;
    }
    hash.update(`${text}\n`);
    yield line;
  }
  if (!ended) throw new Refusal(`${file} is cut short or no backup of this product.`);
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unpacked = createGunzip().setEncoding("utf8");
  source.on("error", (thrown) => unpacked.destroy(thrown)).pipe(unpacked);
  // A row with a file in it is longer than many chunks: pieces are joined once, at the end of their line.
  let pieces: string[] = [];
  try {
    for await (const chunk of unpacked) {
      const [first = "", ...more] = String(chunk).split("\n");
      pieces.push(first);
      for (const next of more) {
        yield pieces.join("");
        pieces = [next];
      }
    }
  } catch (thrown) {
    if (/^Z_/.test(errorCode(thrown) ?? "")) throw new Refusal(`${file} is cut short or no backup of this product.`);
    throw thrown;
  } finally {
    source.destroy();
  }
}

function parseLine(text: string, file: string): Line {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch {
    throw new Refusal(`${file} is no backup of this product, or of a newer release.`);
  }
}
