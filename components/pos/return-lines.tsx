"use client";
import { Minus, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import type { LineView } from "@/lib/fiscal";
import type { PaymentDraft } from "@/lib/fiscal/core/payments";
import { type LineLeft, paybackOf } from "@/lib/fiscal/core/returned";
import { IDLE } from "@/lib/http/state";
import { formatMoney, useErrorText, useT } from "@/lib/i18n/client";
import { formatQuantity, type Tiyn, ZERO_TIYN } from "@/lib/kernel";
import { useKept } from "./kept";
import { oneWay, PaybackPanel } from "./payback";
import { type LinesDraft, readLinesDraft } from "./return-draft";
import {
  isMarked,
  type LinePick,
  type OpenLine,
  type Picks,
  readPick,
  readPicks,
  scanned,
  stepped,
  wholeOf,
} from "./return-pick";
import { useTill } from "./till-context";
import type { Issue } from "./unanswered";
import { useKeys, useScanner } from "./use-keys";

/** The receipt that comes back, as the page hands it down. */
export type ReturnBasis = {
  readonly id: string;
  readonly kind: "sale" | "purchase";
  readonly title: string;
  /** Where and when it was made, and by whom. */
  readonly about: string;
  readonly totalTiyn: Tiyn;
  readonly leftTiyn: Tiyn;
  readonly lines: readonly LineView[];
  readonly left: readonly LineLeft[];
  readonly unpaidBack: readonly PaymentDraft[];
};

const openLines = ({ lines, left }: ReturnBasis): readonly OpenLine[] =>
  left.flatMap((each) => {
    const sold = lines[each.line - 1];
    return sold ? [{ left: each, sold }] : [];
  });

/** How much of a line comes back: steps and a field, or its marks one by one. */
function HowMuch({ line, pick, onPick }: { line: OpenLine; pick: LinePick; onPick: (pick: LinePick) => void }) {
  const t = useT("pos");
  const errorText = useErrorText();
  const { sold, left } = line;
  const read = readPick(line, pick);
  const wrong = read.ok ? null : errorText(read);
  const note = wrong && (
    <p id={`return-${left.line}`} role="alert" className="mt-1.5 text-caption text-danger-text">
      {wrong}
    </p>
  );
  if (isMarked(line))
    return (
      <fieldset className="mt-2">
        <legend className="mb-1 text-caption text-muted-foreground">{t("return.marks")}</legend>
        {left.marks.map((mark) => (
          <Checkbox
            key={mark}
            label={<span className="font-mono text-[13px] font-normal break-all">{mark}</span>}
            checked={pick.marks.includes(mark)}
            onChange={() => {
              const without = pick.marks.filter((each) => each !== mark);
              onPick({ ...pick, marks: without.length < pick.marks.length ? without : [...pick.marks, mark] });
            }}
          />
        ))}
        {note}
      </fieldset>
    );
  return (
    <div className="mt-2">
      <div className="flex items-center gap-1">
        <IconButton label={t("line.less")} className="size-11" onClick={() => onPick(stepped(line, pick, -1n))}>
          <Minus className="size-4" aria-hidden="true" />
        </IconButton>
        <Input
          aria-label={t("line.quantity", { name: sold.name })}
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          value={pick.quantity}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => onPick({ ...pick, quantity: event.currentTarget.value })}
          className="num h-11 w-24 text-center"
          {...(wrong ? { "aria-invalid": true, "aria-describedby": `return-${left.line}` } : {})}
        />
        <IconButton label={t("line.more")} className="size-11" onClick={() => onPick(stepped(line, pick, 1n))}>
          <Plus className="size-4" aria-hidden="true" />
        </IconButton>
      </div>
      {note}
    </div>
  );
}

function Row({
  line,
  pick,
  onPick,
}: {
  line: OpenLine;
  pick: LinePick | undefined;
  onPick: (pick: LinePick | null) => void;
}) {
  const t = useT("pos");
  const { unitOf } = useTill();
  const { sold, left } = line;
  const read = pick ? readPick(line, pick) : null;
  const unit = unitOf(sold.unitCode);
  return (
    <li className="border-b px-5 py-3 max-md:px-3">
      <div className="flex items-start gap-3">
        <Checkbox
          className="min-w-0 flex-1"
          checked={pick !== undefined}
          onChange={() => onPick(pick ? null : wholeOf(line))}
          label={<span className="text-lead break-words">{sold.name}</span>}
          help={
            <span className="num text-body">
              {t("return.left", {
                left: `${formatQuantity(left.quantityMilli)}\u00a0${unit}`,
                sold: `${formatQuantity(sold.quantityMilli)}\u00a0${unit}`,
                price: formatMoney(sold.priceTiyn),
              })}
            </span>
          }
        />
        <span className="num text-lead font-medium whitespace-nowrap">
          {read?.ok ? (
            formatMoney(read.netTiyn)
          ) : (
            <span className="text-muted-foreground">{formatMoney(left.netTiyn)}</span>
          )}
        </span>
      </div>
      {pick && (
        <div className="pl-[30px]">
          <HowMuch line={line} pick={pick} onPick={onPick} />
        </div>
      )}
    </li>
  );
}

const BasisHead = ({ basis }: { basis: ReturnBasis }) => {
  const t = useT("pos");
  return (
    <header className="border-b bg-card px-5 py-4 max-md:px-3">
      <h1 className="text-title font-semibold">{basis.title}</h1>
      <p className="num mt-1 text-muted-foreground">{basis.about}</p>
      <p className="num mt-1 text-body">
        {t("return.of", { total: formatMoney(basis.totalTiyn), left: formatMoney(basis.leftTiyn) })}
      </p>
    </header>
  );
};

/** The lines with their boxes; all of them with one press. */
function PickList({
  lines,
  picks,
  onPicks,
  unknown,
}: {
  lines: readonly OpenLine[];
  picks: Picks;
  onPicks: (picks: Picks) => void;
  /** A scanned code that the receipt does not hold. */
  unknown: string | null;
}) {
  const t = useT("pos");
  const all = lines.every(({ left }) => picks[left.line]);
  const whole = () => Object.fromEntries(lines.map((line) => [line.left.line, wholeOf(line)]));
  return (
    <>
      {lines.length > 1 && (
        <div className="border-b px-5 py-2 max-md:px-3">
          <Button variant="quiet" onClick={() => onPicks(all ? {} : whole())} className="max-md:h-11">
            {t(all ? "return.unpickAll" : "return.pickAll")}
          </Button>
        </div>
      )}
      {unknown && (
        <p role="alert" className="border-b px-5 py-2 text-danger-text max-md:px-3">
          {t("return.notInReceipt", { code: unknown })}
        </p>
      )}
      <ol aria-label={t("return.lines")} className="bg-card">
        {lines.map((line) => (
          <Row
            key={line.left.line}
            line={line}
            pick={picks[line.left.line]}
            onPick={(pick) => {
              const { [line.left.line]: _, ...rest } = picks;
              onPicks(pick ? { ...rest, [line.left.line]: pick } : rest);
            }}
          />
        ))}
      </ol>
    </>
  );
}

/**
 * Which lines of a receipt come back, and how much of each. Of several lines none is chosen at first, so that nothing comes back by
 * a slip of the hand; scanning what the buyer brought chooses it.
 */
export function ReturnLines({ basis, issue }: { basis: ReturnBasis; issue: Issue }) {
  const t = useT("pos");
  const router = useRouter();
  const { till, actions } = useTill();
  const lines = openLines(basis);
  const [only] = lines.length === 1 ? lines : [];
  const first: LinesDraft = { picks: only ? { [only.left.line]: wholeOf(only) } : {}, way: "paid" };
  const [draft, keep] = useKept(issue.owner, `lines ${basis.id} ${basis.leftTiyn}`, first, readLinesDraft);
  const { picks, way } = draft;
  const setPicks = (next: Picks) => keep({ ...draft, picks: next });
  const [unknown, setUnknown] = useState<string | null>(null);
  useScanner((code) => {
    const next = scanned(lines, picks, code);
    setUnknown(next ? null : code);
    if (next) setPicks(next);
  });
  useKeys({ escape: () => router.push(`/pos/${till.register.id}/return`) });
  const chosen = readPicks(lines, picks);
  const total = chosen?.totalTiyn ?? ZERO_TIYN;
  const payments = total === 0n ? [] : way === "paid" ? paybackOf(total, basis.unpaidBack, []) : oneWay(way, total);
  const reason = !chosen ? t("return.wrong") : chosen.wishes.length === 0 ? t("return.none") : null;
  const make = () =>
    chosen &&
    issue.issue((key) =>
      actions.issueReturn(IDLE, {
        ...{ registerId: till.register.id, key, basisId: basis.id },
        lines: chosen.wishes.map(({ line, quantityMilli, marks }) => ({
          ...{ line, quantityMilli: quantityMilli.toString() },
          ...(marks ? { marks: [...marks] } : {}),
        })),
        payments: payments.map(({ type, sumTiyn }) => ({ type, sumTiyn: sumTiyn.toString() })),
      }),
    );
  return (
    <>
      <section aria-label={t("return.lines")} className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <BasisHead basis={basis} />
        {lines.length === 0 ? (
          <p className="px-5 py-10 text-center text-muted-foreground">{t("return.nothingLeft")}</p>
        ) : (
          <PickList lines={lines} picks={picks} onPicks={setPicks} unknown={unknown} />
        )}
      </section>
      {lines.length > 0 && (
        <PaybackPanel
          kind={basis.kind === "sale" ? "sale_return" : "purchase_return"}
          total={total}
          payments={payments}
          ways={["paid", "cash", "card", "mobile"]}
          way={way}
          onWay={(next) => keep({ ...draft, way: next })}
          reason={reason}
          issue={issue}
          onIssue={make}
        />
      )}
    </>
  );
}
