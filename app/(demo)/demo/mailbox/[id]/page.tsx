import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Facts, PageHeader, PublicShell } from "@/components/layout";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { env } from "@/lib/config";
import { formatDateTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { receivedLetter } from "@/lib/mail";

type Params = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("demo"))("mailbox.title") };
}

/** One letter: its text with links to follow, and below it as the reader's mail program would show it. */
export default async function LetterPage({ params }: Params) {
  if (env().APP_MODE !== "demo") notFound();
  const letter = await receivedLetter((await params).id);
  if (!letter) notFound();
  const t = await getT("demo");
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME}>
      <PageHeader
        crumbs={[{ href: "/demo/mailbox", label: t("mailbox.back") }]}
        title={letter.subject || t("mailbox.noSubject")}
      />
      <div className="space-y-4">
        <Card>
          <Facts
            items={[
              { label: t("mailbox.to"), value: letter.recipient },
              { label: t("mailbox.from"), value: letter.sender },
              { label: t("mailbox.received"), value: formatDateTime(letter.receivedAt) },
            ]}
          />
        </Card>
        <Card>
          <CardHeader title={t("mailbox.plain")} />
          <CardBody className="break-words whitespace-pre-wrap">{withLinks(letter.plain)}</CardBody>
        </Card>
        {letter.html && (
          <Card className="overflow-hidden">
            <CardHeader title={t("mailbox.html")} />
            <iframe
              title={t("mailbox.html")}
              src={`/demo/mailbox/${letter.id}/html`}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              className="h-[640px] w-full bg-white"
            />
          </Card>
        )}
      </div>
    </PublicShell>
  );
}

/** Addresses of the web in a text become links; nothing else in it becomes markup. */
const withLinks = (text: string) =>
  text.split(/(https?:\/\/[^\s<>"]+)/g).map((part, index) =>
    index % 2 === 1 ? (
      <a key={String(index)} href={part} className="break-all text-primary-text underline underline-offset-4">
        {part}
      </a>
    ) : (
      part
    ),
  );
