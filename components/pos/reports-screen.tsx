"use client";
import { FileText, Printer } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { SimpleTable } from "@/components/table";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { PaperForm } from "@/lib/fiscal/core/document";
import { IDLE, type ShownRefusal } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import { CloseShiftButton, ShiftNumbers, willWithdraw } from "./close-shift";
import { type Closing, useClosing } from "./closing";
import { PaperView } from "./paper-view";
import type { ShownDocument, ShownPapers } from "./shown";
import { useTill } from "./till-context";

export type PastShift = {
  readonly number: number;
  readonly openedAt: string;
  readonly closedAt: string;
  readonly documents: number;
  readonly revenue: string;
  readonly zReportId: string | null;
};

type Report = {
  readonly id: string;
  readonly title: string;
  readonly document: { readonly form: PaperForm; readonly papers: ShownPapers };
  readonly slip?: ShownDocument | undefined;
};

/** Asks for something of the register as it is; the refusal stays beside the button. */
function useAsk() {
  const [busy, start] = useTransition();
  const [refusal, setRefusal] = useState<ShownRefusal | null>(null);
  const ask = <T,>(
    send: () => Promise<{ status: "idle" } | { status: "done"; value: T } | { status: "refused"; error: ShownRefusal }>,
    onDone: (value: T) => void,
  ) =>
    start(async () => {
      const answer = await send().catch(() => ({ status: "refused", error: { code: "unreachable" } }) as const);
      if (answer.status === "refused") return setRefusal(answer.error);
      setRefusal(null);
      if (answer.status === "done") onDone(answer.value);
    });
  return { busy, refusal, ask };
}

function XReportCard({ onReport }: { onReport: (report: Report) => void }) {
  const t = useT("pos");
  const errorText = useErrorText();
  const { till, actions } = useTill();
  const { busy, refusal, ask } = useAsk();
  const { takeXReport } = till.can;
  const take = () =>
    ask(
      () => actions.takeXReport(IDLE, { registerId: till.register.id }),
      (document) =>
        onReport({
          id: document.at.toISOString(),
          title: t("reports.xDone", { number: document.shiftNumber }),
          document,
        }),
    );
  return (
    <Card>
      <CardHeader title={t("reports.x")} />
      <CardBody className="space-y-4">
        <p className="text-muted-foreground">{t("reports.xText")}</p>
        {refusal && <Alert tone="danger" title={errorText(refusal)} />}
        <Button
          size="lg"
          busy={busy}
          onClick={take}
          icon={<FileText className="size-4" aria-hidden="true" />}
          reason={takeXReport.allowed ? null : errorText(takeXReport.refusal)}
        >
          {t("reports.takeX")}
        </Button>
        {!takeXReport.allowed && <p className="text-caption text-muted-foreground">{errorText(takeXReport.refusal)}</p>}
      </CardBody>
    </Card>
  );
}

function ZReportCard({ closing }: { closing: Closing }) {
  const t = useT("pos");
  const errorText = useErrorText();
  const { till, actions, refresh } = useTill();
  const { busy, refusal, ask } = useAsk();
  const { closeShift, openShift } = till.can;
  const { autoCloseAt } = till.settings;
  const withdraws = willWithdraw(till);
  return (
    <Card>
      <CardHeader title={t("reports.z")} />
      <CardBody className="space-y-4">
        <p className="text-muted-foreground">
          {till.shift ? t("reports.zText") : t("shift.none")}{" "}
          {autoCloseAt && t("shift.closesAt", { time: autoCloseAt })} {withdraws && t("shift.closesWithdraws")}
        </p>
        {refusal && <Alert tone="danger" title={errorText(refusal)} />}
        {till.shift ? (
          <>
            <ShiftNumbers />
            <CloseShiftButton
              className="h-11 px-5 text-body max-md:w-full max-md:px-3"
              reason={closeShift.allowed ? null : errorText(closeShift.refusal)}
              closing={closing}
            />
            {!closeShift.allowed && (
              <p className="text-caption text-muted-foreground">{errorText(closeShift.refusal)}</p>
            )}
          </>
        ) : (
          <Button
            size="lg"
            busy={busy}
            reason={openShift.allowed ? null : errorText(openShift.refusal)}
            onClick={() => ask(() => actions.openShift(IDLE, { registerId: till.register.id }), refresh)}
          >
            {t("shift.open")}
          </Button>
        )}
      </CardBody>
    </Card>
  );
}

/** X-report, the end of the shift, and the shifts that were. */
export function ReportsScreen({ past }: { past: readonly PastShift[] }) {
  const t = useT("pos");
  const { till } = useTill();
  const router = useRouter();
  const [report, setReport] = useState<Report | null>(null);
  const closing = useClosing(({ document, slip }) => {
    const { id, shiftNumber } = document;
    setReport({ id, title: t("reports.zDone", { number: shiftNumber }), document, slip });
    router.refresh();
  });
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 outline-none max-lg:flex-col">
      <div className="no-print min-w-0 flex-1 space-y-4 overflow-y-auto p-6 max-md:p-4">
        <h1 className="text-title font-semibold">{t("reports.title")}</h1>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-2">
          <ZReportCard closing={closing} />
          <XReportCard onReport={setReport} />
        </div>
        <Card className="overflow-hidden">
          <CardHeader title={t("reports.past")} />
          <SimpleTable
            caption={t("reports.past")}
            rows={past}
            rowKey={(row) => String(row.number)}
            href={(row) => (row.zReportId ? `/pos/${till.register.id}/receipts/${row.zReportId}` : null)}
            columns={[
              { key: "number", title: t("reports.shift"), cell: (row) => t("shift.number", { number: row.number }) },
              { key: "opened", title: t("reports.opened"), cell: (row) => row.openedAt, className: "num" },
              { key: "closed", title: t("reports.closedAt"), cell: (row) => row.closedAt, className: "num" },
              { key: "documents", title: t("reports.documents"), cell: (row) => row.documents, className: "num" },
              { key: "revenue", title: t("reports.revenue"), cell: (row) => row.revenue, align: "right", card: "side" },
            ]}
            empty={<p className="px-5 py-8 text-center text-muted-foreground">{t("reports.pastEmpty")}</p>}
          />
        </Card>
      </div>
      {report && (
        <aside className="flex w-[500px] shrink-0 flex-col gap-4 overflow-y-auto border-l bg-muted p-6 max-lg:w-auto max-lg:border-t max-lg:border-l-0 max-md:p-4">
          <div className="no-print flex items-center justify-between gap-3">
            <h2 className="text-lead font-semibold" role="status">
              {report.title}
            </h2>
            <Button icon={<Printer className="size-4" aria-hidden="true" />} onClick={() => window.print()}>
              {t("reports.print")}
            </Button>
          </div>
          <PaperView key={report.id} document={report.document} slip={report.slip} atOnce />
        </aside>
      )}
    </main>
  );
}
