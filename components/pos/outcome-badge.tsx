"use client";
import { CircleCheck, CircleX, Hourglass } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Spinner } from "@/components/ui/spinner";
import type { DocumentRow } from "@/lib/fiscal";
import { useT } from "@/lib/i18n/client";

const LOOKS = {
  accepted: { tone: "success", icon: <CircleCheck aria-hidden="true" /> },
  autonomous: { tone: "warning", icon: <Hourglass aria-hidden="true" /> },
  pending: { tone: "info", icon: <Spinner /> },
  rejected: { tone: "danger", icon: <CircleX aria-hidden="true" /> },
} as const;

/** What the operator has said of a document so far. */
export function OutcomeBadge({
  document,
}: {
  document: Pick<DocumentRow, "outcome" | "refusal" | "issuedAutonomous">;
}) {
  const t = useT("pos");
  const { tone, icon } = LOOKS[document.outcome];
  const { refusal } = document;
  return (
    <Badge tone={tone} icon={icon} title={refusal ? t("receipts.refusal", refusal) : undefined}>
      {t(`receipts.outcome.${document.outcome}`)}
      {document.issuedAutonomous && document.outcome === "accepted" && (
        <span className="font-normal">({t("receipts.autonomous")})</span>
      )}
    </Badge>
  );
}
