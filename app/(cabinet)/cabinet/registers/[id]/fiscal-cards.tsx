import { OfdPill } from "@/components/status";
import { SimpleTable } from "@/components/table";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { controlTape, type DocumentRow, type ShiftRow, shifts, type TillState, tillState } from "@/lib/fiscal";
import { formatDateTime, formatMoney, type Translate } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { documentColumns } from "./document-columns";

const ROWS = 5;
type T = Translate<"registers">;

/** Where the register stands with the data operator, as the till knows it. */
export async function OfdState({ tenantId, registerId }: { tenantId: string; registerId: string }) {
  const state = await tillState(tenantId, registerId);
  if (!state) return null;
  const t = await getT("registers");
  const ui = await getT("ui");
  return <Pill ofd={state.ofd} t={t} label={ui(`status.ofd.${state.ofd.mode}`)} />;
}

const Pill = ({ ofd, t, label }: { ofd: TillState["ofd"]; t: T; label: string }) => (
  <OfdPill
    state={ofd.mode}
    label={label}
    detail={ofd.unsentCount > 0 ? t("page.unsent", { count: ofd.unsentCount }) : undefined}
  />
);

function Shifts({ rows, at, t }: { rows: readonly ShiftRow[]; at: string; t: T }) {
  return (
    <Card>
      <CardHeader title={t("page.shifts")} />
      {rows.length === 0 ? (
        <p className="p-5 text-muted-foreground">{t("page.noShifts")}</p>
      ) : (
        <SimpleTable
          caption={t("page.shifts")}
          rows={rows}
          rowKey={(row) => String(row.number)}
          href={(row) => (row.zReportId ? `${at}/documents/${row.zReportId}` : `${at}/documents?shift=${row.number}`)}
          columns={[
            { key: "number", title: t("page.shiftNumber"), cell: (row) => t("page.shift", { number: row.number }) },
            {
              key: "opened",
              title: t("page.shiftOpened"),
              cell: (row) => <span className="num">{formatDateTime(row.openedAt)}</span>,
            },
            {
              key: "closed",
              title: t("page.shiftClosed"),
              cell: (row) => <span className="num">{row.closedAt ? formatDateTime(row.closedAt) : "–"}</span>,
            },
            { key: "documents", title: t("page.shiftDocuments"), align: "right", cell: (row) => row.documents },
            {
              key: "sales",
              title: t("page.shiftSales"),
              align: "right",
              card: "side",
              cell: (row) => formatMoney(row.revenueTiyn),
            },
          ]}
        />
      )}
    </Card>
  );
}

function Documents({ rows, at, t }: { rows: readonly DocumentRow[]; at: string; t: T }) {
  return (
    <Card>
      <CardHeader
        title={t("page.docs")}
        actions={
          rows.length > 0 && (
            <>
              <ButtonLink href={`${at}/journal`} size="sm">
                {t("journal.title")}
              </ButtonLink>
              <ButtonLink href={`${at}/documents`} size="sm">
                {t("page.allDocs")}
              </ButtonLink>
            </>
          )
        }
      />
      {rows.length === 0 ? (
        <p className="p-5 text-muted-foreground">{t("page.noDocs")}</p>
      ) : (
        <SimpleTable
          caption={t("page.docs")}
          rows={rows}
          rowKey={(row) => row.id}
          href={(row) => `${at}/documents/${row.id}`}
          columns={documentColumns(t)}
        />
      )}
    </Card>
  );
}

/** The last shifts and documents of a register. */
export async function FiscalCards({ tenantId, registerId }: { tenantId: string; registerId: string }) {
  const t = await getT("registers");
  const at = `/cabinet/registers/${registerId}`;
  const lastShifts = await shifts(tenantId, registerId, { page: 1, pageRows: ROWS });
  const lastDocuments = await controlTape(tenantId, [registerId], {}, { pageRows: ROWS });
  return (
    <>
      <Shifts rows={lastShifts.rows} at={at} t={t} />
      <Documents rows={lastDocuments.rows} at={at} t={t} />
    </>
  );
}
