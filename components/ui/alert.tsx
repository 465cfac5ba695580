import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { type Tone, toneLook, toneText } from "./badge";
import { cn } from "./cn";

const ICONS: Readonly<Record<Tone, typeof Info>> = {
  neutral: Info,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
};

/** The icon of a meaning. */
export function ToneIcon({ tone, className }: { tone: Tone; className?: string }) {
  const Icon = ICONS[tone];
  return <Icon aria-hidden="true" className={cn("size-4 shrink-0", toneText[tone], className)} />;
}

/** A message that stays on the page: what is so, what is safe, what to do. Dangers are read out at once. */
export const Alert = ({
  tone = "info",
  title,
  children,
  actions,
  icon,
  className,
  ...rest
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  icon?: ReactNode;
  className?: string;
  id?: string;
}) => (
  <div
    {...rest}
    role={tone === "danger" ? "alert" : "status"}
    className={cn("flex items-start gap-3 rounded-lg border px-4 py-3", toneLook[tone], className)}
  >
    <span className={cn("mt-0.5", toneText[tone])}>{icon ?? <ToneIcon tone={tone} />}</span>
    <div className="min-w-0 flex-1 md:flex md:items-center md:gap-4">
      <div className="min-w-0 flex-1">
        {title && <p className="font-medium text-foreground">{title}</p>}
        {children && <div className={cn("text-muted-foreground", title && "mt-0.5")}>{children}</div>}
      </div>
      {actions && <div className="mt-3 flex shrink-0 flex-wrap gap-2 md:mt-0">{actions}</div>}
    </div>
  </div>
);
