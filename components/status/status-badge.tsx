"use client";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Badge, type Tone } from "@/components/ui/badge";
import { Spinner } from "@/components/ui/spinner";
import type { MessageKey } from "@/lib/i18n";
import { useT } from "@/lib/i18n/client";
import { type Machine, STATUS_MAP, type StatusOf } from "./map";

type UiKey = MessageKey<"ui">;

/** The state of one of our machines: icon and word, the same everywhere. The title says since when and what is next. */
export function StatusBadge<M extends Machine>({
  machine,
  status,
  title,
}: {
  machine: M;
  status: StatusOf<M>;
  title?: string;
}) {
  const t = useT("ui");
  const looks: Readonly<Record<string, { tone: Tone; icon: "spinner" | LucideIcon }>> = STATUS_MAP[machine];
  const look = looks[status];
  if (!look) return null;
  const Icon = look.icon;
  const help = machine === "register" ? t(`status.registerHelp.${status}` as UiKey) : undefined; // cast: the map's own keys
  return (
    <Badge tone={look.tone} title={title ?? help} icon={Icon === "spinner" ? <Spinner /> : <Icon aria-hidden="true" />}>
      {t(`status.${machine}.${status}` as UiKey) /* cast: the map's own keys */}
    </Badge>
  );
}

/** Why a register does not work: each cause with what to do about it, who lifts it, and the words of whoever set it. */
export function Blocks({
  causes,
  details,
  actions,
}: {
  causes: readonly string[];
  details?: Readonly<Record<string, string | null>>;
  actions?: Readonly<Record<string, ReactNode>>;
}) {
  const t = useT("ui");
  if (causes.length === 0) return null;
  return (
    <ul aria-label={t("blocks")} className="space-y-2">
      {causes.map((cause) => (
        <li key={cause}>
          <Alert tone="danger" title={t(`block.${cause}.title` as UiKey)} actions={actions?.[cause]}>
            {t(`block.${cause}.text` as UiKey) /* cast: causes are a closed list of lib/registers */}{" "}
            {t(`block.${cause}.who` as UiKey) /* cast: likewise */}
            {details?.[cause] && <span className="block">{t("blockDetail", { text: details[cause] })}</span>}
          </Alert>
        </li>
      ))}
    </ul>
  );
}
