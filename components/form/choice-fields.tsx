"use client";
import { useCallback, useEffect, useId, useRef, useState } from "react";
import { Checkbox, Radio } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
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
        {...controlProps(field, props)}
        key={field.initial}
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

const SEARCH_PAUSE_MS = 200;
const SHOWN_MAX = 50;

/** Which of the given options a query finds: every word must occur. */
const matching = (options: readonly Option[], query: string): readonly Option[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return options
    .filter((option) => words.every((word) => `${option.label} ${option.hint ?? ""}`.toLowerCase().includes(word)))
    .slice(0, SHOWN_MAX);
};

type Combo = { text: string; open: boolean; at: number; found: readonly Option[]; busy: boolean };

/**
 * One of a long list, found by typing. Options are given, or searched by a server action. Posts the chosen value under
 * its name; a text that was not chosen from the list posts nothing, unless `free` lets it through as typed.
 */
export function ComboField(
  props: FieldProps & {
    options?: readonly Option[];
    search?: (query: string) => Promise<readonly Option[]>;
    placeholder?: string;
    /** The label of the default value, where options are searched. */
    defaultLabel?: string;
    free?: boolean;
    onChoose?: (option: Option | null) => void;
  },
) {
  const t = useT("ui");
  const listId = useId();
  const { required, options, search, free } = props;
  const check = useCallback<Check>((text) => must(required, text), [required]);
  const field = useField(props.name, { check, defaultValue: props.defaultValue });
  const labelOf = (value: string) =>
    options?.find((option) => option.value === value)?.label ?? props.defaultLabel ?? (free ? value : "");
  const [value, setValue] = useState(field.initial);
  const [combo, setCombo] = useState<Combo>({
    text: labelOf(field.initial),
    open: false,
    at: -1,
    found: [],
    busy: false,
  });
  const asked = useRef(0);
  const hidden = useRef<HTMLInputElement>(null);

  const { text, open } = combo;
  useEffect(() => {
    if (!open) return;
    const turn = ++asked.current;
    if (!search) {
      const whole = options?.some((option) => option.label === text);
      setCombo((now) => ({ ...now, found: matching(options ?? [], whole ? "" : text), busy: false }));
      return;
    }
    setCombo((now) => ({ ...now, busy: true }));
    const timer = setTimeout(async () => {
      const found = await search(text).catch(() => []);
      if (asked.current === turn) setCombo((now) => ({ ...now, found: found.slice(0, SHOWN_MAX), busy: false }));
    }, SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, open, search, options]);

  const choose = (option: Option | null) => {
    setValue(option?.value ?? "");
    setCombo((now) => ({ ...now, text: option?.label ?? now.text, open: false, at: -1 }));
    props.onChoose?.(option);
    requestAnimationFrame(() => hidden.current?.dispatchEvent(new Event("input", { bubbles: true })));
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const last = combo.found.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setCombo((now) => ({ ...now, open: true, at: Math.min(last, Math.max(0, now.open ? now.at + step : now.at)) }));
    } else if (event.key === "Enter" && open && combo.found[combo.at]) {
      event.preventDefault();
      choose(combo.found[combo.at] ?? null);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setCombo((now) => ({ ...now, open: false, at: -1 }));
    }
  };

  return (
    <Field {...props} field={field}>
      <div className="relative">
        <input ref={hidden} type="hidden" name={props.name} value={value} readOnly />
        <Input
          {...controlProps(field, { ...props, name: "" })}
          name={undefined}
          role="combobox"
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open && combo.at >= 0 ? `${listId}-${combo.at}` : undefined}
          autoComplete="off"
          placeholder={props.placeholder ?? t("form.choose")}
          value={text}
          onFocus={() => setCombo((now) => ({ ...now, open: true }))}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            setValue(free ? typed : "");
            setCombo((now) => ({ ...now, text: typed, open: true, at: 0 }));
            if (!free) props.onChoose?.(null);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setCombo((now) => ({ ...now, open: false, at: -1, text: free || value ? now.text : "" }))}
          end={combo.busy ? <Spinner /> : undefined}
        />
        <div
          id={listId}
          role="listbox"
          aria-label={typeof props.label === "string" ? props.label : undefined}
          className={cn(
            "absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-lg border bg-popover p-1 shadow-overlay",
            !open && "hidden",
          )}
        >
          {combo.found.map((option, index) => (
            <div
              key={option.value}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={option.value === value}
              onMouseDown={(event) => {
                event.preventDefault();
                choose(option);
              }}
              className={cn(
                "flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 hover:bg-accent max-md:min-h-11",
                index === combo.at && "bg-accent",
                option.value === value && "font-medium",
              )}
            >
              <span className="min-w-0 flex-1">{option.label}</span>
              {option.hint && <span className="num shrink-0 text-caption text-muted-foreground">{option.hint}</span>}
            </div>
          ))}
          {combo.found.length === 0 && (
            <p className="px-2.5 py-2 text-muted-foreground">
              {combo.busy ? t("form.searching") : t("form.noSuggestions")}
            </p>
          )}
        </div>
        <span className="sr-only" aria-live="polite">
          {open && !combo.busy ? t("form.suggestions", { count: combo.found.length }) : ""}
        </span>
      </div>
    </Field>
  );
}
