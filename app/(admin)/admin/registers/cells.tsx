import { Differences } from "@/components/status/differences";
import type { AlarmView } from "@/lib/fiscal";
import { formatDateTime, type Translate } from "@/lib/i18n";
import type { AdminRegisterRow } from "@/lib/registers";
import { CloseAlarm } from "./close-alarm";

export type Texts = {
  readonly t: Translate<"admin">;
  readonly r: Translate<"registers">;
  readonly ui: Translate<"ui">;
};

/** Why a register does not sell, since when, what it means for us and who lifts it. */
export function BlocksCell({ row, texts: { t, ui } }: { row: AdminRegisterRow; texts: Texts }) {
  if (row.status !== "active" || row.blocks.length === 0) return "–";
  return (
    <ul className="space-y-2">
      {row.blocks.map((cause) => {
        const stored = row.blocksSince.find((block) => block.cause === cause);
        return (
          <li key={cause}>
            {ui(`block.${cause}.title`)}
            {stored && (
              <span className="block text-caption text-muted-foreground">
                {t("registers.since", { at: formatDateTime(stored.since) })}
                {stored.detail && `, ${stored.detail}`}
              </span>
            )}
            <span className="block text-caption text-muted-foreground">
              {t(`registers.means.${cause}`)} {ui(`block.${cause}.who`)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What of a register people have to look at; whoever has looked closes it with a reason. */
export function AlarmsCell({ alarms, texts: { t, r } }: { alarms: readonly AlarmView[]; texts: Texts }) {
  if (alarms.length === 0) return "–";
  return (
    <ul className="space-y-3">
      {alarms.map(({ tenantId, registerId, kind, subject, at, code, number, differences }) => {
        const title = r(`alarm.${kind}`, { code, number });
        return (
          <li key={`${kind}/${subject}`} className="space-y-1">
            {title}
            <span className="block text-caption text-muted-foreground">
              {t("registers.since", { at: formatDateTime(at) })}
            </span>
            {differences.length > 0 && (
              <div className="text-caption text-muted-foreground">
                <Differences rows={differences} t={r} />
              </div>
            )}
            <CloseAlarm alarm={{ tenantId, registerId, kind, subject }} title={title} />
          </li>
        );
      })}
    </ul>
  );
}
