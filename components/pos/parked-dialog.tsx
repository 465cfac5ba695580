"use client";
import { Trash2 } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { formatMoney, formatTime, useT } from "@/lib/i18n/client";
import { ZERO_TIYN } from "@/lib/kernel";
import { type CartRules, workOut } from "./cart";
import { PARKED_MAX, type ParkedCart } from "./draft";

/** The carts that were put aside: what they hold, since when, and back they come. */
export function ParkedDialog({
  parked,
  rules,
  canPark,
  onPark,
  onTake,
  onDrop,
  onClose,
}: {
  parked: readonly ParkedCart[];
  rules: CartRules;
  canPark: boolean;
  onPark: () => void;
  onTake: (id: string) => void;
  onDrop: (id: string) => void;
  onClose: () => void;
}) {
  const t = useT("pos");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="md"
        title={t("parked.title")}
        text={t("parked.text", { max: PARKED_MAX })}
        footer={
          <Button
            size="lg"
            variant="primary"
            reason={
              parked.length >= PARKED_MAX ? t("parked.full", { max: PARKED_MAX }) : canPark ? null : t("pay.emptyCart")
            }
            onClick={() => {
              onPark();
              onClose();
            }}
          >
            {t("parked.park")}
          </Button>
        }
      >
        {parked.length === 0 ? (
          <p className="py-4 text-muted-foreground">{t("parked.none")}</p>
        ) : (
          <ul aria-label={t("parked.title")} className="divide-y rounded-lg border">
            {parked.map(({ id, at, cart }) => {
              const { worked } = workOut(cart, rules);
              return (
                <li key={id} className="flex items-center gap-2 p-2">
                  <button
                    type="button"
                    onClick={() => {
                      onTake(id);
                      onClose();
                    }}
                    className="flex min-h-11 min-w-0 flex-1 items-center gap-3 rounded-md px-2 text-left hover:bg-accent"
                  >
                    <span className="num text-muted-foreground">{formatTime(new Date(at)).slice(0, 5)}</span>
                    <span className="min-w-0 flex-1 truncate">{cart.lines.map(({ name }) => name).join(", ")}</span>
                    <span className="num font-medium whitespace-nowrap">
                      {formatMoney(worked.ok ? worked.value.totalTiyn : ZERO_TIYN)}
                    </span>
                  </button>
                  <IconButton label={t("parked.drop")} onClick={() => onDrop(id)} className="size-11 text-danger-text">
                    <Trash2 className="size-5" aria-hidden="true" />
                  </IconButton>
                </li>
              );
            })}
          </ul>
        )}
      </DialogContent>
    </Dialog>
  );
}
