import Link from "next/link";
import { cn } from "@/components/ui/cn";

/** Shelves to look at one by one. */
export function Groups({
  groups,
  current,
  label,
  all,
}: {
  groups: readonly string[];
  current: string | null;
  label: string;
  all: string;
}) {
  if (groups.length === 0) return null;
  const look = (chosen: boolean) =>
    cn(
      "inline-flex h-8 shrink-0 items-center rounded-md border px-3 max-md:h-11",
      chosen ? "border-primary bg-primary-soft font-medium" : "bg-card text-muted-foreground hover:bg-accent",
    );
  return (
    <nav aria-label={label} className="mb-4 flex gap-2 overflow-x-auto pb-1 md:flex-wrap">
      <Link
        href="/cabinet/goods"
        aria-current={current === null ? "true" : undefined}
        className={look(current === null)}
      >
        {all}
      </Link>
      {groups.map((group) => (
        <Link
          key={group}
          href={`/cabinet/goods?group=${encodeURIComponent(group)}`}
          aria-current={current === group ? "true" : undefined}
          className={look(current === group)}
        >
          {group}
        </Link>
      ))}
    </nav>
  );
}
