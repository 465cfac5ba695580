import type { Tiyn } from "@/lib/kernel";
import type { PaperHead } from "../core/document";
import { PAYMENT_TYPES, PLACEMENT_DIRECTIONS, RECEIPT_KINDS, type ReceiptKind, type VatKind } from "../core/kinds";
import type { Report } from "../core/report";
import { completeCounters, type PerReceiptKind, type Tally } from "../core/tallies";
import { money, Sheet, stamp } from "./layout";
import type { Paper } from "./paper";
import { address, type PaperStyle } from "./style";
import type { Words } from "./words";

/** Reports name sales, purchases, then their returns. */
const ORDER: readonly ReceiptKind[] = ["sale", "purchase", "sale_return", "purchase_return"];

const count = (value: number): string => value.toString().padStart(4, "0");

function head(sheet: Sheet, report: Report, paper: PaperHead, style: PaperStyle): void {
  const { language, words } = style;
  sheet.centre(paper.registerName);
  for (const each of address(language, paper)) sheet.centre(each);
  sheet.centre(paper.sellerName, true).blank();
  sheet.pair(words.anyXin, paper.sellerXin);
  sheet.pair(words.factoryNumber.replace(":", ""), paper.factoryNumber);
  sheet.pair(words.registrationNumber.replace(":", ""), paper.registrationNumber);
  sheet.blank().centre(report.type === "x" ? words.xReport : words.zReport, true);
  sheet.centre(words.shiftTitle(report.shiftNumber), true);
  const [from, to] = [stamp(report.openedAt), stamp(report.at)];
  if (style.columns > from.length + to.length) sheet.centre(`${from}-${to}`).rule();
  else sheet.centre(`${from} -`).centre(to).rule();
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
    if (tally.changeTiyn > 0n) sheet.pair(words.change, money(tally.changeTiyn), { indent: 1 });
    if (tally.offlineCount > 0) sheet.pair(words.autonomousCount, count(tally.offlineCount), { indent: 1 });
  }
  sheet.rule();
}

/** An X- or Z-report, its blocks in the order of practice (domain sheet §3.9); both carry all of them. */
export function reportPaper(stored: Report, paper: PaperHead, style: PaperStyle): Paper {
  const { words } = style;
  const counters = completeCounters(stored.counters);
  const report = { ...stored, counters };
  const sheet = new Sheet(style.columns);
  head(sheet, report, paper, style);
  sections(sheet, report, words);
  tallies(sheet, words.discounts, counters.discounts, words);
  tallies(sheet, words.markups, counters.markups, words);
  taxes(sheet, report, words);
  sheet.centre(report.type === "x" ? words.withoutReset : words.withReset, true);
  lifeSums(sheet, words.startSums, counters.startNonResettableTiyn, words);
  receipts(sheet, report, words);
  for (const direction of PLACEMENT_DIRECTIONS) {
    const { count: times, sumTiyn } = counters.placements[direction];
    sheet.pair(`${words.placementCounts[direction]} ${count(times)}`, money(sumTiyn));
  }
  sheet.pair(words.cash, money(counters.cashTiyn), { bold: true });
  sheet.pair(words.revenue, money(report.revenueTiyn), { bold: true }).rule();
  lifeSums(sheet, words.endSums, counters.nonResettableTiyn, words);
  sheet.left(`${words.madeBy} ${paper.operatorTitle}`);
  sheet.foot(paper.bottomLines);
  return sheet.paper();
}
