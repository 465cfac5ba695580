"use client";
import { useCallback, useEffect, useId, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import { useT } from "@/lib/i18n/client";
import type { Option } from "./choice-fields";
import { type Check, useField } from "./context";
import { controlProps, Field, type FieldProps } from "./field";

const SEARCH_PAUSE_MS = 200;
const SHOWN_MAX = 50;

type Search = (query: string) => Promise<readonly Option[]>;

/** Which of the given options a query finds: every word must occur. */
const matching = (options: readonly Option[], query: string): readonly Option[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return options
    .filter((option) => words.every((word) => `${option.label} ${option.hint ?? ""}`.toLowerCase().includes(word)))
    .slice(0, SHOWN_MAX);
};

/** What can be chosen for the text as it stands; only the last question's answer counts. */
function useSuggestions(text: string, open: boolean, options?: readonly Option[], search?: Search) {
  const [found, setFound] = useState<readonly Option[]>([]);
  const [busy, setBusy] = useState(false);
  const asked = useRef(0);
  useEffect(() => {
    if (!open) return;
    const turn = ++asked.current;
    if (!search) {
      const whole = options?.some((option) => option.label === text);
      return setFound(matching(options ?? [], whole ? "" : text));
    }
    setBusy(true);
    const timer = setTimeout(async () => {
      const answer = await search(text).catch(() => []);
      if (asked.current !== turn) return;
      setFound(answer.slice(0, SHOWN_MAX));
      setBusy(false);
    }, SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, open, search, options]);
  return { found, busy };
}

function SuggestionList({
  id,
  label,
  open,
  busy,
  found,
  at,
  value,
  onChoose,
}: {
  id: string;
  label: string | undefined;
  open: boolean;
  busy: boolean;
  found: readonly Option[];
  at: number;
  value: string;
  onChoose: (option: Option) => void;
}) {
  const t = useT("ui");
  return (
    <>
      <div
        id={id}
        role="listbox"
        aria-label={label}
        className={cn(
          "absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-lg border bg-popover p-1 shadow-overlay",
          !open && "hidden",
        )}
      >
        {found.map((option, index) => (
          <div
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.value === value}
            onMouseDown={(event) => {
              event.preventDefault();
              onChoose(option);
            }}
            className={cn(
              "flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 hover:bg-accent max-md:min-h-11",
              index === at && "bg-accent",
              option.value === value && "font-medium",
            )}
          >
            <span className="min-w-0 flex-1">{option.label}</span>
            {option.hint && <span className="num shrink-0 text-caption text-muted-foreground">{option.hint}</span>}
          </div>
        ))}
        {found.length === 0 && (
          <p className="px-2.5 py-2 text-muted-foreground">{busy ? t("form.searching") : t("form.noSuggestions")}</p>
        )}
      </div>
      <span className="sr-only" aria-live="polite">
        {open && !busy ? t("form.suggestions", { count: found.length }) : ""}
      </span>
    </>
  );
}

export type ComboProps = FieldProps & {
  options?: readonly Option[];
  search?: Search;
  placeholder?: string;
  /** The label of the default value, where options are searched. */
  defaultLabel?: string;
  /** Lets a text through as typed, chosen or not. */
  free?: boolean;
  onChoose?: (option: Option | null) => void;
};

/** What the field holds, and what keys and choices do to it. */
function useCombo(props: ComboProps, initial: string) {
  const { options, search, free, onChoose } = props;
  const label =
    options?.find((option) => option.value === initial)?.label ?? props.defaultLabel ?? (free ? initial : "");
  const [value, setValue] = useState(initial);
  const [{ text, open, at }, setCombo] = useState({ text: label, open: false, at: -1 });
  const { found, busy } = useSuggestions(text, open, options, search);
  const hidden = useRef<HTMLInputElement>(null);

  const choose = (option: Option) => {
    setValue(option.value);
    setCombo({ text: option.label, open: false, at: -1 });
    onChoose?.(option);
    requestAnimationFrame(() => hidden.current?.dispatchEvent(new Event("input", { bubbles: true })));
  };
  const type = (typed: string) => {
    setValue(free ? typed : "");
    setCombo({ text: typed, open: true, at: 0 });
    if (!free) onChoose?.(null);
  };
  const show = () => setCombo((now) => ({ ...now, open: true }));
  const leave = () => setCombo((now) => ({ text: free || value ? now.text : "", open: false, at: -1 }));
  const onKeyDown = (event: React.KeyboardEvent) => {
    const picked = found[at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setCombo((now) => ({
        ...now,
        open: true,
        at: Math.min(found.length - 1, Math.max(0, now.open ? now.at + step : now.at)),
      }));
    } else if (event.key === "Enter" && open && picked) {
      event.preventDefault();
      choose(picked);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setCombo((now) => ({ ...now, open: false, at: -1 }));
    }
  };
  return { value, text, open, at, found, busy, hidden, choose, type, show, leave, onKeyDown };
}

/**
 * One of a long list, found by typing. Options are given, or searched by a server action. Posts the chosen value under
 * its name; a text that was not chosen from the list posts nothing, unless `free` lets it through as typed.
 */
export function ComboField(props: ComboProps) {
  const t = useT("ui");
  const listId = useId();
  const { required } = props;
  const check = useCallback<Check>(
    (text) => (required && text === "" ? { code: "field.required" } : undefined),
    [required],
  );
  const field = useField(props.name, { check, defaultValue: props.defaultValue });
  const combo = useCombo(props, field.initial);
  const { open, at } = combo;
  return (
    <Field {...props} field={field}>
      <div className="relative">
        <input ref={combo.hidden} type="hidden" name={props.name} value={combo.value} readOnly />
        <Input
          {...controlProps(field, props)}
          name={undefined}
          role="combobox"
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open && at >= 0 ? `${listId}-${at}` : undefined}
          autoComplete="off"
          placeholder={props.placeholder ?? t("form.choose")}
          value={combo.text}
          onFocus={combo.show}
          onClick={combo.show}
          onChange={(event) => combo.type(event.currentTarget.value)}
          onKeyDown={combo.onKeyDown}
          onBlur={combo.leave}
          // Always something at the end: a control that gains its frame while one types would lose the keys that follow.
          end={props.search ? combo.busy ? <Spinner /> : <span /> : undefined}
        />
        <SuggestionList
          id={listId}
          label={typeof props.label === "string" ? props.label : undefined}
          open={open}
          busy={combo.busy}
          found={combo.found}
          at={at}
          value={combo.value}
          onChoose={combo.choose}
        />
      </div>
    </Field>
  );
}
