"use client";
import { useCallback } from "react";
import { Checkbox, Radio } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/select";
import { useT } from "@/lib/i18n/client";
import { type Check, useField } from "./context";
import { controlProps, Field, FieldNote, type FieldProps } from "./field";

export type Option = { readonly value: string; readonly label: string; readonly hint?: string | undefined };

const must = (required: boolean | undefined, text: string) =>
  required && text === "" ? { code: "field.required" } : undefined;

/** One of a short list. */
export function SelectField(
  props: FieldProps & { options: readonly Option[]; placeholder?: string; onChange?: (value: string) => void },
) {
  const t = useT("ui");
  const { required } = props;
  const check = useCallback<Check>((text) => must(required, text), [required]);
  const field = useField(props.name, { check, defaultValue: props.defaultValue });
  return (
    <Field {...props} field={field}>
      <Select
        key={field.initial}
        {...controlProps(field, props)}
        defaultValue={field.initial}
        onChange={(event) => props.onChange?.(event.currentTarget.value)}
      >
        {(!required || field.initial === "" || props.placeholder) && (
          <option value="">{props.placeholder ?? t("form.choose")}</option>
        )}
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** One of a few, all in sight. */
export function RadioField(
  props: FieldProps & {
    options: readonly { value: string; label: React.ReactNode; help?: React.ReactNode; disabled?: boolean }[];
    onChange?: (value: string) => void;
  },
) {
  const field = useField(props.name, { defaultValue: props.defaultValue });
  return (
    <fieldset
      className={cn("min-w-0", props.className)}
      aria-describedby={field.invalid || props.help ? field.describedBy : undefined}
    >
      <legend className="mb-2 text-body font-medium">{props.label}</legend>
      <div className="space-y-3">
        {props.options.map((option) => (
          <Radio
            key={option.value}
            name={props.name}
            value={option.value}
            label={option.label}
            help={option.help}
            disabled={option.disabled || props.disabled}
            defaultChecked={option.value === field.initial}
            aria-invalid={field.invalid || undefined}
            onChange={(event) => props.onChange?.(event.currentTarget.value)}
          />
        ))}
      </div>
      <FieldNote field={field} help={props.help} />
    </fieldset>
  );
}

/** Yes or no. Unticked posts nothing, as forms do. */
export function CheckboxField(
  props: FieldProps & { value?: string; defaultChecked?: boolean; onChange?: (checked: boolean) => void },
) {
  const field = useField(props.name, { defaultValue: props.defaultValue });
  const value = props.value ?? "on";
  return (
    <div className={props.className}>
      <Checkbox
        {...controlProps(field, { ...props, help: undefined })}
        value={value}
        label={props.label}
        help={props.help}
        defaultChecked={field.initial === value || (field.initial === "" && props.defaultChecked)}
        onChange={(event) => props.onChange?.(event.currentTarget.checked)}
      />
      <FieldNote field={field} />
    </div>
  );
}
