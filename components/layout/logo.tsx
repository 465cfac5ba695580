import { cn } from "@/components/ui/cn";

/** The mark: a paper receipt, with the product's name. */
export const Logo = ({ name, className }: { name: string; className?: string }) => (
  <span className={cn("inline-flex items-center gap-2 font-semibold tracking-[-0.02em] whitespace-nowrap", className)}>
    <svg width="20" height="24" viewBox="0 0 20 24" aria-hidden="true" className="shrink-0">
      <path d="M2 0h16v21.4l-2.67 2.6-2.66-2.6L10 24l-2.67-2.6L4.67 24 2 21.4z" className="fill-primary" />
      <path d="M6 6h8M6 10h8M6 14h4" className="stroke-primary-foreground" strokeWidth="2" strokeLinecap="round" />
    </svg>
    <span className="text-lead">{name}</span>
  </span>
);
