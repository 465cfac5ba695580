import type { Tiyn } from "@/lib/kernel";

type Language = {
  readonly zero: string;
  readonly ones: readonly string[];
  readonly feminineOnes: readonly string[];
  readonly tens: readonly string[];
  readonly hundred: (count: number) => string;
  readonly scales: readonly ((count: number) => string)[];
};

/** Russian plural: 1 тысяча, 2 тысячи, 5 тысяч. */
const plural = (one: string, few: string, many: string) => (count: number) => {
  const tail = count % 100;
  if (tail > 10 && tail < 20) return many;
  if (count % 10 === 1) return one;
  return count % 10 > 1 && count % 10 < 5 ? few : many;
};

const RU_TEENS =
  "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать";
const RU_HUNDREDS = " сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split(" ");

const ru: Language = {
  zero: "ноль",
  ones: ` один два три четыре пять шесть семь восемь девять ${RU_TEENS}`.split(" "),
  feminineOnes: ` одна две три четыре пять шесть семь восемь девять ${RU_TEENS}`.split(" "),
  tens: "  двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split(" "),
  hundred: (count) => RU_HUNDREDS[count] ?? "",
  scales: [
    plural("тысяча", "тысячи", "тысяч"),
    plural("миллион", "миллиона", "миллионов"),
    plural("миллиард", "миллиарда", "миллиардов"),
    plural("триллион", "триллиона", "триллионов"),
  ],
};

const KK_ONES = " бір екі үш төрт бес алты жеті сегіз тоғыз".split(" ");
const KK_TENS = " он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан".split(" ");
const kkOnes = [...KK_ONES, "он", ...KK_ONES.slice(1).map((one) => `он ${one}`)];

const kk: Language = {
  zero: "нөл",
  ones: kkOnes,
  feminineOnes: kkOnes,
  tens: KK_TENS,
  hundred: (count) => (count === 0 ? "" : count === 1 ? "жүз" : `${KK_ONES[count] ?? ""} жүз`),
  scales: ["мың", "миллион", "миллиард", "триллион"].map((word) => () => word),
};

function group(count: number, language: Language, ones: readonly string[]): string[] {
  const rest = count % 100;
  const below = rest < 20 ? [ones[rest] ?? ""] : [language.tens[Math.floor(rest / 10)] ?? "", ones[rest % 10] ?? ""];
  return [language.hundred(Math.floor(count / 100)), ...below].filter(Boolean);
}

function inWords(value: bigint, language: Language): string {
  if (value === 0n) return language.zero;
  const words: string[] = [];
  for (let level = language.scales.length; level >= 0; level--) {
    const count = Number((value / 1000n ** BigInt(level)) % 1000n);
    if (count === 0) continue;
    words.push(...group(count, language, level === 1 ? language.feminineOnes : language.ones));
    const scale = level > 0 ? language.scales[level - 1] : undefined;
    if (scale) words.push(scale(count));
  }
  return words.join(" ");
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const tiynTail = (sum: Tiyn): string => `${(sum % 100n).toString().padStart(2, "0")} тиын`;

/** A sum as Russian papers spell it: «Двадцать тысяч тенге 00 тиын». */
export const sumInRussian = (sum: Tiyn): string => `${upperFirst(inWords(sum / 100n, ru))} тенге ${tiynTail(sum)}`;

/** The same in Kazakh: «Жиырма мың теңге 00 тиын». */
export const sumInKazakh = (sum: Tiyn): string => `${upperFirst(inWords(sum / 100n, kk))} теңге ${tiynTail(sum)}`;
