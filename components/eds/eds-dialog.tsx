"use client";
import { AppWindow, Laptop, RotateCw, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import type { NcaAddress, NcaAddresses } from "@/lib/eds/input";
import type { ShownRefusal } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";
import { EdsSteps } from "./eds-steps";
import { FailureHelp, failureHeads } from "./failure-help";
import { NcaSite } from "./nca-site";
import type { EdsRequest } from "./request";
import { Signed } from "./signed";

export type EdsFailure =
  | { readonly kind: "absent" | "denied" | "prompt" | "cancelled" | "lost" }
  | { readonly kind: "failed"; readonly code: string }
  | { readonly kind: "refused"; readonly refusal: ShownRefusal };

export type EdsView =
  | { readonly step: "which" }
  | { readonly step: "finding"; readonly address: NcaAddress; readonly since: number; readonly dataBase64?: string }
  | { readonly step: "signing"; readonly address: NcaAddress; readonly since: number; readonly dataBase64: string }
  | { readonly step: "checking"; readonly address: NcaAddress; readonly since: number }
  | { readonly step: "done"; readonly address: NcaAddress }
  | { readonly step: "failed"; readonly address: NcaAddress; readonly failure: EdsFailure };

export type EdsDialogProps = {
  readonly request: EdsRequest;
  readonly addresses: NcaAddresses;
  readonly view: EdsView;
  readonly onChoose: (address: NcaAddress) => void;
  readonly onShowWindow: (address: NcaAddress) => void;
  /** Back to the choice between programs, where there is one. */
  readonly onOther: (() => void) | undefined;
  readonly onClose: () => void;
};

const icon = "size-4";

/** The signing dialog: what happens, what is signed, what to do when it fails. Esc and the cross cancel. */
export function EdsDialog(props: EdsDialogProps) {
  const { view, onClose } = props;
  const t = useT("eds");
  const heads = failureHeads(t);
  const failed = view.step === "failed" ? heads[view.failure.kind] : undefined;
  const texts = {
    which: t("dialog.whichTitle"),
    finding: t("dialog.finding"),
    signing: t("dialog.continueInNca"),
    checking: t("dialog.checkingText"),
    done: t("dialog.doneText"),
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={failed?.title ?? props.request.title}
        text={<span aria-live="polite">{view.step === "failed" ? failed?.text : texts[view.step]}</span>}
        footer={<Footer {...props} />}
        keepOnPressOutside
      >
        {view.step === "which" ? <Programs {...props} /> : <Progress {...props} />}
      </DialogContent>
    </Dialog>
  );
}

function Programs({ addresses, onChoose, request }: EdsDialogProps) {
  const t = useT("eds");
  return (
    <div className="space-y-4">
      <div className="grid gap-2">
        {addresses.map((address) => (
          <Program
            key={address.url}
            icon={address.kind === "demo" ? <UsersRound className="size-5" /> : <Laptop className="size-5" />}
            name={t(address.kind === "demo" ? "dialog.demoKey" : "dialog.realKey")}
            text={t(address.kind === "demo" ? "dialog.demoKeyText" : "dialog.realKeyText")}
            onChoose={() => onChoose(address)}
          />
        ))}
      </div>
      <Signed request={request} />
    </div>
  );
}

function Program(props: { icon: ReactNode; name: string; text: string; onChoose: () => void }) {
  return (
    <button
      type="button"
      onClick={props.onChoose}
      className="flex min-h-14 items-center gap-3 rounded-md border border-input px-3 py-2 text-left hover:bg-accent"
    >
      <span className="text-primary-text" aria-hidden="true">
        {props.icon}
      </span>
      <span>
        <span className="block font-medium">{props.name}</span>
        <span className="block text-caption text-muted-foreground">{props.text}</span>
      </span>
    </button>
  );
}

function Progress({ view, request }: EdsDialogProps) {
  const t = useT("eds");
  const failure = view.step === "failed" ? view.failure : undefined;
  const hint = { finding: t("dialog.findHint"), signing: t("dialog.keyHint") };
  return (
    <div className="space-y-4">
      {(!failure || failure.kind === "cancelled" || failure.kind === "refused") && <EdsSteps view={view} />}
      {(view.step === "finding" || view.step === "signing") && (
        <>
          <Signed request={request} dataBase64={view.dataBase64} />
          <p className="text-muted-foreground">{hint[view.step]}</p>
        </>
      )}
      {view.step === "failed" && <FailureHelp failure={view.failure} address={view.address} />}
    </div>
  );
}

function Footer({ view, onClose, onChoose, onShowWindow, onOther }: EdsDialogProps) {
  const t = useT("eds");
  if (view.step === "done") return null;
  const cancelled = view.step === "failed" && view.failure.kind === "cancelled";
  return (
    <>
      {view.step === "failed" && onOther && (
        <Button variant="ghost" className="mr-auto -ml-3" onClick={onOther}>
          {t("dialog.otherWay")}
        </Button>
      )}
      <Button onClick={onClose}>{t(cancelled ? "dialog.later" : "dialog.cancel")}</Button>
      {view.step === "finding" && view.address.kind === "ncalayer" && <NcaSite />}
      {view.step === "signing" && view.address.windowUrl && (
        <Button variant="ghost" icon={<AppWindow className={icon} />} onClick={() => onShowWindow(view.address)}>
          {t("dialog.showWindow")}
        </Button>
      )}
      {view.step === "failed" && (
        <Button variant="primary" icon={<RotateCw className={icon} />} onClick={() => onChoose(view.address)}>
          {t(cancelled ? "dialog.again" : "dialog.retry")}
        </Button>
      )}
    </>
  );
}
