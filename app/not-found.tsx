import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/layout";
import { ButtonLink } from "@/components/ui/button";
import { getT } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("ui"))("error.notFoundTitle") };
}

/** What is not yours and what does not exist look the same. */
export default async function NotFound() {
  const t = await getT("ui");
  return (
    <main data-page="not-found" className="mx-auto max-w-xl pt-16">
      <h1 className="sr-only">{t("error.notFoundTitle")}</h1>
      <EmptyState
        icon={<SearchX />}
        title={t("error.notFoundTitle")}
        text={t("error.notFoundText")}
        action={<ButtonLink href="/">{t("error.home")}</ButtonLink>}
      />
    </main>
  );
}
