"use client";
import { ArrowDown, ArrowUp, CircleX, PenLine, Repeat2, Send, UserCheck } from "lucide-react";
import { StatusBadge } from "@/components/status";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useT } from "@/lib/i18n/client";
import { Compare, Progress } from "./compare";
import { ScanView } from "./scan-view";
import { type Decide, type DeskState, useDesk } from "./use-desk";
import { Verdict } from "./verdict";
import type { DeskCard, HistoryLine, Neighbours } from "./view";

const EVENTS = { signed: PenLine, submitted: Send, approved: UserCheck, rejected: CircleX } as const;

function History({ lines }: { lines: readonly HistoryLine[] }) {
  const t = useT("admin");
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a history longer than its place is scrolled by keys
      tabIndex={0}
      className="max-h-48 shrink-0 overflow-y-auto border-t bg-card px-4 py-3"
    >
      <h2 className="mb-2 text-caption font-medium text-muted-foreground">{t("moderation.history")}</h2>
      <ol className="space-y-1.5">
        {lines.map(({ kind, at, what, more }) => {
          const Icon = EVENTS[kind];
          const tone = kind === "rejected" ? "text-danger-text" : "text-muted-foreground";
          return (
            <li key={`${kind} ${at}`} className="flex gap-2.5">
              <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", tone)} />
              <span className="num shrink-0 text-muted-foreground">{at}</span>
              <span className="min-w-0">
                <span className="font-medium">{what}</span> <span className="text-muted-foreground">{more}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Head({ card, position, neighbours, desk }: DeskProps & { desk: DeskState }) {
  const t = useT("admin");
  return (
    <header className="flex flex-wrap items-center gap-3 border-b bg-card px-5 py-3 max-md:px-4">
      <div className="min-w-0 flex-1 max-md:basis-full">
        <h1 className="flex flex-wrap items-center gap-2 text-lead font-semibold">
          {card.organization}
          <StatusBadge machine="register" status={card.status} />
          {card.attempt > 1 && (
            <Badge icon={<Repeat2 aria-hidden="true" />}>{t("moderation.attempt", { number: card.attempt })}</Badge>
          )}
        </h1>
        <p className="text-muted-foreground">
          {card.xinLabel} <span className="font-mono text-[13px]">{card.xin}</span>, {card.facts}
        </p>
      </div>
      <div className="flex items-center gap-1">
        <IconButton
          label={`${t("moderation.previous")}, K`}
          disabled={!neighbours.previous}
          onClick={() => desk.open(neighbours.previous)}
        >
          <ArrowUp className="size-4" aria-hidden="true" />
        </IconButton>
        <IconButton
          label={`${t("moderation.next")}, J`}
          disabled={!neighbours.next}
          onClick={() => desk.open(neighbours.next)}
        >
          <ArrowDown className="size-4" aria-hidden="true" />
        </IconButton>
        <span className="num text-caption text-muted-foreground">{position}</span>
      </div>
    </header>
  );
}

type DeskProps = { readonly card: DeskCard; readonly position: string; readonly neighbours: Neighbours };

/** The card in hand: its scan beside the fields, and the one word about it. */
export function Desk(props: DeskProps & { approve: Decide; reject: Decide }) {
  const t = useT("admin");
  const { card, neighbours } = props;
  const desk = useDesk(card, neighbours, props);
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <Head {...props} desk={desk} />
      {card.taken && (
        <div className="border-b px-5 py-3">
          <Alert
            icon={<UserCheck className="size-4" aria-hidden="true" />}
            title={card.taken.title}
            actions={
              <Button variant="primary" keys="J" onClick={() => desk.open(neighbours.next)}>
                {t("moderation.toNext")}
              </Button>
            }
          >
            {card.taken.text}
          </Alert>
        </div>
      )}
      <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(0,1fr)_400px]">
        <div className="flex min-h-0 min-w-0 flex-col border-r max-lg:border-r-0">
          <ScanView {...card.scan} />
          <History lines={card.history} />
        </div>
        <div className="flex min-h-0 min-w-0 flex-col bg-card">
          <div className="flex items-center justify-between gap-3 border-b px-4 py-2.5">
            <h2 className="font-semibold">{t("moderation.compare")}</h2>
            {!card.taken && <Progress lines={card.lines} marks={desk.marks} />}
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">
            <Compare
              lines={card.lines}
              marks={desk.marks}
              at={desk.at}
              readOnly={card.taken !== null}
              onMark={desk.mark}
              onFocus={desk.setAt}
            />
          </div>
          <Verdict card={card} desk={desk} />
        </div>
      </div>
    </div>
  );
}
