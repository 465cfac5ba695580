import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { ExportedJournal } from "../ops/export-journal";

const enclosed = (name: string): Uint8Array => readFileSync(join(process.cwd(), "lib", "fiscal", "export", name));

/** The program that checks an export without us, as it is served and enclosed. */
export const checkerBytes = (): Uint8Array => enclosed("check.mjs");

/** An export with the program that checks it, as one archive. */
export function exportArchive(
  exported: ExportedJournal,
  madeAt: Date,
): { readonly name: string; readonly bytes: Uint8Array } {
  const files = {
    "journal.jsonl": strToU8(exported.text),
    "check.mjs": checkerBytes(),
    "README.txt": enclosed("README.txt"),
  };
  const { registrationNumber, from, to } = exported;
  return {
    name: `journal-${registrationNumber}-${from}-${to}.zip`,
    bytes: zipSync(files, { mtime: madeAt, level: 6 }),
  };
}
