import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import writeXlsx from "write-excel-file/node";
import { limits } from "@/lib/kernel";
import { readTable } from "./read-table";

const csv = (text: string) => readTable(new TextEncoder().encode(text));
const xlsx = async (rows: (string | number)[][]) =>
  readTable(new Uint8Array(await writeXlsx(rows.map((row) => row.map((value) => ({ value })))).toBuffer()));

const TOO_LARGE = { ok: false, error: { code: "files.table_too_large", max: limits.importRowsMax } };

describe("a table", () => {
  test("of any delimiter reads alike, with its mark, quotes and empty lines", async () => {
    const wanted = {
      ok: true,
      value: [
        ["Название", "Цена"],
        ["Хлеб; белый", "250,50"],
      ],
    };
    expect(await csv('\ufeffНазвание;Цена\r\n"Хлеб; белый";250,50\r\n\r\n')).toEqual(wanted);
    expect(await csv("Название\tЦена\nХлеб; белый\t250,50\n")).toEqual(wanted);
    expect(await csv('Название,Цена\nХлеб; белый,"250,50"\n')).toEqual(wanted);
  });

  test("of an old spreadsheet is read in its code page", async () => {
    const bytes = Uint8Array.from([0xd5, 0xeb, 0xe5, 0xe1, 0x3b, 0x31, 0x0a, 0xd1, 0xeb, 0xe0, 0x3b, 0x32]);
    expect(await readTable(bytes)).toEqual({
      ok: true,
      value: [
        ["Хлеб", "1"],
        ["Сла", "2"],
      ],
    });
  });

  test("in XLSX keeps numbers as the file has them", async () => {
    expect(
      await xlsx([
        ["Название", "Цена"],
        ["Нан", 250.5],
        ["Сүт", 4870001234560],
      ]),
    ).toEqual({
      ok: true,
      value: [
        ["Название", "Цена"],
        ["Нан", "250.5"],
        ["Сүт", "4870001234560"],
      ],
    });
  });

  test("gives back what an export disarmed", async () => {
    expect(await csv("a;b\n'=1+2;'+7\n")).toEqual({
      ok: true,
      value: [
        ["a", "b"],
        ["=1+2", "+7"],
      ],
    });
  });

  test("that is too long, empty or no table is refused by name", async () => {
    expect(await csv(`a;b\n${"x;1\n".repeat(100_000)}`)).toEqual(TOO_LARGE);
    expect(await csv(`a;b\n${"x;1\n".repeat(limits.importRowsMax)}`)).toMatchObject({ ok: true });
    expect(await csv("a;b\n")).toEqual({ ok: false, error: { code: "files.table_empty" } });
    const unreadable = { ok: false, error: { code: "files.table_unreadable" } };
    expect(await readTable(zipSync({ "a.txt": Uint8Array.of(1) }))).toEqual(unreadable);
    expect(await readTable(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]))).toEqual(unreadable);
  });

  test("that is a bomb is refused, also one that lies about its size in both places that say it", async () => {
    const size = 65 * 1024 * 1024;
    const bomb = zipSync({ "xl/worksheets/sheet1.xml": [new Uint8Array(size), { level: 1 }] });
    expect(bomb.length).toBeLessThan(limits.uploadBytes);
    expect(await readTable(bomb)).toEqual(TOO_LARGE);
    const liar = Buffer.from(bomb);
    const said = Buffer.alloc(4);
    said.writeUInt32LE(size);
    for (let at = liar.indexOf(said); at >= 0; at = liar.indexOf(said, at + 4)) liar.writeUInt32LE(10, at);
    expect(await readTable(liar)).toEqual(TOO_LARGE);
  }, 30_000);
});
