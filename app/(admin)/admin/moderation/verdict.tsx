"use client";
import { Info, Lock } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { useT } from "@/lib/i18n/client";
import type { DeskState } from "./use-desk";
import type { DeskCard } from "./view";

/** The word about the card: a reason and refusal, or approval once nothing stands in its way. */
export function Verdict({ card, desk }: { card: DeskCard; desk: DeskState }) {
  const t = useT("admin");
  const { reason, marks, obstacle, busy } = desk;
  if (card.taken)
    return (
      <p className="flex items-center gap-2 border-t p-4 text-muted-foreground">
        <Lock className="size-4 shrink-0" aria-hidden="true" />
        {t("moderation.readOnly")}
      </p>
    );
  return (
    <div className="space-y-2.5 border-t px-4 py-3">
      <p id="reason" className="font-medium">
        {t("moderation.reason")}
      </p>
      <div className="flex flex-wrap gap-1.5">
        {card.lines
          .filter(({ field }) => marks[field] === "differs")
          .map(({ field, label }) => (
            <Button key={field} size="sm" onClick={() => reason.choose(field)}>
              {label}
            </Button>
          ))}
        <Button size="sm" onClick={() => reason.choose("scan")}>
          {t("moderation.reasonFor.scan")}
        </Button>
      </div>
      <Textarea
        ref={desk.reasonBox}
        aria-labelledby="reason"
        aria-describedby="reason-help"
        rows={2}
        className="min-h-0"
        maxLength={1000}
        value={reason.text}
        onChange={(event) => reason.write(event.currentTarget.value)}
      />
      <p id="reason-help" className="text-caption text-muted-foreground">
        {t("moderation.reasonHelp")}
      </p>
      <div className="grid grid-cols-2 gap-2">
        <Button
          variant="dangerOutline"
          size="lg"
          keys="R"
          busy={busy}
          reason={reason.text.trim() === "" ? t("moderation.why.reason") : null}
          onClick={desk.reject}
        >
          {t("moderation.reject")}
        </Button>
        <Button variant="primary" size="lg" keys="A" busy={busy} reason={obstacle} onClick={desk.approve}>
          {t("moderation.approve")}
        </Button>
      </div>
      <p className="flex gap-2 text-caption text-muted-foreground">
        <Info className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
        {obstacle ?? t("moderation.why.ready", { price: card.price })}
      </p>
    </div>
  );
}
