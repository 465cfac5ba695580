"use client";
import { Check, Eye, EyeOff, Lock } from "lucide-react";
import { type ChangeEvent, type ComponentProps, useCallback, useState } from "react";
import { DateInput } from "@/components/ui/date-input";
import { Input, Textarea } from "@/components/ui/input";
import { useT } from "@/lib/i18n/client";
import { groupDigits, parseDay, parseTenge, parseXin } from "@/lib/kernel";
import { type Check as Looked, useField } from "./context";
import { controlProps, Field, type FieldProps } from "./field";

const must = (required: boolean | undefined, text: string) =>
  required && text.trim() === "" ? { code: "field.required" } : undefined;

/** A line of text. */
export function TextField(
  props: FieldProps &
    Pick<
      ComponentProps<"input">,
      "type" | "maxLength" | "autoComplete" | "readOnly" | "placeholder" | "inputMode" | "autoFocus" | "list"
    > & { look?: "text" | "mono" },
) {
  const { required, type = "text" } = props;
  const check = useCallback<Looked>((text) => must(required, text), [required]);
  const field = useField(props.name, { check, defaultValue: props.defaultValue });
  return (
    <Field {...props} field={field}>
      <Input
        {...controlProps(field, props)}
        type={type}
        look={props.look ?? "text"}
        defaultValue={field.initial}
        maxLength={props.maxLength ?? 255}
        autoComplete={props.autoComplete ?? "off"}
        readOnly={props.readOnly}
        placeholder={props.placeholder}
        list={props.list}
        inputMode={props.inputMode}
        autoFocus={props.autoFocus}
        end={props.readOnly ? <Lock className="size-4" aria-hidden="true" /> : undefined}
      />
    </Field>
  );
}

/** Several lines of text. */
export function TextareaField(props: FieldProps & { rows?: number; maxLength?: number; placeholder?: string }) {
  const { required } = props;
  const check = useCallback<Looked>((text) => must(required, text), [required]);
  const field = useField(props.name, { check, defaultValue: props.defaultValue });
  return (
    <Field {...props} field={field}>
      <Textarea
        {...controlProps(field, props)}
        defaultValue={field.initial}
        rows={props.rows ?? 3}
        maxLength={props.maxLength ?? 1000}
        placeholder={props.placeholder}
      />
    </Field>
  );
}

/** A password, with an eye to see what was typed. It is never given back. */
export function PasswordField(
  props: FieldProps & {
    autoComplete?: "current-password" | "new-password";
    autoFocus?: boolean;
    /** A PIN: a phone shows its digits. */
    numeric?: boolean;
  },
) {
  const t = useT("ui");
  const { required } = props;
  const [shown, setShown] = useState(false);
  const check = useCallback<Looked>((text) => must(required, text), [required]);
  const field = useField(props.name, { check });
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field {...props} field={field}>
      <Input
        {...controlProps(field, props)}
        type={shown ? "text" : "password"}
        autoComplete={props.autoComplete ?? "current-password"}
        inputMode={props.numeric ? "numeric" : undefined}
        autoFocus={props.autoFocus}
        maxLength={200}
        end={
          <button
            type="button"
            aria-label={shown ? t("form.hidePassword") : t("form.showPassword")}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="-mr-2 inline-flex size-8 items-center justify-center rounded-sm hover:text-foreground max-md:size-10"
          >
            <Icon className="size-4" aria-hidden="true" />
          </button>
        }
      />
    </Field>
  );
}

/** Digits in groups of three, as far as the text is a sum at all. */
const grouped = (text: string): string => {
  const match = /^(\d+)(?:[.,](\d{0,2}))?$/.exec(text.replace(/[\s\u00a0\u202f]/g, ""));
  if (!match?.[1]) return text;
  const whole = groupDigits(match[1].replace(/^0+(?=\d)/, ""));
  return match[2] === undefined ? whole : `${whole},${match[2].padEnd(2, "0")}`;
};

/** A sum in tenge: comma or dot, groups of digits appear when one leaves the field. */
export function MoneyField(props: FieldProps & { placeholder?: string }) {
  const { required } = props;
  const check = useCallback<Looked>(
    (text) => {
      if (text.trim() === "") return must(required, text);
      const parsed = parseTenge(text);
      return parsed.ok ? undefined : parsed.error;
    },
    [required],
  );
  const field = useField(props.name, { check, defaultValue: props.defaultValue });
  return (
    <Field {...props} field={field}>
      <Input
        {...controlProps(field, props)}
        look="money"
        inputMode="decimal"
        autoComplete="off"
        maxLength={24}
        placeholder={props.placeholder}
        defaultValue={grouped(field.initial)}
        onBlur={(event) => {
          event.currentTarget.value = grouped(event.currentTarget.value);
        }}
        end="₸"
      />
    </Field>
  );
}

/** A number of fixed length: БИН, РНМ. Spaces and dashes of a pasted number fall away. */
export function DigitsField(
  props: FieldProps & { digits: number; check?: "xin"; placeholder?: string; readOnly?: boolean; autoFocus?: boolean },
) {
  const t = useT("ui");
  const { required, digits, check: kind } = props;
  const [good, setGood] = useState(false);
  const check = useCallback<Looked>(
    (text) => {
      if (text === "") return must(required, text);
      if (kind === "xin") {
        const parsed = parseXin(text);
        return parsed.ok ? undefined : parsed.error;
      }
      return text.length === digits ? undefined : { code: "field.digits", facts: { digits, count: text.length } };
    },
    [required, digits, kind],
  );
  const field = useField(props.name, { check, defaultValue: props.defaultValue });
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    const clean = event.currentTarget.value.replace(/\D/g, "").slice(0, digits);
    if (clean !== event.currentTarget.value) event.currentTarget.value = clean;
    setGood(kind === "xin" && parseXin(clean).ok);
  };
  const goodNote = (
    <span className="flex items-center gap-1.5 text-success-text">
      <Check className="size-3.5" aria-hidden="true" />
      {t("form.digitsGood")}
    </span>
  );
  const help = good ? goodNote : props.help;
  return (
    <Field {...props} help={help} field={field}>
      <Input
        {...controlProps(field, { ...props, help })}
        look="mono"
        inputMode="numeric"
        autoComplete="off"
        readOnly={props.readOnly}
        autoFocus={props.autoFocus}
        placeholder={props.placeholder}
        defaultValue={field.initial}
        onChange={onChange}
        end={props.readOnly ? <Lock className="size-4" aria-hidden="true" /> : undefined}
      />
    </Field>
  );
}

/** A day as papers write it, дд.мм.гггг: typed, pasted, or picked from the browser's own calendar. */
export function DateField(props: FieldProps) {
  const t = useT("ui");
  const { required } = props;
  const check = useCallback<Looked>(
    (text) => (text === "" ? must(required, text) : parseDay(text) ? undefined : { code: "field.date" }),
    [required],
  );
  const field = useField(props.name, { check, defaultValue: props.defaultValue });
  return (
    <Field {...props} help={props.help ?? t("form.dateHint")} field={field}>
      <DateInput {...controlProps(field, { ...props, help: "hint" })} defaultValue={field.initial} />
    </Field>
  );
}
