import type { Tiyn } from "@/lib/kernel";
import type { PaperHead } from "../core/document";
import { PAYMENT_TYPES, RECEIPT_KINDS, type ReceiptKind, type VatKind } from "../core/kinds";
import type { Report } from "../core/report";
import type { PerReceiptKind, Tally } from "../core/tallies";
import { COLUMNS, money, Sheet, stamp } from "./layout";
import type { Paper, PaperLanguage } from "./paper";
import { WORDS, type Words } from "./words";

/** Reports name sales, purchases, then their returns. */
const ORDER: readonly ReceiptKind[] = ["sale", "purchase", "sale_return", "purchase_return"];

const count = (value: number): string => value.toString().padStart(4, "0");

function head(sheet: Sheet, report: Report, paper: PaperHead, language: PaperLanguage, words: Words): void {
  sheet.centre(paper.registerName).centre(language === "kk" ? paper.addressKk : paper.addressRu);
  sheet.centre(paper.sellerName, true).blank();
  sheet.pair(words.anyXin, paper.sellerXin);
  sheet.pair(words.factoryNumber.replace(":", ""), paper.factoryNumber);
  sheet.pair(words.registrationNumber.replace(":", ""), paper.registrationNumber);
  sheet.blank().centre(report.type === "x" ? words.xReport : words.zReport, true);
  sheet.centre(words.shiftTitle(report.shiftNumber), true);
  sheet.centre(`${stamp(report.openedAt)}-${stamp(report.at)}`).rule();
}

function tallies(sheet: Sheet, title: string, per: PerReceiptKind<Tally>, words: Words): void {
  sheet.centre(title);
  for (const kind of ORDER) sheet.pair(`${count(per[kind].count)} ${words.brief[kind]}`, money(per[kind].sumTiyn));
  sheet.rule();
}

function sections(sheet: Sheet, { counters }: Report, words: Words): void {
  sheet.centre(words.sections);
  for (const [code, per] of Object.entries(counters.sections)) {
    sheet.left(words.section(code));
    for (const kind of ORDER)
      if (per[kind].count > 0) sheet.pair(`${count(per[kind].count)} ${words.brief[kind]}`, money(per[kind].sumTiyn));
  }
  sheet.rule().centre(words.sectionTotals);
  for (const kind of ORDER) sheet.pair(words.totals[kind], money(counters.results[kind].sumTiyn));
  sheet.rule();
}

function taxes(sheet: Sheet, { counters }: Report, words: Words): void {
  sheet.centre(words.taxes);
  for (const [rate, per] of Object.entries(counters.taxes)) {
    const name = words.vat(rate as VatKind); // cast: keys of the counters
    sheet.left(name);
    for (const kind of RECEIPT_KINDS) {
      if (per[kind].turnoverTiyn === 0n) continue;
      sheet.pair(words.kinds[kind], money(per[kind].turnoverTiyn));
      sheet.pair(name, money(per[kind].vatTiyn), { indent: 1 });
    }
  }
  sheet.rule();
}

function lifeSums(sheet: Sheet, title: string, sums: PerReceiptKind<Tiyn>, words: Words): void {
  sheet.left(title);
  for (const kind of ORDER) sheet.pair(words.brief[kind], money(sums[kind]), { indent: 1 });
  sheet.rule();
}

function receipts(sheet: Sheet, { counters }: Report, words: Words): void {
  for (const kind of ORDER) {
    const tally = counters.receipts[kind];
    sheet.left(words.counts[kind]);
    sheet.pair(count(tally.count), money(tally.sumTiyn), kind === "sale" ? { big: true } : {});
    for (const type of PAYMENT_TYPES) {
      const paid = tally.payments[type];
      if (paid.count > 0) sheet.pair(words.payments[type].replace(":", ""), money(paid.sumTiyn), { indent: 1 });
    }
  }
  sheet.rule();
}

/** An X- or Z-report, its blocks in the order of practice (domain sheet §3.9). The first blocks stand in an X alone. */
export function reportPaper(report: Report, paper: PaperHead, language: PaperLanguage): Paper {
  const words = WORDS[language];
  const { counters } = report;
  const sheet = new Sheet(COLUMNS);
  head(sheet, report, paper, language, words);
  if (report.type === "x") {
    sections(sheet, report, words);
    tallies(sheet, words.discounts, counters.discounts, words);
    const none: Tally = { count: 0, sumTiyn: 0n as Tiyn }; // cast: zero tiyn
    tallies(sheet, words.markups, { sale: none, sale_return: none, purchase: none, purchase_return: none }, words);
    taxes(sheet, report, words);
  }
  sheet.centre(report.type === "x" ? words.withoutReset : words.withReset, true);
  lifeSums(sheet, words.startSums, counters.startNonResettableTiyn, words);
  receipts(sheet, report, words);
  sheet.pair(
    `${words.deposits} ${count(counters.placements.deposit.count)}`,
    money(counters.placements.deposit.sumTiyn),
  );
  sheet.pair(
    `${words.withdrawals} ${count(counters.placements.withdrawal.count)}`,
    money(counters.placements.withdrawal.sumTiyn),
  );
  sheet.pair(words.cash, money(counters.cashTiyn), { bold: true });
  sheet.pair(words.revenue, money(report.revenueTiyn), { bold: true }).rule();
  lifeSums(sheet, words.endSums, counters.nonResettableTiyn, words);
  sheet.left(`${words.madeBy} ${paper.operatorTitle}`);
  return { columns: COLUMNS, lines: sheet.lines, qr: null };
}
