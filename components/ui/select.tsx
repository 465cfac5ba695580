import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlLook } from "./input";

/** One thing out of a list. The browser's own control: works before scripts, by keyboard and on phones. */
export const Select = ({ className, children, ...rest }: ComponentProps<"select">) => (
  <div className="relative">
    <select
      {...rest}
      className={cn(
        controlLook({ invalid: rest["aria-invalid"] === true }),
        "cursor-pointer appearance-none truncate pr-9",
        className,
      )}
    >
      {children}
    </select>
    <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-subtle-foreground">
      <ChevronsUpDown className="size-4" aria-hidden="true" />
    </span>
  </div>
);
