import { qrPath } from "@/components/receipt/draw";
import { ReceiptPaper } from "@/components/receipt/paper";
import type { Translate } from "@/lib/i18n";

const COLUMNS = 42;
const SUM = "6\u00a0199,40";
const RULE = "-".repeat(COLUMNS);
/** Big letters are half again as wide. */
const BIG_COLUMNS = Math.floor(COLUMNS / 1.5);

const centred = (text: string): string => " ".repeat(Math.max(0, Math.floor((COLUMNS - text.length) / 2))) + text;
const justified = (text: string, columns = COLUMNS): string => {
  const [left = "", right] = text.split("|");
  return right === undefined ? left : left + right.padStart(columns - left.length);
};
const each = (text: string, lay: (line: string) => string) => text.split("\n").map((line) => ({ text: lay(line) }));

/** The receipt that the landing shows: the product's own mark, laid out as the printer would. */
export function LandingReceipt({ t, checkBase }: { t: Translate<"public">; checkBase: string }) {
  const lines = [
    { text: centred(t("landing.paper.head")), bold: true },
    ...each(t("landing.paper.requisites"), centred),
    { text: "" },
    ...each(t("landing.paper.shift"), justified),
    { text: centred(t("landing.paper.kind")), bold: true },
    { text: RULE },
    ...each(t("landing.paper.lines"), justified),
    { text: RULE },
    { text: justified(`${t("landing.paper.total")}|${SUM}`, BIG_COLUMNS), bold: true, big: true },
    ...each(t("landing.paper.vat"), justified),
    { text: RULE },
    ...each(t("landing.paper.facts"), justified),
    { text: centred(t("landing.paper.fiscal")), bold: true },
  ];
  const address = `${checkBase}?i=3184207655&f=600400131197&s=6199.40&t=20261120T143208`;
  const qr = { ...qrPath(address), afterLine: lines.length, text: address };
  return <ReceiptPaper paper={{ columns: COLUMNS, lines, qr }} qrLabel={t("landing.notes.qr.title")} />;
}
