import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type Crumb = { readonly href: string; readonly label: string };

/** Head of a page: where one is, what it is, and its one primary action. */
export const PageHeader = ({
  title,
  text,
  crumbs,
  actions,
  className,
}: {
  title: ReactNode;
  text?: ReactNode;
  crumbs?: readonly Crumb[];
  actions?: ReactNode;
  className?: string;
}) => (
  <div className={cn("mb-5", className)}>
    {crumbs && crumbs.length > 0 && (
      <nav aria-label={crumbs.map(({ label }) => label).join(", ")} className="mb-1.5">
        <ol className="flex flex-wrap items-center gap-1 text-caption text-muted-foreground">
          {crumbs.map(({ href, label }) => (
            <li key={href} className="flex items-center gap-1">
              <Link href={href} className="hover:text-foreground hover:underline max-md:py-2">
                {label}
              </Link>
              <ChevronRight className="size-3.5 text-subtle-foreground" aria-hidden="true" />
            </li>
          ))}
        </ol>
      </nav>
    )}
    <div className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 flex-1 max-md:basis-full">
        <h1 className="text-title font-semibold text-balance">{title}</h1>
        {text && <div className="mt-0.5 text-muted-foreground">{text}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2 max-md:w-full max-md:[&>*]:flex-1">{actions}</div>}
    </div>
  </div>
);

/** A column as wide as a form. */
export const Narrow = ({ children, className }: { children: ReactNode; className?: string }) => (
  <div className={cn("max-w-[560px]", className)}>{children}</div>
);

/** Facts by name, one a line. */
export const Facts = ({
  items,
  className,
}: {
  items: readonly { readonly label: ReactNode; readonly value: ReactNode; readonly key?: string }[];
  className?: string;
}) => (
  <dl className={cn("divide-y", className)}>
    {items.map((item, index) => (
      <div
        key={item.key ?? (typeof item.label === "string" ? item.label : String(index))}
        className="grid grid-cols-[220px_1fr] gap-4 px-5 py-3 max-md:grid-cols-1 max-md:gap-0.5 max-md:px-4"
      >
        <dt className="text-muted-foreground">{item.label}</dt>
        <dd className="flex min-w-0 flex-wrap items-center gap-2 break-words">{item.value}</dd>
      </div>
    ))}
  </dl>
);
