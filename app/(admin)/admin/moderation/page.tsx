import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState } from "@/components/layout";
import { systemClock } from "@/lib/config";
import { query } from "@/lib/http";
import { formatDateTime, formatMoneyShort, type Locale, type Translate } from "@/lib/i18n";
import { I18nProvider } from "@/lib/i18n/client";
import { clientMessages, getT, requestLocale } from "@/lib/i18n/server";
import {
  type ModerationCard,
  type ModerationPace,
  moderationCard,
  moderationPace,
  moderationQueue,
} from "@/lib/registers";
import { approveAction, rejectAction } from "./actions";
import { Desk } from "./desk";
import { Queue } from "./queue";
import { type DeskCard, factsLine, fieldLines, historyLines, queueItem } from "./view";

type T = Translate<"admin">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("admin"))("shell.moderation") };
}

function taken(t: T, { decision }: ModerationCard): DeskCard["taken"] {
  if (!decision) return null;
  const { verdict, by, decidedAt, reason } = decision;
  const facts = { by, at: formatDateTime(decidedAt) };
  return {
    title: t(verdict === "approved" ? "moderation.takenApproved" : "moderation.takenRejected", facts),
    text: reason ? t("moderation.takenReason", { reason }) : t("moderation.takenText"),
  };
}

function size(t: T, bytes: number): string {
  if (bytes < 1024 * 1024) return t("moderation.kilobytes", { size: Math.max(1, Math.round(bytes / 1024)) });
  return t("moderation.megabytes", { size: (bytes / 1024 / 1024).toFixed(1).replace(".", ",") });
}

const deskCard = (t: T, locale: Locale, card: ModerationCard, now: Date): DeskCard => ({
  cardId: card.cardId,
  organization: card.organization,
  xinLabel: t("moderation.field.xin"),
  xin: card.xin,
  facts: factsLine(t, locale, card, now),
  price: formatMoneyShort(card.priceTiyn),
  status: card.decision?.verdict === "rejected" ? "rejected" : card.status,
  attempt: card.attempt,
  scan: {
    href: `/admin/moderation/scan/${card.cardId}`,
    name: `${card.scan.name}, ${size(t, card.scan.size)}`,
    picture: card.scan.mediaType.startsWith("image/"),
  },
  lines: fieldLines(t, locale, card),
  history: historyLines(t, card),
  taken: taken(t, card),
});

const paceLine = (t: T, { decidedToday, averageMinutes }: ModerationPace): string =>
  averageMinutes === null
    ? t("moderation.paceNone")
    : t("moderation.pace", { count: decidedToday, minutes: averageMinutes });

/** The queue of registration cards, the card in hand beside its fields. */
export default async function ModerationPage({ searchParams }: { searchParams: Promise<{ card?: string }> }) {
  const wanted = (await searchParams).card;
  const t = await getT("admin");
  const locale = await requestLocale();
  const { queue, card, pace } = await query({ realm: "cabinet", can: "moderation" }, async () => {
    const queue = await moderationQueue();
    const first = wanted ?? queue[0]?.cardId;
    return { queue, pace: await moderationPace(), card: first ? await moderationCard(first) : null };
  });
  if (wanted && !card) notFound();
  const now = systemClock.now();
  const index = queue.findIndex(({ cardId }) => cardId === card?.cardId);
  const neighbours = {
    previous: queue[index - 1]?.cardId ?? null,
    next: queue[index + 1]?.cardId ?? null,
  };
  return (
    <I18nProvider locale={locale} messages={await clientMessages("admin")}>
      <div className="grid lg:h-[calc(100dvh-3rem)] lg:grid-cols-[300px_minmax(0,1fr)]">
        <Queue
          items={queue.map((row) => queueItem(t, locale, row, now))}
          current={card?.cardId ?? null}
          pace={paceLine(t, pace)}
        />
        {card ? (
          <Desk
            key={card.cardId}
            card={deskCard(t, locale, card, now)}
            position={index < 0 ? "" : t("moderation.position", { at: index + 1, total: queue.length })}
            neighbours={neighbours}
            approve={approveAction}
            reject={rejectAction}
          />
        ) : (
          <EmptyState
            icon={<Inbox aria-hidden="true" />}
            title={t("moderation.queueEmpty")}
            text={t("moderation.queueEmptyText")}
          />
        )}
      </div>
    </I18nProvider>
  );
}
