import type { PaperBasis } from "@/lib/fiscal/core/decide-return";
import { isVatKind, type VatKind } from "@/lib/fiscal/core/kinds";
import { calculateReceipt, type LineDraft } from "@/lib/fiscal/core/receipt";
import {
  dayOf,
  formatDay,
  formatTenge,
  fromWallClock,
  isPrintable,
  parseDay,
  parseQuantity,
  parseTenge,
  type Tiyn,
  toWallClock,
  ZERO_TIYN,
} from "@/lib/kernel";

/** What is typed in from the paper, as text. */
export type FactTexts = {
  readonly sign: string;
  readonly registrationNumber: string;
  readonly day: string;
  readonly time: string;
  readonly total: string;
};
export type LineTexts = {
  readonly name: string;
  readonly quantity: string;
  readonly price: string;
  readonly vat: string;
};

/** A field that is wrong, by its name; a field of a line carries the line's number: `price-0`. */
export type Wrongs = Readonly<Record<string, string>>;

export const NO_LINE: LineTexts = { name: "", quantity: "1", price: "", vat: "" };
/** A line to fill in. Who pays VAT has to say at what rate the paper sold it; with others it is none unless the paper says one. */
export const newLine = (vatPayer: boolean): LineTexts => (vatPayer ? NO_LINE : { ...NO_LINE, vat: "none" });

/** The facts a QR told, as they would be typed. */
export function textsOf(facts: PaperBasis | null): FactTexts {
  if (!facts) return { sign: "", registrationNumber: "", day: "", time: "", total: "" };
  const wall = toWallClock(facts.issuedAt).toISOString();
  return {
    ...{ sign: facts.sign, registrationNumber: facts.registrationNumber, total: formatTenge(facts.totalTiyn) },
    ...{ day: formatDay(dayOf(facts.issuedAt)), time: wall.slice(11, 19) },
  };
}

/** As the paper writes it; what leaves the seconds out has none. */
const TIME = /^([01]\d|2[0-3])(:[0-5]\d){1,2}$/;

type ReadFacts = Omit<PaperBasis, "isOffline">;

/** Reads the facts of the paper, or says which fields are wrong. */
export function readFacts(texts: FactTexts): ReadFacts | Wrongs {
  const wrongs: Record<string, string> = {};
  const sign = texts.sign.trim();
  if (!/^[1-9]\d{0,17}$/.test(sign)) wrongs.sign = sign ? "fiscal.sign_malformed" : "field.required";
  const registrationNumber = texts.registrationNumber.trim();
  if (!/^\d{12}$/.test(registrationNumber))
    wrongs.registrationNumber = registrationNumber ? "fiscal.registration_number_malformed" : "field.required";
  const day = parseDay(texts.day);
  if (!day) wrongs.day = texts.day ? "field.date" : "field.required";
  if (!TIME.test(texts.time)) wrongs.time = texts.time ? "field.time" : "field.required";
  const total = parseTenge(texts.total);
  if (!total.ok) wrongs.total = texts.total ? total.error.code : "field.required";
  else if (total.value === 0n) wrongs.total = "fiscal.sum_zero";
  if (!total.ok || Object.keys(wrongs).length > 0) return wrongs;
  const time = texts.time.length === 5 ? `${texts.time}:00` : texts.time;
  const issuedAt = fromWallClock(new Date(`${day}T${time}Z`));
  return { sign, registrationNumber, issuedAt, totalTiyn: total.value };
}

function readLine(texts: LineTexts, index: number): LineDraft | Wrongs {
  const wrongs: Record<string, string> = {};
  const name = texts.name.trim();
  if (!name) wrongs[`name-${index}`] = "field.required";
  else if (!isPrintable(name)) wrongs[`name-${index}`] = "fiscal.text_characters";
  const quantity = parseQuantity(texts.quantity);
  if (!quantity.ok) wrongs[`quantity-${index}`] = quantity.error.code;
  const price = parseTenge(texts.price);
  if (!price.ok) wrongs[`price-${index}`] = texts.price ? price.error.code : "field.required";
  else if (price.value === 0n) wrongs[`price-${index}`] = "money.not_positive";
  const vatKind: VatKind | null = isVatKind(texts.vat) ? texts.vat : null;
  if (vatKind === null) wrongs[`vat-${index}`] = "field.required";
  if (!quantity.ok || !price.ok || vatKind === null || Object.keys(wrongs).length > 0) return wrongs;
  return {
    ...{ goodId: null, name, barcode: null, unitCode: "796", sectionCode: "1", vatKind },
    ...{ priceTiyn: price.value, quantityMilli: quantity.value, discountTiyn: ZERO_TIYN },
  };
}

const isLine = (read: LineDraft | Wrongs): read is LineDraft => "priceTiyn" in read;

/** Reads all lines, or says which fields are wrong. */
export function readLines(
  lines: readonly LineTexts[],
): { readonly lines: readonly LineDraft[] } | { readonly wrongs: Wrongs } {
  const read = lines.map(readLine);
  const good = read.filter(isLine);
  if (good.length === read.length) return { lines: good };
  return { wrongs: Object.assign({}, ...read.filter((each) => !isLine(each))) };
}

/** What the lines come to, as far as they can be read. */
export function totalOf(lines: readonly LineTexts[]): Tiyn {
  // Any rate will do, for VAT is inside the price; so will any name.
  const read = lines.map((line, index) => readLine({ ...line, vat: "none", name: "-" }, index)).filter(isLine);
  const worked = read.length > 0 ? calculateReceipt(read, ZERO_TIYN, {}) : null;
  return worked?.ok ? worked.value.totalTiyn : ZERO_TIYN;
}

export const areFacts = (read: ReadFacts | Wrongs): read is ReadFacts => "issuedAt" in read;

type Typed = { readonly texts: FactTexts; readonly lines: readonly LineTexts[] };

function typedIn({ texts, lines }: Typed, name: string): string | undefined {
  const [field, index] = name.split("-");
  const from: Readonly<Record<string, string>> | undefined = index === undefined ? texts : lines[Number(index)];
  return from?.[field ?? ""];
}

/** What was wrong and has not been typed over since. */
export const stillWrong = (wrongs: Wrongs, was: Typed, now: Typed): Wrongs =>
  Object.fromEntries(Object.entries(wrongs).filter(([name]) => typedIn(was, name) === typedIn(now, name)));
