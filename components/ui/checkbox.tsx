import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

type ChoiceProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; help?: ReactNode };

/** A box to tick, with its words; pressing the words ticks too. */
export const Checkbox = ({ label, help, className, ...rest }: ChoiceProps) => (
  <label className={cn("flex items-start gap-3 max-md:min-h-11 max-md:py-2", className)}>
    <span className="relative mt-0.5 flex size-[18px] shrink-0">
      <input
        {...rest}
        type="checkbox"
        className="peer absolute inset-0 size-full appearance-none rounded-sm border border-input bg-card checked:border-primary checked:bg-primary disabled:bg-muted aria-invalid:border-danger"
      />
      <span className="pointer-events-none absolute inset-0 hidden items-center justify-center text-primary-foreground peer-checked:flex">
        <Check className="size-3.5" strokeWidth={3} aria-hidden="true" />
      </span>
    </span>
    <span>
      <span className="font-medium">{label}</span>
      {help && <span className="mt-0.5 block text-caption text-muted-foreground">{help}</span>}
    </span>
  </label>
);

/** One of several; give all of a group the same name. */
export const Radio = ({ label, help, className, ...rest }: ChoiceProps) => (
  <label className={cn("flex items-start gap-3 max-md:min-h-11 max-md:py-2", className)}>
    <span className="relative mt-0.5 flex size-[18px] shrink-0">
      <input
        {...rest}
        type="radio"
        className="peer absolute inset-0 size-full appearance-none rounded-full border border-input bg-card checked:border-[5px] checked:border-primary"
      />
    </span>
    <span className="min-w-0">
      <span className="font-medium">{label}</span>
      {help && <span className="mt-0.5 block text-caption text-muted-foreground">{help}</span>}
    </span>
  </label>
);
