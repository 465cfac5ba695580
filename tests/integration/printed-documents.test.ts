import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET as ownersFile } from "@/app/(cabinet)/cabinet/registers/[id]/documents/[documentId]/file/route";
import { saveSettingsAction } from "@/app/(cabinet)/cabinet/registers/[id]/settings/actions";
import { GET as buyersPdf } from "@/app/(public)/r/[token]/pdf/route";
import { receiptPath } from "@/lib/fiscal";
import { receiptView } from "@/lib/fiscal/queries/documents";
import { registerSettingsOf } from "@/lib/registers";
import { Browser, formOf } from "../support/browser";
import { look } from "../support/db";
import { givenShop, type Shop, sell } from "../support/fiscal";
import { startOperator, type TestOperator } from "../support/operator";
import { pdfText } from "../support/pdf-text";
import { givenOwner } from "../support/signed-in";

let operator: TestOperator;
let shop: Shop;
let owner: Browser;
beforeAll(async () => {
  operator = await startOperator();
  shop = await givenShop(() => operator.port);
  owner = (await givenOwner({ tenantId: shop.tenantId })).browser;
});
afterAll(() => operator.stop());

const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
const form = (change: Record<string, string> = {}) => ({
  ...{ registerId: shop.registerId, rounding: "total", roundingTo: "half_up", autoCloseAt: "23:30" },
  ...{ withdrawOnClose: "on", sections: "1 Продукты\n2 Табак и вода", paper: "58", paperLanguage: "both" },
  ...{ paperTop: "Сеть «Береке»", paperBottom: "Рахмет!\nСпасибо!", printer: "raster", printerCodeTable: "53" },
  ...change,
});
const save = (change: Record<string, string> = {}) => owner.act(saveSettingsAction, formOf(form(change)));
const file = (documentId: string, query: string) =>
  owner.send(ownersFile, `/file?${query}`, { params: { id: shop.registerId, documentId } });

describe("settings of a register", () => {
  test("are saved, read back, written to the audit log, and hold from the next document on", async () => {
    const before = await sell(shop);
    expect(await save()).toMatchObject({ status: "done" });
    expect((await registerSettingsOf(shop.tenantId, shop.registerId))?.settings).toMatchObject({
      ...{ rounding: "total", autoCloseAt: "23:30", withdrawOnClose: true, paper: "58", paperLanguage: "both" },
      sections: [
        { code: "1", name: "Продукты" },
        { code: "2", name: "Табак и вода" },
      ],
      ...{ paperTop: ["Сеть «Береке»"], paperBottom: ["Рахмет!", "Спасибо!"], printer: "raster" },
    });
    const acts = await look(
      "SELECT act FROM common.audit_entry WHERE tenant_id = $1 AND act = 'registers.settings_changed'",
      [shop.tenantId],
    );
    expect(acts).toHaveLength(1);
    const after = await sell(shop);
    const papers = async (id: string) => (await receiptView(shop.tenantId, shop.registerId, id))?.papers.both;
    expect((await papers(before.document.id))?.columns).toBe(48);
    const printed = await papers(after.document.id);
    expect(printed?.columns).toBe(32);
    expect(printed?.lines.map(({ text }) => text.trim())).toEqual(
      expect.arrayContaining(["Сеть «Береке»", "Рахмет!", "Спасибо!"]),
    );
  });

  test.each([
    ["a crooked time", { autoCloseAt: "25:00" }, "autoCloseAt", "registers.time_malformed"],
    ["one section twice", { sections: "1 Хлеб\n1 Вода" }, "sections", "registers.section_repeated"],
    ["a section's code with a space of another kind", { sections: "а/б Хлеб" }, "sections", "registers.section_code"],
    ["six lines", { paperTop: "1\n2\n3\n4\n5\n6" }, "paperTop", "registers.paper_lines_many"],
    ["a command for the printer", { paperBottom: "Рахмет\u001b@" }, "paperBottom", "field.malformed"],
    ["a page that no printer has", { printerCodeTable: "300" }, "printerCodeTable", "field.malformed"],
  ])("refuse %s and change nothing", async (_, change, field, code) => {
    const before = await registerSettingsOf(shop.tenantId, shop.registerId);
    expect(await save(change)).toMatchObject({ status: "refused", fields: { [field]: { code } } });
    expect(await registerSettingsOf(shop.tenantId, shop.registerId)).toEqual(before);
  });
});

describe("a document as a file", () => {
  test("is a PDF of any paper, and bytes for a printer", async () => {
    const { document } = await sell(shop);
    for (const size of ["58", "58-narrow", "80", "a4"]) {
      const answer = await file(document.id, `as=pdf&size=${size}&lang=kk`);
      expect(answer.headers.get("content-type")).toBe("application/pdf");
      expect(pdfText(await bytesOf(answer))).toContain("БАРЛЫҒЫ");
    }
    const points = await bytesOf(await file(document.id, "as=escpos&size=80"));
    expect([...points.subarray(0, 5)]).toEqual([0x1b, 0x40, 0x1d, 0x76, 0x30]);
    expect(pdfText(await bytesOf(await file(document.id, "copy=1&lang=ru")))).toContain("ДУБЛИКАТ");
  });

  test("of no such form, or of no such document, is absent", async () => {
    const { document } = await sell(shop);
    for (const query of ["as=html", "size=57", "lang=de", "as=escpos&size=a4"])
      expect((await file(document.id, query)).status).toBe(404);
    expect((await file(randomUUID(), "as=pdf")).status).toBe(404);
  });
});

describe("the buyer's copy", () => {
  test("opens for whoever has its address and for nobody else", async () => {
    const { document } = await sell(shop);
    const { tenantId, registerId } = shop;
    const token = receiptPath({ tenantId, registerId, documentId: document.id }).slice("/r/".length);
    const buyer = new Browser();
    const pdf = await buyer.send(buyersPdf, "/pdf?lang=ru", { params: { token } });
    expect(pdf.status).toBe(200);
    expect(pdfText(await bytesOf(pdf))).toContain("ФИСКАЛЬНЫЙ ЧЕК");
    const other = receiptPath({ tenantId, registerId, documentId: randomUUID() }).slice("/r/".length);
    expect((await buyer.send(buyersPdf, "/pdf", { params: { token: other } })).status).toBe(404);
    expect((await buyer.send(buyersPdf, "/pdf", { params: { token: `${token.slice(0, -2)}AA` } })).status).toBe(404);
  });
});
