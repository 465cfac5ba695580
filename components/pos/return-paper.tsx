"use client";
import { ArrowLeft, Plus } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { Button, buttonLook } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import type { PaperBasis } from "@/lib/fiscal/core/decide-return";
import type { LineDraft } from "@/lib/fiscal/core/receipt";
import type { IssuePaperReturnForm } from "@/lib/fiscal/input";
import { IDLE } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";
import { useKept } from "./kept";
import { oneWay, PaybackPanel } from "./payback";
import { type PaperDraft, readPaperDraft } from "./return-draft";
import {
  areFacts,
  type LineTexts,
  NO_LINE,
  newLine,
  readFacts,
  readLines,
  stillWrong,
  textsOf,
  totalOf,
  type Wrongs,
} from "./return-facts";
import { FactFields, fieldId, goTo, LineFields } from "./return-fields";
import { Segments } from "./segments";
import type { ShownIssue, TillAction } from "./shown";
import { useTill } from "./till-context";
import type { Issue } from "./unanswered";

const WAYS = ["cash", "card", "mobile"] as const;

const sentLine = ({ name, unitCode, sectionCode, vatKind, priceTiyn, quantityMilli }: LineDraft) => ({
  ...{ name, unitCode, sectionCode, vatKind },
  ...{ priceTiyn: priceTiyn.toString(), quantityMilli: quantityMilli.toString() },
});

function LineList({
  lines,
  onLines,
  wrongs,
  isNext,
}: {
  lines: readonly LineTexts[];
  onLines: (lines: readonly LineTexts[]) => void;
  wrongs: Wrongs;
  /** The first thing left to type is a line. */
  isNext: boolean;
}) {
  const t = useT("pos");
  const add = () => {
    onLines([...lines, { ...NO_LINE, vat: lines.at(-1)?.vat ?? "" }]);
    requestAnimationFrame(() => goTo(document.getElementById(fieldId("name", lines.length))));
  };
  return (
    <>
      <ol>
        {lines.map((line, index) => (
          <LineFields
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity and are never reordered
            key={index}
            line={line}
            index={index}
            wrongs={wrongs}
            isNext={isNext && index === 0}
            onLine={(next) => onLines(lines.map((each, at) => (at === index ? next : each)))}
            onDrop={lines.length > 1 ? () => onLines(lines.filter((_, at) => at !== index)) : null}
          />
        ))}
      </ol>
      <Button size="lg" icon={<Plus className="size-4" aria-hidden="true" />} onClick={add}>
        {t("return.addLine")}
      </Button>
    </>
  );
}

function PaperHead() {
  const t = useT("pos");
  const { till } = useTill();
  return (
    <>
      <Link
        href={`/pos/${till.register.id}/return`}
        className={cn(buttonLook({ variant: "ghost" }), "-ml-3 max-md:h-11")}
      >
        <ArrowLeft className="size-4" aria-hidden="true" />
        {t("return.title")}
      </Link>
      <h1 className="mt-2 text-title font-semibold">{t("return.byPaper")}</h1>
      <p className="mt-1 mb-5 text-muted-foreground">{t("return.paperText")}</p>
    </>
  );
}

type PaperReturnProps = {
  facts: PaperBasis | null;
  issue: Issue;
  send: TillAction<IssuePaperReturnForm, ShownIssue>;
};

/** What is typed, what is wrong with it, what it comes to, and the making of it. */
function usePaperReturn({ facts, issue, send }: PaperReturnProps) {
  const { till } = useTill();
  const first: PaperDraft = {
    ...{ kind: "sale_return", texts: textsOf(facts), isOffline: false },
    ...{ lines: [newLine(till.vatPayer)], way: "cash" },
  };
  const [draft, keep] = useKept(issue.owner, `paper ${facts?.sign ?? ""}`, first, readPaperDraft);
  const [wrongs, setWrongs] = useState<Wrongs>({});
  const place = useRef<HTMLElement>(null);
  const { kind, texts, isOffline, lines, way } = draft;
  const total = totalOf(lines);
  const payments = way === "paid" ? [] : oneWay(way, total);
  const make = () => {
    const read = readFacts(texts);
    const goods = readLines(lines);
    if (!areFacts(read) || "wrongs" in goods) {
      setWrongs({ ...(areFacts(read) ? {} : read), ...("wrongs" in goods ? goods.wrongs : {}) });
      requestAnimationFrame(() => goTo(place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')));
      return;
    }
    setWrongs({});
    issue.issue((key) =>
      send(IDLE, {
        ...{ registerId: till.register.id, key, kind },
        basis: { ...read, isOffline, totalTiyn: read.totalTiyn.toString() },
        lines: goods.lines.map(sentLine),
        payments: payments.map(({ type, sumTiyn }) => ({ type, sumTiyn: sumTiyn.toString() })),
      }),
    );
  };
  const change = (part: Partial<PaperDraft>) => {
    const next = { ...draft, ...part };
    setWrongs((wrongs) => stillWrong(wrongs, draft, next));
    keep(next);
  };
  return { draft, change, wrongs, total, payments, make, place };
}

/** A return typed in from paper: whose receipt it was, and what of it comes back. */
export function ReturnPaper(props: PaperReturnProps) {
  const t = useT("pos");
  const { draft, change, wrongs, total, payments, make, place } = usePaperReturn(props);
  const { kind, texts, isOffline, lines, way } = draft;
  const isKnown = props.facts !== null;
  return (
    <>
      <section ref={place} aria-label={t("return.byPaper")} className="min-h-0 flex-1 overflow-y-auto p-6 max-md:p-4">
        <div className="mx-auto max-w-[760px]">
          <PaperHead />
          <Segments
            label={t("return.kind")}
            value={kind}
            onChange={(kind) => change({ kind })}
            className="mb-5"
            options={[
              { value: "sale_return", label: t("return.ofSale") },
              { value: "purchase_return", label: t("return.ofPurchase") },
            ]}
          />
          <FactFields
            texts={texts}
            onTexts={(texts) => change({ texts })}
            wrongs={wrongs}
            isOffline={isOffline}
            isKnown={isKnown}
          />
          <Checkbox
            className="mt-4"
            label={t("return.offline")}
            help={t("return.offlineHelp")}
            checked={isOffline}
            onChange={() => change({ isOffline: !isOffline })}
          />
          <h2 className="mt-8 text-lead font-semibold">{t("return.lines")}</h2>
          <LineList lines={lines} onLines={(lines) => change({ lines })} wrongs={wrongs} isNext={isKnown} />
        </div>
      </section>
      <PaybackPanel
        kind={kind}
        total={total}
        payments={payments}
        ways={WAYS}
        way={way}
        onWay={(way) => change({ way })}
        reason={total === 0n ? t("return.noSum") : null}
        issue={props.issue}
        onIssue={make}
      />
    </>
  );
}
