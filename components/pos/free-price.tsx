"use client";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { VAT_KINDS, type VatKind } from "@/lib/fiscal/core/kinds";
import { useErrorText, useT } from "@/lib/i18n/client";
import { isPrintable, ONE_UNIT, parseQuantity, parseTenge } from "@/lib/kernel";
import type { CartLine, Good } from "./cart";
import { VatOptions } from "./vat-options";

/** What the question of a price starts from. */
export type PriceQuestion = { readonly good: Good | null; readonly barcode: string | null; readonly mark?: string };

const PIECE = "796";
const SECTION = "1";
type Wrong = { readonly field: "name" | "price" | "quantity"; readonly code: string };

/** Reads the window's fields into a line, or says which one is wrong. */
function readFields(form: FormData, { good, barcode, mark }: PriceQuestion): CartLine | Wrong {
  const name = String(form.get("name") ?? "").trim();
  if (name === "") return { field: "name", code: "field.required" };
  if (!isPrintable(name)) return { field: "name", code: "fiscal.line_characters" };
  const price = parseTenge(String(form.get("price") ?? ""));
  if (!price.ok) return { field: "price", code: price.error.code };
  if (price.value === 0n) return { field: "price", code: "money.not_positive" };
  const quantity = parseQuantity(String(form.get("quantity") ?? ""));
  if (!quantity.ok) return { field: "quantity", code: quantity.error.code };
  const vatKind = VAT_KINDS.find((kind) => kind === form.get("vat")) ?? good?.vatKind ?? "none";
  return {
    ...{ name, vatKind },
    goodId: good?.id ?? null,
    barcode: good?.barcode ?? barcode,
    unitCode: good?.unitCode ?? PIECE,
    sectionCode: good?.sectionCode ?? SECTION,
    priceTiyn: price.value,
    quantityMilli: mark === undefined ? quantity.value : ONE_UNIT,
    ...(good?.article ? { article: good.article } : {}),
    ...(good?.ntin ? { ntin: good.ntin } : {}),
    ...(mark === undefined ? {} : { marks: [mark] }),
  };
}

function Labelled({
  id,
  label,
  error,
  children,
}: {
  id: string;
  label: string;
  error: string | null;
  children: React.ReactNode;
}) {
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-body font-medium">
        {label}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-caption text-danger-text" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

/** The rates that a sale may have today; the highest is the usual one. */
export const VatSelect = ({ kinds }: { kinds: readonly VatKind[] }) => (
  <Select id="free-vat" name="vat" defaultValue={kinds.at(-1)}>
    <VatOptions kinds={kinds} />
  </Select>
);

type FieldsProps = { question: PriceQuestion; vatKinds: readonly VatKind[] | null; wrong: Wrong | null };

function Fields({ question, vatKinds, wrong }: FieldsProps) {
  const t = useT("pos");
  const errorText = useErrorText();
  const errorOf = (field: Wrong["field"]) => (wrong?.field === field ? errorText({ code: wrong.code }) : null);
  const invalid = (field: Wrong["field"]) =>
    wrong?.field === field ? { "aria-invalid": true as const, "aria-describedby": `free-${field}-error` } : {};
  return (
    <>
      <Labelled id="free-price" label={t("free.price")} error={errorOf("price")}>
        <Input
          id="free-price"
          name="price"
          look="money"
          tall
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          autoFocus
          end="₸"
          {...invalid("price")}
        />
      </Labelled>
      <Labelled id="free-name" label={t("free.name")} error={errorOf("name")}>
        <Input
          id="free-name"
          name="name"
          defaultValue={question.good?.name ?? t("free.defaultName")}
          readOnly={question.good !== null}
          maxLength={255}
          {...invalid("name")}
        />
      </Labelled>
      <div className="grid grid-cols-2 gap-4">
        <Labelled id="free-quantity" label={t("free.quantity")} error={errorOf("quantity")}>
          <Input
            id="free-quantity"
            name="quantity"
            inputMode="decimal"
            defaultValue="1"
            maxLength={12}
            className="num"
            {...invalid("quantity")}
          />
        </Labelled>
        {vatKinds && !question.good && (
          <Labelled id="free-vat" label={t("free.vat")} error={null}>
            <VatSelect kinds={vatKinds} />
          </Labelled>
        )}
      </div>
    </>
  );
}

/** A line of free price, or the price of a good that has none. */
export function FreePrice({
  question,
  vatKinds,
  onLine,
  onClose,
}: {
  question: PriceQuestion;
  /** Null where the organisation pays no VAT. */
  vatKinds: readonly VatKind[] | null;
  onLine: (line: CartLine) => void;
  onClose: () => void;
}) {
  const t = useT("pos");
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readFields(new FormData(event.currentTarget), question);
    if ("code" in read) {
      setWrong(read);
      return form.current?.querySelector<HTMLElement>(`[name="${read.field}"]`)?.focus();
    }
    onLine(read);
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t(question.good ? "free.priceTitle" : "free.title")}>
        <form ref={form} onSubmit={onSubmit} noValidate className="space-y-4">
          <Fields question={question} vatKinds={vatKinds} wrong={wrong} />
          <div className="flex justify-end gap-2 border-t pt-4">
            <DialogClose asChild>
              <Button size="lg">{t("cancel")}</Button>
            </DialogClose>
            <Button type="submit" size="lg" variant="primary" keys="Enter">
              {t("free.add")}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
