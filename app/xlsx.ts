import { strToU8, zipSync } from "fflate";

/** A figure as its decimal digits, `1234.50`: it reaches the sheet as it was written, never through a float. */
export type Figure = { readonly decimal: string; readonly look: "money" | "count" | "quantity" };
export type Cell = string | Figure;

/** Order of the cell formats in styles.xml. */
const STYLES = { text: 0, head: 1, money: 2, count: 3, quantity: 4, quoted: 5 } as const;
const WIDTHS = { least: 10, most: 48 } as const;

/** Signs that XML cannot carry: controls, halves of pairs, two that are no characters. */
const isFit = (sign: string): boolean => !/^[\p{Cc}\p{Cs}\ufffe\uffff]$/u.test(sign) || /^[\t\n\r]$/.test(sign);

const escaped = (text: string): string =>
  [...text]
    .filter(isFit)
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Texts are inline strings, which no program computes; what would begin a formula keeps its quote when it is typed anew. */
function cellXml(cell: Cell, at: string, head: boolean): string {
  if (typeof cell !== "string")
    return /^-?\d+(\.\d+)?$/.test(cell.decimal)
      ? `<c r="${at}" s="${STYLES[cell.look]}"><v>${cell.decimal}</v></c>`
      : "";
  if (cell === "") return "";
  const style = head ? STYLES.head : /^[=+\-@\t\r]/.test(cell) ? STYLES.quoted : STYLES.text;
  return `<c r="${at}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

const lengthOf = (cell: Cell | undefined): number =>
  cell === undefined ? 0 : typeof cell === "string" ? cell.length : cell.decimal.length + 3;

/** A column as sheets call it: A to Z, then AA. */
const letters = (at: number): string =>
  (at >= 26 ? letters(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + (at % 26));

function sheetXml(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const widths = head.map((title, column) => {
    const longest = rows.reduce((most, row) => Math.max(most, lengthOf(row[column])), title.length);
    return Math.min(WIDTHS.most, Math.max(WIDTHS.least, longest + 2));
  });
  const cols = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const row = (cells: readonly Cell[], number: number) =>
    `<row r="${number}">${cells.map((cell, at) => cellXml(cell, `${letters(at)}${number}`, number === 1)).join("")}</row>`;
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join("")}</cols><sheetData>${[head, ...rows].map((cells, at) => row(cells, at + 1)).join("")}</sheetData></worksheet>`;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const format = (id: number, extra = "") =>
  `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" ${extra}/>`;

const PARTS: Readonly<Record<string, string>> = {
  "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
  "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  // Formats 4 and 3 are the built-in `#,##0.00` and `#,##0`.
  "xl/styles.xml": `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.###"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6">${format(0)}<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>${format(4, 'applyNumberFormat="1"')}${format(3, 'applyNumberFormat="1"')}${format(164, 'applyNumberFormat="1"')}${format(0, 'quotePrefix="1"')}</cellXfs></styleSheet>`,
};

/** Writes one sheet with a bold, frozen head. */
export function xlsxBytes(
  sheet: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): Uint8Array<ArrayBuffer> {
  const name = escaped(sheet.replace(/[[\]:*?/\\']/g, " ").slice(0, 31));
  const files = {
    ...Object.fromEntries(Object.entries(PARTS).map(([path, xml]) => [path, strToU8(XML + xml)])),
    "xl/workbook.xml": strToU8(
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/worksheets/sheet1.xml": strToU8(sheetXml(head, rows)),
  };
  return zipSync(files, { level: 6 });
}
