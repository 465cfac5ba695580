"use client";
import { Network } from "lucide-react";
import type { NcaAddress } from "@/lib/eds/input";
import type { MessageKey } from "@/lib/i18n";
import { useErrorText, useT } from "@/lib/i18n/client";
import type { EdsFailure } from "./eds-dialog";
import { browserKind } from "./local-access";
import { NcaSite } from "./nca-site";

type EdsText = ReturnType<typeof useT<"eds">>;

/** Title and first sentence of each failure. */
export const failureHeads = (t: EdsText): Record<EdsFailure["kind"], { title: string; text: string }> => ({
  absent: { title: t("dialog.absentTitle"), text: t("dialog.absentText") },
  denied: { title: t("dialog.deniedTitle"), text: t("dialog.deniedText") },
  prompt: { title: t("dialog.promptTitle"), text: t("dialog.promptText") },
  silent: { title: t("dialog.silentTitle"), text: t("dialog.silentText") },
  outdated: { title: t("dialog.outdatedTitle"), text: t("dialog.outdatedText") },
  cancelled: { title: t("dialog.cancelledTitle"), text: t("dialog.cancelledText") },
  lost: { title: t("dialog.lostTitle"), text: t("dialog.lostText") },
  failed: { title: t("dialog.failedTitle"), text: t("dialog.failedText") },
  refused: { title: t("dialog.refusedTitle"), text: t("dialog.refusedText") },
});

/** What helps beside the refusal's own sentence. */
const HINTS: Readonly<Record<string, MessageKey<"eds">>> = {
  "eds.employee_key": "dialog.wrongKeyHint",
  "eds.wrong_role": "dialog.wrongKeyHint",
  "eds.individual_key": "dialog.wrongKeyHint",
  "eds.legal_key": "dialog.wrongKeyHint",
  "eds.expired": "dialog.expiredHint",
  "eds.revoked": "dialog.expiredHint",
  "eds.other_organization": "dialog.otherHint",
  "eds.revocation_unknown": "dialog.busyHint",
};

/** What to do about a failure: each has its own help. */
export function FailureHelp({ failure, address }: { failure: EdsFailure; address: NcaAddress }) {
  const t = useT("eds");
  const errorText = useErrorText();
  const shown = new URL(address.url).origin;
  if (failure.kind === "cancelled") return <p className="text-muted-foreground">{t("dialog.cancelledHint")}</p>;
  if (failure.kind === "refused") {
    const hint = HINTS[failure.refusal.code];
    return (
      <div role="alert" className="rounded-md border border-danger-border bg-danger-bg px-3 py-2.5 text-danger-text">
        {errorText(failure.refusal)}
        {hint && <p className="mt-1 text-foreground">{t(hint)}</p>}
      </div>
    );
  }
  const { kind } = failure;
  const lines = {
    absent: () => absentLines(t, address),
    denied: () => [t("dialog.denied1"), t("dialog.denied2"), t("dialog.denied3")],
    prompt: () => [t("dialog.prompt1"), t("dialog.prompt2")],
    silent: () => [t("dialog.silent1"), t("dialog.lost1"), t("dialog.lost2")],
    outdated: () => [t("dialog.outdated1"), t("dialog.outdated2"), t("dialog.lost2")],
    lost: () => [t("dialog.lost1"), t("dialog.lost2")],
    failed: () => [t("dialog.failed1"), t("dialog.failed2")],
  }[kind]();
  return (
    <div role="alert">
      <ol className="list-none space-y-3">
        {lines.map((line, index) => (
          <li key={line} className="flex gap-3">
            <span
              className="flex size-6 shrink-0 items-center justify-center rounded-full bg-muted text-caption font-semibold"
              aria-hidden="true"
            >
              {index + 1}
            </span>
            <span className="leading-6">{line}</span>
          </li>
        ))}
      </ol>
      {(kind === "absent" || kind === "outdated") && address.kind === "ncalayer" && (
        <p className="mt-3 pl-9">
          <NcaSite inline />
        </p>
      )}
      {kind === "denied" && <AccessPicture />}
      <p className="mt-3 text-caption text-muted-foreground">
        {failure.kind === "failed"
          ? t("dialog.failedCode", { code: failure.code })
          : t("dialog.onlyNca", { address: shown, code: CODES[failure.kind] })}
      </p>
    </div>
  );
}

/** Short words that a person can read out to support. */
const CODES = {
  ...{ absent: "nca_absent", silent: "nca_silent", lost: "nca_lost", outdated: "nca_outdated" },
  ...{ denied: "lna_denied", prompt: "lna_prompt" },
} as const;

/** Firefox and Safari have reasons of their own not to hear a program that runs. */
function absentLines(t: EdsText, address: NcaAddress): string[] {
  if (address.kind === "demo")
    return [
      t("dialog.absentDemo1"),
      t("dialog.absentDemo2", { address: new URL(address.url).origin }),
      t("dialog.absentDemo3"),
    ];
  const browser = browserKind(navigator.userAgent);
  const own = { firefox: [t("dialog.absentFirefox")], safari: [t("dialog.absentSafari")], other: [] }[browser];
  return [t("dialog.absent1"), t("dialog.absent2"), ...own, t("dialog.absent3")];
}

/** How the switch in the browser's own menu looks. */
function AccessPicture() {
  const t = useT("eds");
  return (
    <div className="mt-4 flex items-center gap-3 rounded-md border px-3 py-2.5" aria-hidden="true">
      <Network className="size-4 shrink-0 text-muted-foreground" />
      <span className="flex-1">{t("dialog.localAccess")}</span>
      <span className="inline-flex h-5 w-9 items-center justify-end rounded-full bg-primary p-0.5">
        <span className="size-4 rounded-full bg-primary-foreground" />
      </span>
    </div>
  );
}
