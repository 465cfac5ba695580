import { cva } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** Looks shared by everything one types into or chooses from. */
export const controlLook = cva(
  "w-full rounded-md border bg-card text-body text-foreground placeholder:text-subtle-foreground max-md:text-lead disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground [&[readonly]]:border-border [&[readonly]]:bg-muted [&[readonly]]:text-muted-foreground",
  {
    variants: {
      size: { md: "h-9 px-3 max-md:h-11", pos: "h-14 px-4 text-lead", area: "min-h-20 px-3 py-2" },
      invalid: { true: "border-danger", false: "border-input" },
      look: { text: "", mono: "font-mono text-[13px] max-md:text-[15px]", money: "num text-right" },
    },
    defaultVariants: { size: "md", invalid: false, look: "text" },
  },
);

type Look = "text" | "mono" | "money";

/** A one-line text control; the form's fields put label and help around it. */
export function Input({
  look,
  tall,
  start,
  end,
  className,
  ...rest
}: ComponentProps<"input"> & { look?: Look; tall?: boolean; start?: ReactNode; end?: ReactNode }) {
  const input = (
    <input
      {...rest}
      className={cn(
        controlLook({ look, size: tall ? "pos" : "md", invalid: rest["aria-invalid"] === true }),
        start && "pl-9",
        end && "pr-9",
        className,
      )}
    />
  );
  if (!start && !end) return input;
  return (
    <div className="relative">
      {start && (
        <span className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-subtle-foreground">
          {start}
        </span>
      )}
      {input}
      {end && <span className="absolute inset-y-0 right-3 flex items-center text-subtle-foreground">{end}</span>}
    </div>
  );
}

/** A text control of several lines. */
export const Textarea = ({ className, ...rest }: ComponentProps<"textarea">) => (
  <textarea
    {...rest}
    className={cn(controlLook({ size: "area", invalid: rest["aria-invalid"] === true }), className)}
  />
);
