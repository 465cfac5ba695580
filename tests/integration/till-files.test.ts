import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveSettingsAction } from "@/app/(cabinet)/cabinet/registers/[id]/settings/actions";
import { GET as tillsFile } from "@/app/(pos)/pos/[registerId]/receipts/[documentId]/file/route";
import { receiptView } from "@/lib/fiscal/queries/documents";
import { Browser, formOf } from "../support/browser";
import { look } from "../support/db";
import { givenSecondTill, givenShop, type Shop, sell } from "../support/fiscal";
import { startOperator, type TestOperator } from "../support/operator";
import { pdfText } from "../support/pdf-text";
import { givenCashier, givenOwner } from "../support/signed-in";

let operator: TestOperator;
let shop: Shop;
let owner: Browser;
let cashier: Browser;
beforeAll(async () => {
  operator = await startOperator();
  shop = await givenShop(() => operator.port);
  owner = (await givenOwner({ tenantId: shop.tenantId })).browser;
  cashier = (await givenCashier({ tenantId: shop.tenantId, accountId: shop.cashierId })).browser;
});
afterAll(() => operator.stop());

const SETTINGS = {
  ...{ rounding: "none", roundingTo: "half_up", autoCloseAt: "", sections: "", paper: "80", paperLanguage: "both" },
  ...{ paperTop: "", paperBottom: "", printer: "text", printerCodeTable: "53" },
};
async function set(change: Partial<typeof SETTINGS>): Promise<void> {
  const saved = await owner.act(saveSettingsAction, formOf({ registerId: shop.registerId, ...SETTINGS, ...change }));
  expect(saved).toMatchObject({ status: "done" });
}

type Asked = { readonly registerId?: string; readonly by?: Browser; readonly headers?: Record<string, string> };
const ask = (documentId: string, query: string, { registerId = shop.registerId, by = cashier, headers }: Asked = {}) =>
  by.send(tillsFile, `/pos/${registerId}/receipts/${documentId}/file?${query}`, {
    params: { registerId, documentId },
    ...(headers ? { headers } : {}),
  });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const file = async (documentId: string, query: string) => {
  const answer = await ask(documentId, query);
  expect(answer.status).toBe(200);
  return bytesOf(answer);
};

/** Commands begin with a control sign, which stands here as a letter that no paper has. */
const LEADS = { "\x1b": "ƛ", "\x1d": "Ɠ", "\x1c": "Ƒ" };
/** ESC @ · FS . · ESC t, M, E, a, d with one byte · GS ! with one · GS V with two. */
const COMMANDS = /ƛ@|Ƒ\.|ƛ[tMEad][\s\S]|Ɠ![\s\S]|ƓV[\s\S]{2}/g;
const QR = /Ɠ\(k([\s\S])([\s\S])/;
/** The upper half of the printer's code page as far as these papers use it; Cyrillic letters follow from 0xC0. */
const SIGNS: Readonly<Record<number, string>> = {
  ...{ 141: "Қ", 142: "Һ", 157: "қ", 158: "һ", 161: "Ұ", 162: "ұ", 163: "Ә", 165: "Ө", 170: "Ғ", 171: "«" },
  ...{ 175: "Ү", 178: "І", 179: "і", 180: "ө", 185: "№", 186: "ғ", 187: "»", 188: "ә", 189: "Ң", 190: "ң" },
  191: "ү",
};

/** What a receipt printer puts on its roll, line by line, and what its QR says. */
function onRoll(bytes: Buffer): { readonly lines: string[]; readonly qr: string } {
  let [left, qr] = [bytes.toString("latin1"), ""];
  for (const [lead, letter] of Object.entries(LEADS)) left = left.replaceAll(lead, letter);
  for (let found = QR.exec(left); found; found = QR.exec(left)) {
    const length = (found[1] ?? "").charCodeAt(0) + 256 * (found[2] ?? "").charCodeAt(0);
    const block = left.slice(found.index + 5, found.index + 5 + length);
    if (block[1] === "\x50") qr = block.slice(3);
    left = left.slice(0, found.index) + left.slice(found.index + 5 + length);
  }
  const text = left.replace(COMMANDS, "").replace(/[\x80-\xff]/g, (sign) => {
    const code = sign.charCodeAt(0);
    return SIGNS[code] ?? (code >= 0xc0 ? String.fromCharCode(0x410 + code - 0xc0) : "\ufffd");
  });
  return { lines: text.split("\n"), qr };
}
const widest = (lines: readonly string[]) => Math.max(...lines.map((line) => line.length));
/** A tall line is laid out anew to the whole width. */
const words = (lines: readonly string[]) => lines.map((line) => line.trim().replace(/\s+/g, " ")).filter(Boolean);

describe("a receipt for the till's own printer", () => {
  test.each([
    ["58", "ru", 32, 0],
    ["58-narrow", "kk", 36, 1],
    ["80", "both", 48, 0],
  ] as const)(
    "on %s in %s has %i signs a line, word for word what was frozen",
    async (paper, paperLanguage, columns, face) => {
      await set({ paper, paperLanguage });
      const { document } = await sell(shop);
      const bytes = await file(document.id, "as=escpos");
      const { lines, qr } = onRoll(bytes);
      const frozen = (await receiptView(shop.tenantId, shop.registerId, document.id))?.papers[paperLanguage];
      expect(widest(lines)).toBe(columns);
      expect(lines).toContain("-".repeat(columns));
      expect(words(lines)).toEqual(words(frozen?.lines.map(({ text }) => text) ?? []));
      expect(qr).toBe(frozen?.qr?.text);
      expect(bytes.includes(Buffer.from([0x1b, 0x4d, 1]))).toBe(face === 1);
      expect(bytes.subarray(-4)).toEqual(Buffer.from([0x1d, 0x56, 66, 0]));
    },
  );

  test("is drawn in points where the printer's letters are not trusted, one head wide", async () => {
    await set({ paper: "58", printer: "raster" });
    const { document } = await sell(shop);
    const bytes = await file(document.id, "as=escpos");
    expect([...bytes.subarray(0, 8)]).toEqual([0x1b, 0x40, 0x1d, 0x76, 0x30, 0, 384 / 8, 0]);
  });

  test("stays as it was printed, whatever the register and its owner are called and set to since", async () => {
    await set({ paper: "58", paperLanguage: "ru", paperTop: "Сеть «Береке»" });
    const { document } = await sell(shop);
    const before = await file(document.id, "as=escpos");
    await set({ paper: "80", paperLanguage: "kk", paperTop: "Другое имя" });
    await look("UPDATE cabinet.organization SET name = 'ТОО «Жаңа атау»' WHERE tenant_id = $1", [shop.tenantId]);
    await look("UPDATE cabinet.register SET name = 'Касса жаңа' WHERE id = $1", [shop.registerId]);
    expect(await file(document.id, "as=escpos")).toEqual(before);
    expect(onRoll(before).lines.map((line) => line.trim())).toContain("Сеть «Береке»");
    expect(onRoll(await file((await sell(shop)).document.id, "as=escpos")).lines.join()).toContain("Жаңа атау");
  });

  test("says on a copy that it is one, in each language, on the roll and as a PDF, and only there", async () => {
    await set({ paper: "80", paperLanguage: "both" });
    const { document } = await sell(shop);
    for (const [lang, word] of [
      ["ru", "ДУБЛИКАТ"],
      ["kk", "КӨШІРМЕ"],
    ] as const) {
      const asked = (query: string) => file(document.id, `lang=${lang}&${query}`);
      expect(onRoll(await asked("as=escpos&copy=1")).lines.join("\n")).toContain(word);
      expect(onRoll(await asked("as=escpos")).lines.join("\n")).not.toContain(word);
      expect(pdfText(await asked("as=pdf&copy=1"))).toContain(word);
      expect(pdfText(await asked("as=pdf"))).not.toContain(word);
    }
  });
});

test("a PDF opens in the browser on any paper, in the language asked for", async () => {
  const { document } = await sell(shop);
  for (const size of ["58", "58-narrow", "80", "a4"]) {
    const answer = await ask(document.id, `size=${size}&lang=ru`);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("content-disposition")).toMatch(/^inline; filename="sale-\d+\.pdf"/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const text = pdfText(await bytesOf(answer));
    for (const words of ["ФИСКАЛЬНЫЙ ЧЕК", "Хлеб пшеничный, 500 г", "ИТОГО"]) expect(text).toContain(words);
  }
});

describe("a receipt is absent", () => {
  test("in a form that there is none of", async () => {
    const { document } = await sell(shop);
    for (const query of ["as=html", "as=", "size=57", "lang=de", "as=escpos&size=a4"])
      expect((await ask(document.id, query)).status, query).toBe(404);
    expect((await ask(randomUUID(), "as=pdf")).status).toBe(404);
    expect((await ask("../1", "as=pdf")).status).toBe(404);
  });

  test("for another organisation, by whichever register it is asked", async () => {
    const { document } = await sell(shop);
    const stranger = await givenShop(() => operator.port);
    const by = (await givenCashier({ tenantId: stranger.tenantId, accountId: stranger.cashierId })).browser;
    expect((await ask(document.id, "as=pdf", { by })).status).toBe(404);
    expect((await ask(document.id, "as=pdf", { by, registerId: stranger.registerId })).status).toBe(404);
    const own = await sell(stranger);
    expect((await ask(own.document.id, "as=pdf", { by, registerId: stranger.registerId })).status).toBe(200);
  });

  test("for a cashier of another register of the same shop, and under the number of another register", async () => {
    const { document } = await sell(shop);
    const second = await givenSecondTill(shop, () => operator.port);
    expect((await ask(document.id, "as=escpos", { registerId: second.registerId })).status).toBe(404);
    const other = randomUUID();
    await look("INSERT INTO cabinet.cashier VALUES ($1, $2, 'marat', 'Маратов М.', now(), NULL)", [
      shop.tenantId,
      other,
    ]);
    await look("INSERT INTO cabinet.cashier_register VALUES ($1, $2, $3)", [shop.tenantId, other, second.registerId]);
    const by = (await givenCashier({ tenantId: shop.tenantId, accountId: other })).browser;
    expect((await ask(document.id, "as=escpos", { by })).status).toBe(404);
    const beside = await sell(second);
    expect((await ask(beside.document.id, "as=pdf", { by, registerId: second.registerId })).status).toBe(200);
  });

  test("for whoever is not signed in at the till: a program is told so, a person is led to the door", async () => {
    const { document } = await sell(shop);
    expect((await ask(document.id, "as=pdf", { by: new Browser() })).status).toBe(401);
    expect((await ask(document.id, "as=pdf", { by: owner })).status).toBe(401);
    const led = await ask(document.id, "as=pdf", { by: new Browser(), headers: { accept: "text/html" } });
    expect(led.status).toBe(303);
    expect(led.headers.get("location")).toMatch(/^\/pos\/sign-in\?next=/);
  });
});
