"use client";
import { ShieldCheck, ShieldX } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { ShownRefusal } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import type { SignatureView } from "./signature-view";

type Text = ReturnType<typeof useT<"eds">>;

/** What a check said, in one line: good, or why not. */
export function Verdict({ refusal }: { refusal: ShownRefusal | null }) {
  const t = useT("eds");
  const errorText = useErrorText();
  const Icon = refusal ? ShieldX : ShieldCheck;
  return (
    <div
      role="status"
      className={cn(
        "flex items-start gap-2.5 rounded-md border px-3 py-2.5",
        refusal
          ? "border-danger-border bg-danger-bg text-danger-text"
          : "border-success-border bg-success-bg text-success-text",
      )}
    >
      <Icon className="mt-0.5 size-5 shrink-0" aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-medium">{t(refusal ? "report.bad" : "report.good")}</p>
        {refusal && <p>{errorText(refusal)}</p>}
      </div>
    </div>
  );
}

/** Who signed, with which key, when, and what that is known from. */
export function SignatureReport({ view }: { view: SignatureView }) {
  const t = useT("eds");
  return (
    <div className="space-y-5">
      <dl className="divide-y border-y">
        <Row label={t("report.who")}>
          {view.name}
          <Small mono>{t("report.iin", { iin: view.iin })}</Small>
        </Row>
        {view.bin && (
          <Row label={t("report.organization")}>
            {view.organization}
            <Small mono>{t("report.bin", { bin: view.bin })}</Small>
          </Row>
        )}
        <Row label={t("report.role")}>{view.role}</Row>
        <Row label={t("report.key")}>
          {view.algorithm}, {t("report.until", { date: view.keyUntil })}
          <Small mono>{view.serial}</Small>
        </Row>
        <Row label={t("report.at")}>
          {view.at}
          <Small>{t(view.by === "timestamp" ? "report.byTimestamp" : "report.byReceipt")}</Small>
          {view.claimedAt && <Small>{t("report.claimed", { at: view.claimedAt })}</Small>}
        </Row>
        <Row label={t("report.timestamp")}>{timestampOf(view, t)}</Row>
      </dl>
      <Chain view={view} t={t} />
      <Statuses view={view} t={t} />
    </div>
  );
}

const timestampOf = ({ timestamp }: SignatureView, t: Text): ReactNode =>
  timestamp ? (
    <>
      {timestamp.at}
      <Small>
        {timestamp.authority}
        {!timestamp.trusted && `, ${t("report.timestampUnknown")}`}
      </Small>
    </>
  ) : (
    <span className="text-muted-foreground">{t("report.noTimestamp")}</span>
  );

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid grid-cols-[160px_1fr] gap-3 py-3 max-md:grid-cols-1 max-md:gap-1">
    <dt className="text-muted-foreground">{label}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </div>
);

const Small = ({ mono, children }: { mono?: boolean; children: ReactNode }) => (
  <span className={cn("block text-caption text-muted-foreground", mono && "font-mono break-all")}>{children}</span>
);

function Chain({ view, t }: { view: SignatureView; t: Text }) {
  return (
    <section>
      <h3 className="font-semibold">{t("report.chain")}</h3>
      <ol className="mt-2 space-y-2">
        {view.chain.map((link) => (
          <li key={link.sha256} className="rounded-md border px-3 py-2">
            {link.name}, {t("report.until", { date: link.until })}
            <Small mono>SHA-256 {link.sha256}</Small>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Statuses({ view, t }: { view: SignatureView; t: Text }) {
  return (
    <section>
      <h3 className="font-semibold">{t("report.revocation")}</h3>
      {view.statuses.length === 0 ? (
        <p className="mt-2 text-muted-foreground">{t("report.noStatus")}</p>
      ) : (
        <ul className="mt-2 space-y-2">
          {view.statuses.map((status) => (
            <li key={status.sha256} className="rounded-md border px-3 py-2">
              {t(`report.${status.kind}`)}: {t("report.notRevoked")}
              <Small>
                {status.until
                  ? t("report.statusTime", { from: status.from, until: status.until })
                  : t("report.statusFrom", { from: status.from })}
              </Small>
              <Small mono>{status.address}</Small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
