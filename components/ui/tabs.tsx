import Link from "next/link";
import type { ReactNode } from "react";
import { Count } from "./badge";
import { cn } from "./cn";

export type TabLink = {
  readonly href: string;
  readonly label: ReactNode;
  readonly count?: number | undefined;
  readonly current: boolean;
};

/** Tabs as links: which one is open is part of the address, so Back and a shared link work. */
export const Tabs = ({ label, tabs, className }: { label: string; tabs: readonly TabLink[]; className?: string }) => (
  <nav aria-label={label} className={cn("mb-4 flex gap-5 overflow-x-auto border-b", className)}>
    {tabs.map((tab) => (
      <Link
        key={tab.href}
        href={tab.href}
        aria-current={tab.current ? "page" : undefined}
        className={cn(
          "-mb-px flex h-10 items-center gap-2 border-b-2 text-body font-medium whitespace-nowrap outline-offset-[-2px] max-md:h-11",
          tab.current
            ? "border-primary text-foreground"
            : "border-transparent text-muted-foreground hover:text-foreground",
        )}
      >
        {tab.label}
        {tab.count !== undefined && <Count>{tab.count}</Count>}
      </Link>
    ))}
  </nav>
);
