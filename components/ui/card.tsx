import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** A raised group on the page. */
export const Card = ({ className, ...rest }: ComponentProps<"section">) => (
  <section {...rest} className={cn("rounded-lg border bg-card", className)} />
);

/** Head of a card: what it is, and what can be done with all of it. */
export const CardHeader = ({
  title,
  text,
  actions,
  className,
}: {
  title: ReactNode;
  text?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) => (
  <div
    className={cn(
      "flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-5 py-3.5 max-md:px-4 empty:hidden",
      className,
    )}
  >
    <div className="min-w-0 flex-1">
      <h2 className="text-body font-semibold">{title}</h2>
      {text && <p className="text-caption text-muted-foreground">{text}</p>}
    </div>
    {actions}
  </div>
);

/** Inside of a card with its usual air. */
export const CardBody = ({ className, ...rest }: ComponentProps<"div">) => (
  <div {...rest} className={cn("p-5 max-md:p-4", className)} />
);
