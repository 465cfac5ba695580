"use client";
import { AppWindow, RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import type { KeyStorage, NcaAddress, NcaAddresses } from "@/lib/eds/input";
import type { ShownRefusal } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";
import type { Way } from "./attempt";
import { EdsSteps } from "./eds-steps";
import { FailureHelp, failureHeads } from "./failure-help";
import { NcaSite } from "./nca-site";
import type { Asked } from "./request";
import { Signed } from "./signed";
import { WayChoice } from "./way-choice";

export type EdsFailure =
  | { readonly kind: "absent" | "denied" | "prompt" | "silent" | "cancelled" | "lost" | "outdated" }
  | { readonly kind: "failed"; readonly code: string }
  | { readonly kind: "refused"; readonly refusal: ShownRefusal };

export type EdsView =
  | { readonly step: "which" }
  | {
      readonly step: "finding";
      readonly address: NcaAddress;
      readonly since: number;
      readonly data?: readonly string[];
      /** The browser will ask the person whether the page may speak to programs of this computer. */
      readonly waitsForAccess?: boolean;
    }
  | { readonly step: "signing"; readonly address: NcaAddress; readonly since: number; readonly data: readonly string[] }
  | { readonly step: "checking"; readonly address: NcaAddress; readonly since: number }
  | { readonly step: "done"; readonly address: NcaAddress }
  | { readonly step: "failed"; readonly address: NcaAddress; readonly failure: EdsFailure };

export type EdsDialogProps = {
  readonly asked: Asked;
  readonly addresses: NcaAddresses;
  readonly view: EdsView;
  /** As chosen for the attempt that is shown. */
  readonly storage: KeyStorage | null;
  readonly onChoose: (way: Way) => void;
  readonly onShowWindow: (address: NcaAddress) => void;
  /** Back to the choice of storage and program. */
  readonly onOther: () => void;
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
        title={failed?.title ?? props.asked.title}
        text={<span aria-live="polite">{view.step === "failed" ? failed?.text : texts[view.step]}</span>}
        footer={<Footer {...props} />}
        keepOnPressOutside
      >
        {view.step === "which" ? (
          <div className="space-y-4">
            <WayChoice {...props} required={props.asked.storage === "required"} />
            <Signed items={props.asked.items} kind={props.asked.kind} />
          </div>
        ) : (
          <Progress {...props} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function Progress({ view, asked }: EdsDialogProps) {
  const t = useT("eds");
  const failure = view.step === "failed" ? view.failure : undefined;
  return (
    <div className="space-y-4">
      {(!failure || failure.kind === "cancelled" || failure.kind === "refused") && <EdsSteps view={view} />}
      {(view.step === "finding" || view.step === "signing") && (
        <>
          <Signed items={asked.items} kind={asked.kind} data={view.data} />
          <p className="text-muted-foreground">{hintOf(view, t)}</p>
        </>
      )}
      {view.step === "failed" && <FailureHelp failure={view.failure} address={view.address} />}
    </div>
  );
}

function hintOf(view: Extract<EdsView, { step: "finding" | "signing" }>, t: ReturnType<typeof useT<"eds">>): string {
  if (view.step === "signing") return t(view.data.length > 1 ? "dialog.keyHintMany" : "dialog.keyHint");
  return t(view.waitsForAccess ? "dialog.accessHint" : "dialog.findHint");
}

function Footer({ view, storage, onClose, onChoose, onShowWindow, onOther }: EdsDialogProps) {
  const t = useT("eds");
  if (view.step === "done") return null;
  const cancelled = view.step === "failed" && view.failure.kind === "cancelled";
  return (
    <>
      {view.step === "failed" && (
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
        <Button
          variant="primary"
          icon={<RotateCw className={icon} />}
          onClick={() => onChoose({ address: view.address, storage })}
        >
          {t(cancelled ? "dialog.again" : "dialog.retry")}
        </Button>
      )}
    </>
  );
}
