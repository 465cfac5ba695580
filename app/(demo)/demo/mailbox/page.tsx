import { Inbox, RotateCw, Search } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { EmptyState, PageHeader, PublicShell } from "@/components/layout";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { env } from "@/lib/config";
import { formatDateTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { type ReceivedRow, receivedLetters } from "@/lib/mail";

const PATH = "/demo/mailbox";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("demo"))("mailbox.title") };
}

/** Demo only: every letter that the demo sent. */
export default async function MailboxPage({ searchParams }: { searchParams: Promise<{ q?: string | string[] }> }) {
  if (env().APP_MODE !== "demo") notFound();
  const t = await getT("demo");
  const asked = (await searchParams).q;
  const search = typeof asked === "string" ? asked : "";
  const letters = await receivedLetters(search);
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME}>
      <PageHeader
        title={t("mailbox.title")}
        text={t("mailbox.text")}
        actions={
          <ButtonLink href={PATH} icon={<RotateCw className="size-4" aria-hidden="true" />}>
            {t("mailbox.refresh")}
          </ButtonLink>
        }
      />
      <Card className="overflow-hidden">
        <search>
          <form action={PATH} className="flex gap-2 border-b p-3">
            <Input
              name="q"
              type="search"
              defaultValue={search}
              aria-label={t("mailbox.search")}
              placeholder={t("mailbox.search")}
              start={<Search className="size-4" aria-hidden="true" />}
            />
            <Button type="submit">{t("mailbox.find")}</Button>
          </form>
        </search>
        {letters.length > 0 ? (
          <Letters letters={letters} noSubject={t("mailbox.noSubject")} />
        ) : (
          <EmptyState
            icon={<Inbox />}
            title={t(search ? "mailbox.noMatch" : "mailbox.empty")}
            text={search ? undefined : t("mailbox.emptyText")}
            action={search && <ButtonLink href={PATH}>{t("mailbox.clear")}</ButtonLink>}
          />
        )}
      </Card>
    </PublicShell>
  );
}

const Letters = ({ letters, noSubject }: { letters: readonly ReceivedRow[]; noSubject: string }) => (
  <ul className="divide-y">
    {letters.map((letter) => (
      <li key={letter.id} className="relative px-5 py-3 hover:bg-accent/50 max-md:px-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <Link
            href={`${PATH}/${letter.id}`}
            className="min-w-0 font-medium break-words after:absolute after:inset-0 hover:underline"
          >
            {letter.subject || noSubject}
          </Link>
          <time dateTime={letter.receivedAt.toISOString()} className="num text-caption text-muted-foreground">
            {formatDateTime(letter.receivedAt)}
          </time>
        </div>
        <p className="break-all text-muted-foreground">{letter.recipient}</p>
      </li>
    ))}
  </ul>
);
