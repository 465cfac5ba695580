"use client";
import { ArrowLeft, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { type ComponentProps, useRef, useState } from "react";
import { Button, buttonLook, IconButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { grouped } from "@/components/ui/grouped";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { PaperBasis } from "@/lib/fiscal/core/decide-return";
import { VAT_KINDS } from "@/lib/fiscal/core/kinds";
import type { LineDraft } from "@/lib/fiscal/core/receipt";
import type { IssuePaperReturnForm } from "@/lib/fiscal/input";
import { IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import { useKept } from "./kept";
import { oneWay, PaybackPanel } from "./payback";
import { type PaperDraft, readPaperDraft } from "./return-draft";
import {
  areFacts,
  type FactTexts,
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
import { Segments } from "./segments";
import type { ShownIssue, TillAction } from "./shown";
import { useTill } from "./till-context";
import type { Issue } from "./unanswered";
import { VatOptions } from "./vat-options";

const WAYS = ["cash", "card", "mobile"] as const;

const fieldId = (name: string, line: number): string => `paper-${name}-${line}`;

/** Takes the cashier to a field, clear of what lies over the edges of a phone. */
function goTo(field: HTMLElement | null | undefined): void {
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: "center" });
}

function Labelled({
  id,
  label,
  code,
  className,
  ...rest
}: ComponentProps<typeof Input> & { id: string; label: string; code: string | undefined }) {
  const errorText = useErrorText();
  return (
    <div className={cn("min-w-0", className)}>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <Input
        {...rest}
        id={id}
        autoComplete="off"
        {...(code ? { "aria-invalid": true as const, "aria-describedby": `${id}-error` } : {})}
      />
      {code && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-caption text-danger-text">
          {errorText({ code })}
        </p>
      )}
    </div>
  );
}

/** The rate that the paper names: nothing is chosen in advance, for a wrong one would be filed. */
function VatField({
  id,
  value,
  code,
  onValue,
}: {
  id: string;
  value: string;
  code: string | undefined;
  onValue: (value: string) => void;
}) {
  const [t, ui] = [useT("pos"), useT("ui")];
  const errorText = useErrorText();
  return (
    <div className="min-w-0 flex-1">
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {t("free.vat")}
      </label>
      <Select
        id={id}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
        {...(code ? { "aria-invalid": true as const, "aria-describedby": `${id}-error` } : {})}
      >
        <option value="" disabled>
          {ui("form.choose")}
        </option>
        <VatOptions kinds={VAT_KINDS} />
      </Select>
      {code && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-caption text-danger-text">
          {errorText({ code })}
        </p>
      )}
    </div>
  );
}

function LineFields({
  line,
  index,
  wrongs,
  isNext,
  onLine,
  onDrop,
}: {
  line: LineTexts;
  index: number;
  wrongs: Wrongs;
  isNext: boolean;
  onLine: (line: LineTexts) => void;
  onDrop: (() => void) | null;
}) {
  const t = useT("pos");
  const id = (name: string) => fieldId(name, index);
  return (
    <li className="grid grid-cols-2 gap-3 border-b py-4 last:border-b-0 md:grid-cols-[1fr_96px_140px_auto]">
      <Labelled
        id={id("name")}
        label={t("free.name")}
        autoFocus={isNext}
        maxLength={255}
        value={line.name}
        code={wrongs[`name-${index}`]}
        className="max-md:col-span-2"
        onChange={(event) => onLine({ ...line, name: event.currentTarget.value })}
      />
      <Labelled
        id={id("quantity")}
        label={t("free.quantity")}
        inputMode="decimal"
        maxLength={12}
        value={line.quantity}
        code={wrongs[`quantity-${index}`]}
        onChange={(event) => onLine({ ...line, quantity: event.currentTarget.value })}
      />
      <Labelled
        id={id("price")}
        label={t("free.price")}
        look="money"
        inputMode="decimal"
        maxLength={20}
        end="₸"
        value={line.price}
        code={wrongs[`price-${index}`]}
        onChange={(event) => onLine({ ...line, price: event.currentTarget.value })}
      />
      <div className="flex items-end gap-2 max-md:col-span-2">
        <VatField
          id={id("vat")}
          value={line.vat}
          code={wrongs[`vat-${index}`]}
          onValue={(vat) => onLine({ ...line, vat })}
        />
        {onDrop && (
          <IconButton label={t("line.remove", { name: line.name })} onClick={onDrop} className="max-md:size-11">
            <Trash2 className="size-4" aria-hidden="true" />
          </IconButton>
        )}
      </div>
    </li>
  );
}

/** The facts by which the receipt is known. */
function FactFields({
  texts,
  onTexts,
  wrongs,
  isOffline,
  isKnown,
}: {
  texts: FactTexts;
  onTexts: (texts: FactTexts) => void;
  wrongs: Wrongs;
  isOffline: boolean;
  /** A QR told them all. */
  isKnown: boolean;
}) {
  const [t, ui] = [useT("pos"), useT("ui")];
  /** `written` puts what is typed on, not what is taken off, into the shape it has on paper. */
  const fact = (name: keyof FactTexts, written: (typed: string) => string = (typed) => typed) => ({
    id: `paper-${name}`,
    value: texts[name],
    code: wrongs[name],
    onChange({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) {
      onTexts({ ...texts, [name]: value.length > texts[name].length ? written(value) : value });
    },
  });
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Labelled
        {...fact("registrationNumber")}
        label={t("return.registrationNumber")}
        autoFocus={!isKnown}
        look="mono"
        inputMode="numeric"
        maxLength={12}
      />
      <Labelled
        {...fact("sign")}
        label={t(isOffline ? "done.offlineSign" : "done.fiscalSign")}
        look="mono"
        inputMode="numeric"
        maxLength={18}
      />
      <div className="grid grid-cols-2 gap-4">
        <Labelled
          {...fact("day", (typed) => grouped(typed, [2, 2, 4], "."))}
          label={t("return.day")}
          placeholder={ui("form.dateHint")}
          inputMode="numeric"
          maxLength={10}
        />
        <Labelled
          {...fact("time", (typed) => grouped(typed, [2, 2, 2], ":"))}
          label={t("return.time")}
          placeholder="00:00:00"
          inputMode="numeric"
          maxLength={8}
        />
      </div>
      <Labelled
        {...fact("total")}
        label={t("return.paperTotal")}
        look="money"
        inputMode="decimal"
        maxLength={20}
        end="₸"
      />
    </div>
  );
}

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
