import type { ReactNode } from "react";
import { cn } from "./cn";

export type Tone = "neutral" | "success" | "warning" | "danger" | "info";

/** Background, edge and text of a meaning. */
export const toneLook: Readonly<Record<Tone, string>> = {
  neutral: "border-border-strong bg-muted text-muted-foreground",
  success: "border-success-border bg-success-bg text-success-text",
  warning: "border-warning-border bg-warning-bg text-warning-text",
  danger: "border-danger-border bg-danger-bg text-danger-text",
  info: "border-info-border bg-info-bg text-info-text",
};

/** Text colour of a meaning, for icons and single words. */
export const toneText: Readonly<Record<Tone, string>> = {
  neutral: "text-muted-foreground",
  success: "text-success-text",
  warning: "text-warning-text",
  danger: "text-danger-text",
  info: "text-info-text",
};

/** A short fact with icon and word; never colour alone. For states of our machines take StatusBadge. */
export const Badge = ({
  tone = "neutral",
  icon,
  title,
  children,
  className,
}: {
  tone?: Tone;
  icon?: ReactNode;
  title?: string | undefined;
  children: ReactNode;
  className?: string;
}) => (
  <span
    title={title}
    className={cn(
      "inline-flex h-6 items-center gap-1.5 rounded-md border px-2 text-caption font-medium whitespace-nowrap [&>svg]:size-3.5 [&>svg]:shrink-0",
      toneLook[tone],
      className,
    )}
  >
    {icon}
    {children}
  </span>
);

/** A count beside a word. */
export const Count = ({ children }: { children: ReactNode }) => (
  <span className="num rounded-sm bg-muted px-1.5 text-caption text-muted-foreground">{children}</span>
);
