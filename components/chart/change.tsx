import { TrendingDown, TrendingUp } from "lucide-react";
import { cn } from "@/components/ui/cn";

/** How a figure went against what it was: the way is an arrow and a sign, never the colour alone. */
export const Change = ({ text, isUp }: { text: string; isUp: boolean }) => {
  const Icon = isUp ? TrendingUp : TrendingDown;
  return (
    <span className="inline-flex items-start gap-1">
      <Icon
        className={cn("mt-0.5 size-3.5 shrink-0", isUp ? "text-success-text" : "text-danger-text")}
        aria-hidden="true"
      />
      {text}
    </span>
  );
};
