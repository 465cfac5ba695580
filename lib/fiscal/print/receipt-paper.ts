import { checkUrl } from "@/lib/cpcr";
import { unit } from "@/lib/directory";
import { formatQuantity, type QuantityMilli, tiyn, toPrintable, ZERO_TIYN } from "@/lib/kernel";
import type { FiscalDocument, PaperHead, PlacementBody, ReceiptBody } from "../core/document";
import type { ReceiptLine } from "../core/receipt";
import { money, Sheet, siteOf, stamp } from "./layout";
import type { Paper } from "./paper";
import { address, inLanguage, type PaperStyle } from "./style";
import type { Words } from "./words";

/** What is known about a document at the moment of printing. */
export type PrintedOutcome = {
  readonly outcome: "accepted" | "autonomous" | "pending" | "rejected";
  readonly issuedAutonomous: boolean;
  readonly fiscalSign: string | null;
  readonly qrText: string | null;
  /** A second print of the same document. */
  readonly copy?: boolean;
};

const receiptNumber = (number: number): string => `№${number.toString().padStart(10, "0")}`;

function seller(sheet: Sheet, head: PaperHead, words: Words): void {
  sheet.centre(head.sellerName, true).centre(`${words.xin[head.sellerIs]} ${head.sellerXin}`);
  const { vatCertificate } = head;
  if (vatCertificate) sheet.centre(`${words.vatSeries} ${vatCertificate.series} № ${vatCertificate.number}`);
  sheet.centre(head.registerName);
}

/**
 * What stands under a line: the national catalogue's code and the marks of its units (requisite 8 since 2026). The separators inside
 * a mark are control characters and are not printed.
 */
function codes(sheet: Sheet, { ntin, marks }: ReceiptLine, words: Words): void {
  if (ntin) sheet.left(`${words.ntin} ${ntin}`, 3);
  for (const mark of marks ?? []) sheet.left(`${words.mark} ${toPrintable(mark).trim()}`, 3);
}

function lines(sheet: Sheet, body: ReceiptBody, { language, words }: PaperStyle): void {
  for (const [index, line] of body.lines.entries()) {
    sheet.hanging(`${index + 1}. ${line.name}`, 3);
    codes(sheet, line, words);
    const short = inLanguage(language, unit(line.unitCode)?.short, "/");
    const quantity = formatQuantity(line.quantityMilli as QuantityMilli).replaceAll("\u00a0", " "); // cast: stored thousandths
    const each = `${quantity} ${short} x ${money(line.priceTiyn)}`;
    const markup = line.markupTiyn ?? ZERO_TIYN;
    if (line.discountTiyn > 0n || markup > 0n) {
      sheet.pair(each, money(line.grossTiyn), { indent: 3 });
      if (line.discountTiyn > 0n) sheet.pair(words.discount, `-${money(line.discountTiyn)}`, { indent: 3 });
      if (markup > 0n) sheet.pair(words.markup, money(markup), { indent: 3 });
    } else sheet.left(each, 3);
    // The receipt's own discount or markup is shown once, below; a line shows what it costs without it.
    const own = tiyn(line.netTiyn + line.receiptDiscountTiyn - (line.receiptMarkupTiyn ?? 0n));
    if (line.storno) sheet.pair(words.storno, `-${money(line.grossTiyn)}`, { indent: 3 });
    else sheet.pair(words.lineSum, money(own), { indent: 3 });
  }
}

function sums(sheet: Sheet, body: ReceiptBody, words: Words): void {
  if (body.receiptDiscountTiyn > 0n) sheet.pair(words.receiptDiscount, `-${money(body.receiptDiscountTiyn)}`);
  if (body.receiptMarkupTiyn) sheet.pair(words.receiptMarkup, money(body.receiptMarkupTiyn));
  if (body.roundingTiyn) sheet.pair(words.rounding, money(body.roundingTiyn));
  for (const payment of body.payments) sheet.pair(words.payments[payment.type], money(payment.sumTiyn));
  if (body.takenTiyn !== null && body.basis === null) {
    sheet.pair(words.taken, money(body.takenTiyn));
    sheet.pair(words.change, money(body.changeTiyn ?? ZERO_TIYN));
  }
  sheet.blank().pair(words.total, money(body.totalTiyn), { big: true });
  for (const tax of body.taxes) sheet.pair(words.vatInside(tax.vatKind), money(tax.vatTiyn));
}

/** What the QR holds: the operator's own text, or the same form made here with the sign that the paper carries. */
export function qrTextOf(document: FiscalDocument, head: PaperHead, known: PrintedOutcome): string | null {
  const sign = known.issuedAutonomous ? document.offlineNumber?.toString() : known.fiscalSign;
  if (!sign || known.outcome === "rejected") return null;
  if (!known.issuedAutonomous && known.qrText) return known.qrText;
  const { registrationNumber, checkBase } = head;
  return checkUrl(checkBase, { sign, registrationNumber, totalTiyn: document.totalTiyn, at: document.at });
}

function sign(sheet: Sheet, document: FiscalDocument, known: PrintedOutcome, words: Words): void {
  if (known.outcome === "rejected") return void sheet.centre(words.rejected, true);
  if (known.issuedAutonomous) {
    sheet.centre(words.autonomousMode, true);
    sheet.pair(words.autonomousSign, document.offlineNumber?.toString() ?? "");
  } else if (known.fiscalSign) sheet.pair(words.fiscalSign, known.fiscalSign);
}

/** A receipt as law and practice order it (domain sheet §3.3). */
export function receiptPaper(
  document: FiscalDocument,
  body: ReceiptBody,
  known: PrintedOutcome,
  style: PaperStyle,
): Paper {
  const { words } = style;
  const { head, basis } = body;
  const sheet = new Sheet(style.columns);
  if (known.copy) sheet.centre(words.copy, true).blank();
  for (const line of head.topLines ?? []) sheet.centre(line);
  seller(sheet, head, words);
  sheet.blank();
  sheet.pair(`${words.shift} ${document.shiftNumber}`, `${words.receipt} ${receiptNumber(document.number)}`);
  sheet.pair(words.receiptOrder, `№${document.shiftDocumentNumber}`);
  sheet.pair(words.cashier, body.cashier.name);
  sheet.blank().centre(words.kinds[body.kind], true);
  if (body.buyer?.xin) sheet.pair(words.buyer, body.buyer.xin);
  if (basis) {
    sheet.pair(words.basis, basis.number === null ? money(basis.totalTiyn) : receiptNumber(basis.number));
    sheet.pair(basis.isOffline ? words.autonomousSign : words.fiscalSign, basis.sign);
    sheet.pair(words.time, stamp(basis.issuedAt, true));
  }
  sheet.rule();
  lines(sheet, body, style);
  sheet.rule();
  sums(sheet, body, words);
  sheet.rule();
  sign(sheet, document, known, words);
  sheet.pair(words.time, stamp(document.at, true));
  for (const each of address(style.language, head)) sheet.left(each);
  sheet.left(`${words.operator} ${head.operatorTitle}`);
  sheet.left(words.checkAt).left(siteOf(head.checkBase));
  const qrText = qrTextOf(document, head, known);
  if (qrText !== null) sheet.blank().centre(words.fiscalReceipt, true).blank();
  const afterLine = sheet.lines.length;
  sheet.blank();
  sheet.pair(words.ofdId, head.ofdRegisterId);
  sheet.pair(words.registrationNumber, head.registrationNumber);
  sheet.pair(words.factoryNumber, head.factoryNumber);
  sheet.foot(head.bottomLines);
  return sheet.paper(qrText === null ? null : { text: qrText, afterLine });
}

/** The slip of cash put in or taken out. */
export function placementPaper(
  document: FiscalDocument,
  body: PlacementBody,
  known: PrintedOutcome,
  style: PaperStyle,
): Paper {
  const { words } = style;
  const { head } = body;
  const sheet = new Sheet(style.columns);
  if (known.copy) sheet.centre(words.copy, true).blank();
  sheet.centre(head.registerName);
  for (const each of address(style.language, head)) sheet.centre(each);
  sheet.centre(head.sellerName, true).centre(`${words.xin[head.sellerIs]} ${head.sellerXin}`);
  const { vatCertificate } = head;
  if (vatCertificate) sheet.centre(`${words.vatSeries} ${vatCertificate.series} № ${vatCertificate.number}`);
  sheet.blank();
  sheet.pair(words.factoryNumber, head.factoryNumber).pair(words.ofdId, head.ofdRegisterId);
  sheet.pair(words.registrationNumber, head.registrationNumber);
  sheet.pair(words.time, stamp(document.at, true));
  sheet.rule();
  sheet.pair(words.placements[body.kind], `=${money(body.sumTiyn)}`, { bold: true });
  sheet.pair(words.cash, `=${money(body.cashTiyn)}`);
  sheet.rule();
  if (known.outcome === "rejected") sheet.centre(words.rejected, true);
  sheet.pair(words.cashier, body.cashier.name);
  sheet.pair(words.transaction, receiptNumber(document.number));
  if (body.comment) sheet.left(body.comment);
  return sheet.paper();
}
