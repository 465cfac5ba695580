import { cn } from "./cn";

/** A grey bone of the layout that is coming; it appears only after 150 ms, so fast answers do not flash. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span
    aria-hidden="true"
    className={cn("block h-4 animate-[pulse_2s_150ms_infinite_both] rounded-sm bg-border/70", className)}
  />
);
