"use client";
import { Check, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";
import type { CardField, Marks } from "@/lib/registers";
import type { FieldLine } from "./view";

type Mark = "matches" | "differs";

const SEGMENT = { matches: "bg-success", differs: "bg-danger", none: "bg-border-strong" } as const;

/** How far the comparison has come, one segment a field. */
export function Progress({ lines, marks }: { lines: readonly FieldLine[]; marks: Marks }) {
  const t = useT("admin");
  const done = lines.filter(({ field }) => marks[field]).length;
  return (
    <div className="flex items-center gap-3">
      <span className="num text-caption text-muted-foreground">
        {t("moderation.compared", { done, total: lines.length })}
      </span>
      <span className="flex gap-0.5" aria-hidden="true">
        {lines.map(({ field }) => (
          <span key={field} className={cn("h-1.5 w-3 rounded-xs", SEGMENT[marks[field] ?? "none"])} />
        ))}
      </span>
    </div>
  );
}

function MarkButton({ mark, on, label, onPress }: { mark: Mark; on: boolean; label: string; onPress: () => void }) {
  const Icon = mark === "matches" ? Check : X;
  const look = mark === "matches" ? "bg-success-bg text-success-text" : "bg-danger text-destructive-foreground";
  return (
    <button
      type="button"
      data-mark={mark}
      aria-pressed={on}
      aria-label={label}
      title={label}
      onClick={onPress}
      className={cn(
        "inline-flex h-8 w-9 items-center justify-center border-input first:rounded-l-md first:border-r last:rounded-r-md max-md:h-11 max-md:w-12",
        on ? look : "bg-card text-muted-foreground hover:bg-accent",
      )}
    >
      <Icon className="size-4" aria-hidden="true" />
    </button>
  );
}

/** The fields beside the scan: each is said to match or to differ. */
export function Compare({
  lines,
  marks,
  at,
  readOnly,
  onMark,
  onFocus,
}: {
  lines: readonly FieldLine[];
  marks: Marks;
  at: number;
  readOnly: boolean;
  onMark: (field: CardField, mark: Mark) => void;
  onFocus: (index: number) => void;
}) {
  const t = useT("admin");
  const inHand = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (at > 0) inHand.current?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <ul className="divide-y">
      {lines.map((line, index) => (
        <li
          key={line.field}
          ref={index === at ? inHand : undefined}
          aria-current={index === at && !readOnly ? "true" : undefined}
          className={cn(
            "grid grid-cols-[112px_1fr_auto] items-center gap-3 px-4 py-2",
            marks[line.field] === "differs" && "bg-danger-bg",
            index === at && !readOnly && "outline-2 outline-offset-[-2px] outline-primary",
          )}
        >
          <span className="text-caption text-muted-foreground">{line.label}</span>
          <span className="min-w-0">
            <span className={cn("block break-words", line.mono ? "font-mono text-[13px]" : "font-medium")}>
              {line.value}
            </span>
            {line.note && (
              <span className={cn("block text-caption", line.changed ? "text-info-text" : "text-muted-foreground")}>
                {line.note}
              </span>
            )}
          </span>
          {!readOnly && (
            <span className="inline-flex rounded-md border border-input">
              {(["matches", "differs"] as const).map((mark) => (
                <MarkButton
                  key={mark}
                  mark={mark}
                  on={marks[line.field] === mark}
                  label={t(`moderation.${mark}`, { field: line.label })}
                  onPress={() => {
                    onFocus(index);
                    onMark(line.field, mark);
                  }}
                />
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
