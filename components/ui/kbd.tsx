import type { ReactNode } from "react";
import { cn } from "./cn";

/** A key of the keyboard. Hidden on phones, where there is none. */
export const Kbd = ({ children, solid, className }: { children: ReactNode; solid?: boolean; className?: string }) => (
  <span
    aria-hidden="true"
    className={cn(
      "num ml-1 inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-sm border px-1 font-sans text-[11px] leading-none font-medium max-md:hidden",
      solid ? "border-current/40 text-current" : "border-border-strong bg-muted text-muted-foreground",
      className,
    )}
  >
    {children}
  </span>
);
