import { Differences } from "@/components/status/differences";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { registerAlarms, tillState } from "@/lib/fiscal";
import { formatDateTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";

/** What of a register people have to look at: a comparison after a restore, books that differ, a clock that went back. */
export async function Alarms({ tenantId, registerId }: { tenantId: string; registerId: string }) {
  const t = await getT("registers");
  const state = await tillState(tenantId, registerId);
  const alarms = await registerAlarms(tenantId, registerId);
  const sell = state?.can.sell;
  const isReconciling = sell?.allowed === false && sell.error.code === "fiscal.reconciling";
  return (
    <>
      {isReconciling && (
        <Alert tone="warning" title={t("alarm.reconciling")}>
          {t("alarm.reconcilingText")}
        </Alert>
      )}
      {alarms.map(({ kind, subject, at, code, number, differences }) => (
        <Alert
          key={`${kind}/${subject}`}
          tone="warning"
          title={t(`alarm.${kind}`, { code, number })}
          actions={
            kind === "z_differs" && (
              <ButtonLink href={`/cabinet/registers/${registerId}/documents/${subject}`} size="sm">
                {t("alarm.openReport")}
              </ButtonLink>
            )
          }
        >
          <p>
            {t(`alarm.${kind}Text`)} <span className="num">{t("alarm.since", { at: formatDateTime(at) })}</span>
          </p>
          {differences.length > 0 && <Differences rows={differences} t={t} />}
        </Alert>
      ))}
    </>
  );
}
