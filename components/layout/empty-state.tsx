import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** Nothing here yet: an icon, one sentence on what belongs here, one thing to do. */
export const EmptyState = ({
  icon,
  title,
  text,
  action,
  className,
}: {
  icon: ReactNode;
  title: ReactNode;
  text?: ReactNode;
  action?: ReactNode;
  className?: string;
}) => (
  <div className={cn("px-5 py-16 text-center max-md:py-10", className)}>
    <span aria-hidden="true" className="inline-flex text-subtle-foreground [&>svg]:size-8 [&>svg]:[stroke-width:1.5]">
      {icon}
    </span>
    <p className="mt-4 text-lead font-semibold">{title}</p>
    {text && <p className="mx-auto mt-1 max-w-md text-muted-foreground">{text}</p>}
    {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
  </div>
);
