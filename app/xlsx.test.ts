import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { readTable } from "@/lib/files";
import { quantityMilli, tiyn } from "@/lib/kernel";
import { count, money, quantity, tableFile } from "./table-file";
import { xlsxBytes } from "./xlsx";

const head = ["Товар", "Сумма"];
const sheetOf = (bytes: Uint8Array) => strFromU8(unzipSync(bytes)["xl/worksheets/sheet1.xml"] ?? new Uint8Array());

test("a sum reaches the sheet digit by digit, beyond what a float could hold", () => {
  const sheet = sheetOf(xlsxBytes("Отчет", head, [["Хлеб", money(tiyn(9_007_199_254_740_993n))]]));
  expect(sheet).toContain("<v>90071992547409.93</v>");
  const figures = [money(tiyn(-5n)), count(1000), quantity(quantityMilli(-486n))];
  expect(sheetOf(xlsxBytes("Отчет", head, [figures]))).toContain(
    '<v>-0.05</v></c><c r="B2" s="3"><v>1000</v></c><c r="C2" s="4"><v>-0.486</v>',
  );
});

test("what it writes is read again by another program's reader, texts as texts", async () => {
  const rows = [
    ["=1+1", money(tiyn(50_000n))],
    ['Нан "қара" <500 г> & сүт', money(tiyn(1n))],
  ];
  const read = await readTable(xlsxBytes("Отчет: [1]/2", head, rows));
  expect(read).toMatchObject({ ok: true });
  expect(JSON.stringify(read)).toContain("=1+1");
  expect(JSON.stringify(read)).toContain('Нан \\"қара\\" <500 г> & сүт');
});

test("a text that would begin a formula is quoted, and signs that XML cannot carry are left out", () => {
  const sheet = sheetOf(xlsxBytes("Отчет", head, [["=HYPERLINK(1)", "a\u0007b\ud800c"]]));
  expect(sheet).toContain('<c r="A2" t="inlineStr" s="5"><is><t xml:space="preserve">=HYPERLINK(1)</t>');
  expect(sheet).toContain(">abc<");
  expect(sheet).not.toContain("<f>");
});

test("the same table comes as CSV with a comma in its sums", async () => {
  const file = tableFile(new URLSearchParams("format=csv"), "Отчет", head, [["=1+1", money(tiyn(123_456n))]]);
  expect(await file.text()).toContain("'=1+1;1234,56\r\n");
  expect(file.headers.get("content-disposition")).toContain(".csv");
});
