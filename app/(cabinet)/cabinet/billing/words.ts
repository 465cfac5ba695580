import type { LedgerComment, TransactionRow } from "@/lib/billing";
import { tariff } from "@/lib/billing";
import { type Locale, type Translate, translator } from "@/lib/i18n";
import { dayOf, formatDay, groupDigits, type Tiyn } from "@/lib/kernel";

/** «+20 000 KZT», «−2 500 KZT»; tiyn only where there are any. */
export function signedKzt(sum: Tiyn, signed = true): string {
  const absolute = sum < 0n ? -sum : sum;
  const cents = absolute % 100n;
  const sign = sum < 0n ? "\u2212" : signed && sum > 0n ? "+" : "";
  const digits = `${groupDigits((absolute / 100n).toString())}${cents ? `,${cents.toString().padStart(2, "0")}` : ""}`;
  return `${sign}${digits}\u00a0KZT`;
}

/** «Метод оплаты»: a top-up carries the product's name. */
export const methodOf = (row: TransactionRow, t: Translate<"billing">, product: string): string =>
  row.kind === "top_up" ? product : t(`kind.${row.kind}`);

/** «Комментарий»: what for, and the line below it. */
export function commentOf(
  row: TransactionRow,
  locale: Locale,
): { readonly text: string; readonly detail: string | null } {
  const t = translator(locale, "billing");
  const comment: LedgerComment = row.comment;
  if (comment.code === "text") return { text: comment.text, detail: null };
  if (comment.code === "reversal")
    return { text: t("why.reversal", { number: comment.number, reason: comment.reason }), detail: null };
  if (comment.code === "contract") {
    const days = { day: formatDay(comment.day), paidOn: formatDay(comment.paidOn) };
    return {
      text: t("why.contract", { ...comment, ...days }),
      detail: t("why.contractDetail", { ...comment, ...days }),
    };
  }
  const named = tariff(comment.tariff, dayOf(row.at))?.name[locale] ?? comment.tariff;
  return {
    text: t(`why.${comment.code}`, { tariff: named }),
    detail: t("why.registerDetail", { register: comment.register }),
  };
}
