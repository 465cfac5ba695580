"use client";
import { Search } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Badge, Count } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { useT } from "@/lib/i18n/client";
import type { QueueItem } from "./view";

const TONES: Readonly<Record<QueueItem["tone"], string>> = {
  fresh: "text-muted-foreground",
  late: "font-semibold text-warning-text",
  over: "font-semibold text-danger-text",
};

/** The cards that wait, the longest first. */
export function Queue({ items, current, pace }: { items: readonly QueueItem[]; current: string | null; pace: string }) {
  const t = useT("admin");
  const [search, setSearch] = useState("");
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter((item) => words.every((word) => item.words.includes(word)));
  return (
    <aside className="flex min-h-0 flex-col border-r bg-card max-lg:border-r-0 max-lg:border-b">
      <div className="space-y-3 p-3">
        <h2 className="flex items-center gap-2 text-lead font-semibold">
          {t("moderation.queue")} <Count>{items.length}</Count>
        </h2>
        <Input
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t("moderation.search")}
          aria-label={t("moderation.search")}
          start={<Search className="size-4" aria-hidden="true" />}
        />
      </div>
      <ul className="min-h-0 flex-1 divide-y overflow-y-auto border-t max-lg:max-h-64">
        {found.map((item) => (
          <li key={item.cardId}>
            <Link
              href={`/admin/moderation?card=${item.cardId}`}
              aria-current={item.cardId === current ? "true" : undefined}
              className={cn(
                "block border-l-2 px-3 py-2.5 outline-offset-[-2px]",
                item.cardId === current ? "border-primary bg-primary-soft" : "border-transparent hover:bg-accent",
              )}
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="min-w-0 truncate font-medium">{item.organization}</span>
                <span className={cn("num shrink-0 text-caption", TONES[item.tone])}>{item.waits}</span>
              </span>
              <span className="block truncate text-muted-foreground">{item.address}</span>
              <span className="flex items-center gap-2 font-mono text-[13px] text-muted-foreground">
                {item.registrationNumber}
                {item.again && <Badge tone="info">{t("moderation.repeat")}</Badge>}
              </span>
            </Link>
          </li>
        ))}
        {found.length === 0 && (
          <li className="px-3 py-8 text-center text-muted-foreground">
            {t(items.length === 0 ? "moderation.queueEmpty" : "moderation.noMatch")}
          </li>
        )}
      </ul>
      <div className="space-y-2 border-t p-3 text-caption text-muted-foreground">
        <p>{pace}</p>
        <p className="max-lg:hidden">{t("moderation.keys")}</p>
      </div>
    </aside>
  );
}
