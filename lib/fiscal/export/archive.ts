import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { ExportedJournal } from "../ops/export-journal";

/** The program that checks an export without us, as it is served and enclosed. */
export const checkerBytes = (): Uint8Array => readFileSync(join(process.cwd(), "lib", "fiscal", "export", "check.mjs"));

const README = `Журнал кассы / Касса журналы / Journal of a cash register

Проверка без доступа к нашей системе: установите Node.js 20 или новее и выполните
Біздің жүйесіз тексеру: Node.js 20 немесе одан жаңасын орнатып, орындаңыз
To check it without our system, install Node.js 20 or newer and run

    node check.mjs journal.jsonl

Программа назовет первый документ, в котором изменен хотя бы один байт.
Бағдарлама бір байты болса да өзгертілген бірінші құжатты атайды.
It names the first document of which even one byte was changed.
`;

/** An export with the program that checks it, as one archive. */
export function exportArchive(
  exported: ExportedJournal,
  madeAt: Date,
): { readonly name: string; readonly bytes: Uint8Array } {
  const files = {
    "journal.jsonl": strToU8(exported.text),
    "check.mjs": checkerBytes(),
    "README.txt": strToU8(README),
  };
  const { registrationNumber, from, to } = exported;
  return {
    name: `journal-${registrationNumber}-${from}-${to}.zip`,
    bytes: zipSync(files, { mtime: madeAt, level: 6 }),
  };
}
