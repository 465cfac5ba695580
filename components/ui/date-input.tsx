"use client";
import { Calendar } from "lucide-react";
import { type ChangeEvent, type ComponentProps, useRef } from "react";
import { useT } from "@/lib/i18n/client";
import { type Day, formatDay, parseDay } from "@/lib/kernel";
import { cn } from "./cn";
import { grouped } from "./grouped";
import { controlLook } from "./input";

/** Puts the dots of a day while its digits are typed at the end. */
function dotted({ currentTarget, nativeEvent }: ChangeEvent<HTMLInputElement>): void {
  const typed = currentTarget.value;
  const adding = (nativeEvent as InputEvent).inputType?.startsWith("insert"); // cast: React's type is wider
  if (parseDay(typed) || !adding) return;
  currentTarget.value = grouped(typed, [2, 2, 4], ".");
}

/** A day as papers write it, дд.мм.гггг, in every language: typed, pasted, or picked from the browser's own calendar. */
export function DateInput({ defaultValue, className, ...rest }: ComponentProps<"input"> & { defaultValue?: string }) {
  const t = useT("ui");
  const input = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const given = parseDay(defaultValue ?? "");
  return (
    <span className="relative block">
      <input
        {...rest}
        ref={input}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        maxLength={10}
        placeholder={t("form.dateHint")}
        defaultValue={given ? formatDay(given) : defaultValue}
        onChange={dotted}
        className={cn(
          controlLook({ invalid: rest["aria-invalid"] === true }),
          "num pr-10 max-md:pr-9 max-md:pl-2.5",
          className,
        )}
      />
      <input
        ref={picker}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        className="pointer-events-none absolute right-0 bottom-0 size-0 opacity-0"
        onChange={(event) => {
          if (!input.current || !event.currentTarget.value) return;
          input.current.value = formatDay(event.currentTarget.value as Day); // cast: the control gives that very shape
          input.current.dispatchEvent(new Event("input", { bubbles: true }));
        }}
      />
      <button
        type="button"
        aria-label={t("form.openCalendar")}
        title={t("form.openCalendar")}
        disabled={rest.disabled}
        onClick={() => {
          if (!picker.current) return;
          picker.current.value = parseDay(input.current?.value ?? "") ?? "";
          picker.current.showPicker?.();
        }}
        className="absolute inset-y-0 right-1 my-auto inline-flex size-8 items-center justify-center rounded-sm text-subtle-foreground hover:text-foreground max-md:right-0 max-md:h-11 max-md:w-9"
      >
        <Calendar className="size-4" aria-hidden="true" />
      </button>
    </span>
  );
}
