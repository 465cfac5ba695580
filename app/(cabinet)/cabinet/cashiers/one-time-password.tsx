"use client";
import { Button } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { useT } from "@/lib/i18n/client";

/** A temporary password, shown once and gone with this window. */
export function OneTimePassword({
  shown,
  onClose,
}: {
  shown: { readonly login: string; readonly temporaryPassword: string } | null;
  onClose: () => void;
}) {
  const t = useT("registers");
  return (
    <Dialog open={shown !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t("cashiers.passwordTitle")}
        text={t("cashiers.passwordText")}
        closable={false}
        footer={
          <DialogClose asChild>
            <Button variant="primary">{t("cashiers.done")}</Button>
          </DialogClose>
        }
      >
        {shown && (
          <dl className="space-y-3">
            <div>
              <dt className="text-caption text-muted-foreground">{t("cashiers.login")}</dt>
              <dd>
                <CopyText text={shown.login} />
              </dd>
            </div>
            <div>
              <dt className="text-caption text-muted-foreground">{t("cashiers.password")}</dt>
              <dd className="text-lead font-semibold">
                <CopyText text={shown.temporaryPassword} />
              </dd>
            </div>
          </dl>
        )}
      </DialogContent>
    </Dialog>
  );
}
