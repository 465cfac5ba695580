"use client";
import { Trash2 } from "lucide-react";
import type { ComponentProps } from "react";
import { IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { grouped } from "@/components/ui/grouped";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { VAT_KINDS } from "@/lib/fiscal/core/kinds";
import { useErrorText, useT } from "@/lib/i18n/client";
import type { FactTexts, LineTexts, Wrongs } from "./return-facts";
import { VatOptions } from "./vat-options";

/** The name of a field of a line on its page. */
export const fieldId = (name: string, line: number): string => `paper-${name}-${line}`;

/** Takes the cashier to a field, clear of what lies over the edges of a phone. */
export function goTo(field: HTMLElement | null | undefined): void {
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

/** A line that comes back, as it is typed. */
export function LineFields({
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
export function FactFields({
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
