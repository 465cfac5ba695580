import { Form, SubmitButton } from "@/components/form";
import { PageHeader } from "@/components/layout";
import { SimpleTable } from "@/components/table";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { deviceName, listSessions, type Session, type SessionRow } from "@/lib/auth";
import { passwordPath } from "@/lib/http";
import { formatDateTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { endSessions } from "./actions";

/** Where an account is signed in, with the ways to end that. */
export async function SessionList({ session }: { session: Session }) {
  const t = await getT("auth");
  const rows = await listSessions(session);
  const device = (row: SessionRow) => deviceName(row.userAgent) ?? t("sessions.unknownDevice");
  return (
    <>
      <PageHeader
        title={t("sessions.title")}
        text={t("sessions.text")}
        actions={
          <>
            <ButtonLink href={passwordPath(session.realm)}>{t("sessions.changePassword")}</ButtonLink>
            <Form action={endSessions} className="space-y-0" ownErrorPlace>
              <SubmitButton variant="dangerOutline" reason={rows.length > 1 ? null : t("sessions.onlyThis")}>
                {t("sessions.endOthers")}
              </SubmitButton>
            </Form>
          </>
        }
      />
      <SimpleTable
        caption={t("sessions.caption")}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: "device", title: t("sessions.device"), card: "title", cell: device },
          {
            key: "address",
            title: t("sessions.address"),
            cell: (row) => <span className="font-mono text-[13px]">{row.address}</span>,
          },
          {
            key: "started",
            title: t("sessions.started"),
            cell: (row) => <span className="num">{formatDateTime(row.createdAt)}</span>,
          },
          {
            key: "seen",
            title: t("sessions.seen"),
            cell: (row) => <span className="num">{formatDateTime(row.lastSeenAt)}</span>,
          },
          {
            key: "end",
            title: t("sessions.end"),
            align: "right",
            card: "side",
            cell: (row) =>
              row.current ? (
                <Badge tone="success">{t("sessions.here")}</Badge>
              ) : (
                <Form action={endSessions} className="space-y-0" ownErrorPlace>
                  <input type="hidden" name="only" value={row.id} />
                  <SubmitButton variant="outline" size="sm" aria-label={t("sessions.endOne", { device: device(row) })}>
                    {t("sessions.end")}
                  </SubmitButton>
                </Form>
              ),
          },
        ]}
      />
    </>
  );
}
