"use client";
import { SearchX, X } from "lucide-react";
import { EmptyState } from "@/components/layout/empty-state";
import { ButtonLink } from "@/components/ui/button";
import { useT } from "@/lib/i18n/client";

/** Nothing answers the search; the filters stay in sight above. */
export function NoMatch({ clearHref }: { clearHref: string }) {
  const t = useT("ui");
  return (
    <EmptyState
      icon={<SearchX />}
      title={t("table.noMatch")}
      text={t("table.noMatchText")}
      action={
        <ButtonLink href={clearHref} scroll={false} icon={<X className="size-4" aria-hidden="true" />}>
          {t("table.clear")}
        </ButtonLink>
      }
    />
  );
}

/** Words of the table's head that only a client part can write. */
export function ActionsTitle() {
  return useT("ui")("table.actions");
}
