import { cn } from "./cn";

/** An arc that turns while something is on its way. Say in words what, beside it. */
export const Spinner = ({ className }: { className?: string }) => (
  <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={cn("size-4 shrink-0 animate-spin", className)}>
    <path d="M21 12a9 9 0 1 1-6.2-8.56" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
  </svg>
);
