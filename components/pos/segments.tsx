import { cn } from "@/components/ui/cn";

/** One of a few, side by side. The focus stays where it was, in the field that is being typed. */
export function Segments<V extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: {
  label: string;
  value: V;
  options: readonly { readonly value: V; readonly label: string }[];
  onChange: (value: V) => void;
  className?: string;
}) {
  return (
    <div role="radiogroup" aria-label={label} className={cn("flex gap-1 rounded-lg bg-muted p-1", className)}>
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a button keeps the focus in the field that is typed
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          onClick={() => onChange(option.value)}
          className={cn(
            "h-11 min-w-0 flex-1 rounded-md px-2 text-body font-medium",
            option.value === value ? "bg-card text-foreground ring-1 ring-border-strong" : "text-muted-foreground",
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
