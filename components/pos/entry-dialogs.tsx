"use client";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { formatMoney, useT } from "@/lib/i18n/client";
import type { Tiyn } from "@/lib/kernel";

/** A code that no good has: said aloud, with the way to sell it all the same. */
export function UnknownCode({ code, onFree, onClose }: { code: string; onFree: () => void; onClose: () => void }) {
  const t = useT("pos");
  const free = useRef<HTMLButtonElement>(null);
  useEffect(() => free.current?.focus(), []);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        alert
        title={t("unknown.title", { code })}
        text={t("unknown.text")}
        footer={
          <>
            <Button size="lg" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button size="lg" variant="primary" onClick={onFree} ref={free}>
              {t("goods.sellFree")}
            </Button>
          </>
        }
      />
    </Dialog>
  );
}

/** Clearing asks once: it is the only way to lose what was typed. */
export function ClearDialog({
  count,
  total,
  onClose,
  onClear,
}: {
  count: number;
  total: Tiyn;
  onClose: () => void;
  onClear: () => void;
}) {
  const t = useT("pos");
  return (
    <Dialog open onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        alert
        closable={false}
        title={t("receipt.clearTitle")}
        text={t("receipt.clearText", { count, total: formatMoney(total) })}
        footer={
          <>
            <Button size="lg" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button
              size="lg"
              variant="danger"
              onClick={() => {
                onClear();
                onClose();
              }}
            >
              {t("receipt.clear")}
            </Button>
          </>
        }
      />
    </Dialog>
  );
}
