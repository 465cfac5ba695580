import { RECEIPT_KINDS } from "@/lib/fiscal/core/kinds";
import { type Difference, REPORT_BLOCKS } from "@/lib/fiscal/core/reconcile";
import { formatDateTime, formatMoney, type MessageKey, type Translate } from "@/lib/i18n";
import { tiyn } from "@/lib/kernel";

type T = Translate<"registers">;

const PER_KIND = new RegExp(`^(total|count|sum)_(${RECEIPT_KINDS.join("|")})$`);
/** A block is compared as a whole: its rows are for the log, not for a screen. */
const isBlock = (what: string): boolean => REPORT_BLOCKS.some((block) => block === what);

/** «Необнуляемая сумма: продажа». */
function nameOf(what: string, t: T): string {
  const [, sum, kind] = PER_KIND.exec(what) ?? [];
  if (!sum || !kind) return t(`alarm.what.${what}` as MessageKey<"registers">); // cast: names of `Difference`
  return t(`alarm.what.${sum}` as MessageKey<"registers">, { kind: t(`kind.${kind}` as MessageKey<"registers">) }); // cast: likewise
}

const isSum = (what: string): boolean => what === "cash" || (PER_KIND.test(what) && !what.startsWith("count"));

function shownAs(what: string, value: string, t: T): string {
  if (isSum(what) && /^-?\d+$/.test(value)) return formatMoney(tiyn(BigInt(value)));
  if (what === "clock") return formatDateTime(new Date(value));
  return what === "shift_open" ? t(value === "true" ? "alarm.yes" : "alarm.no") : value;
}

/** In what our book and the operator's differ, thing by thing. */
export const Differences = ({ rows, t }: { rows: readonly Difference[]; t: T }) => (
  <ul className="mt-2 space-y-1">
    {rows.map(({ what, ours, theirs }) => (
      <li key={what} className="flex flex-wrap gap-x-2">
        <span className="font-medium text-foreground">{nameOf(what, t)}:</span>
        {isBlock(what) ? (
          <span>{t("alarm.differs")}</span>
        ) : (
          <>
            <span className="num">{t("alarm.ours", { value: shownAs(what, ours, t) })},</span>
            <span className="num">{t("alarm.theirs", { value: shownAs(what, theirs, t) })}</span>
          </>
        )}
      </li>
    ))}
  </ul>
);
