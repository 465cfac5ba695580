import { describe, expect, test } from "vitest";
import { tiyn } from "@/lib/kernel";
import { client, day, provider } from "@/tests/support/papers";
import { pdfPages, pdfText } from "@/tests/support/pdf-text";
import { type ContractInput, contractPdf, type InvoiceInput, invoicePdf } from ".";
import { sumInKazakh, sumInRussian } from "./paper/words";

const madeAt = new Date("2026-11-19T05:00:00Z");

const contract: ContractInput = {
  number: "70003",
  date: day("28.09.2026"),
  madeAt,
  product: "Тиын Касса",
  provider,
  client,
  tariffs: [{ name: "БАЗОВЫЙ", priceTiyn: tiyn(250_000n) }],
};

const invoice: InvoiceInput = {
  number: "519",
  date: day("19.11.2026"),
  madeAt,
  amountTiyn: tiyn(2_000_050n),
  provider,
  client,
  contract: { number: "70003", date: day("28.09.2026") },
};

describe("the contract", () => {
  test("[S-031] [S-065] names its number, both parties and every price, in both languages", async () => {
    const text = pdfText(await contractPdf(contract));
    for (const part of [
      "Сублицензионное соглашение №70003 от 28.09.2026",
      "28.09.2026 жылғы №70003 сублицензиялық келісім",
      "ТОО «Тиын Сервис»",
      "ТОО «Әлем Құрылыс»",
      "БИН 190540009993",
      "серия 60001 № 0065985 от 05.05.2020",
      "«БАЗОВЫЙ»: 2 500,00 тенге",
      "ИИК KZ41722C000000000001",
    ])
      expect(text).toContain(part.replaceAll("\u00a0", " "));
    expect(text).not.toContain("ДЕМО");
  });

  test("fills several pages, each numbered, and has the same clauses in Russian and Kazakh", async () => {
    const pages = pdfPages(await contractPdf(contract));
    expect(pages.length).toBeGreaterThanOrEqual(5);
    for (const [index, page] of pages.entries()) expect(page).toContain(`${index + 1} / ${pages.length}`);
    const numbers = pages.join("\n").match(/^\d+\.\d+\.(?!\d)/gm) ?? [];
    const half = numbers.length / 2;
    expect(numbers.slice(0, half)).toEqual(numbers.slice(half));
  });

  test("equal input gives equal bytes, so a signature made later still fits", async () => {
    const [first, second] = [await contractPdf(contract), await contractPdf(contract)];
    expect(Buffer.from(first).equals(second)).toBe(true);
    const other = await contractPdf({ ...contract, number: "70004" });
    expect(Buffer.from(first).equals(other)).toBe(false);
  });

  test("an entrepreneur signs with an ИИН and without a VAT line", async () => {
    const person = { ...client, kind: "entrepreneur", xin: "910128300551", name: "ИП Әсем", vat: null } as const;
    const text = pdfText(await contractPdf({ ...contract, client: person }));
    expect(text).toContain("ИИН 910128300551");
    expect(text).not.toContain("серия");
  });
});

describe("the invoice", () => {
  test("[S-060] carries what a bank needs: payee, account, sum in figures and words, purpose", async () => {
    const text = pdfText(await invoicePdf(invoice));
    for (const part of [
      "Счет на оплату № 519 от 19.11.2026",
      "KZ41722C000000000001",
      "CASPKZKA",
      "БИН 190540009993, ТОО «Әлем Құрылыс»",
      "20 000,50",
      "Двадцать тысяч тенге 50 тиын",
      "Жиырма мың теңге 50 тиын",
      "Сублицензионное соглашение №70003 от 28.09.2026",
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("\ufffd");
  });

  test("the demo's invoice says that it must not be paid", async () => {
    const text = pdfText(await invoicePdf({ ...invoice, provider: { ...provider, demo: true } }));
    expect(text).toContain("не для оплаты");
  });
});

test.each([
  [0n, "Ноль тенге 00 тиын", "Нөл теңге 00 тиын"],
  [100n, "Один тенге 00 тиын", "Бір теңге 00 тиын"],
  [1_100n, "Одиннадцать тенге 00 тиын", "Он бір теңге 00 тиын"],
  [250_000n, "Две тысячи пятьсот тенге 00 тиын", "Екі мың бес жүз теңге 00 тиын"],
  [2_100_000n, "Двадцать одна тысяча тенге 00 тиын", "Жиырма бір мың теңге 00 тиын"],
  [
    123_456_789_01n,
    "Сто двадцать три миллиона четыреста пятьдесят шесть тысяч семьсот восемьдесят девять тенге 01 тиын",
    "Жүз жиырма үш миллион төрт жүз елу алты мың жеті жүз сексен тоғыз теңге 01 тиын",
  ],
  [100_000_000_000n, "Один миллиард тенге 00 тиын", "Бір миллиард теңге 00 тиын"],
])("%s tiyn in words", (sum, russian, kazakh) => {
  expect(sumInRussian(tiyn(sum))).toBe(russian);
  expect(sumInKazakh(tiyn(sum))).toBe(kazakh);
});
