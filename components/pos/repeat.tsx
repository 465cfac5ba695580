"use client";
import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { newKey } from "@/components/form/key";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import { withAgain } from "./again";
import type { CartLine } from "./cart";
import { loadDraft, saveDraft } from "./draft";
import type { TillAction } from "./shown";
import { useTill } from "./till-context";

/** Lines of a sale for the next cart. */
export type RepeatReceipt = TillAction<{ registerId: string; documentId: string }, readonly CartLine[]>;

/** «Повторить»: the same goods in the cart. What was being rung up is put aside first, so nothing typed is lost. */
export function RepeatButton({
  documentId,
  number,
  repeatReceipt,
  size = "pos",
}: {
  documentId: string;
  number: number;
  repeatReceipt: RepeatReceipt;
  /** `sm` stands in the row of a list. */
  size?: "pos" | "sm";
}) {
  const t = useT("pos");
  const errorText = useErrorText();
  const toast = useToast();
  const router = useRouter();
  const { till, cashierId } = useTill();
  const [busy, start] = useTransition();
  const registerId = till.register.id;
  const repeat = () =>
    start(async () => {
      const answer = await repeatReceipt(IDLE, { registerId, documentId }).catch(
        () => ({ status: "refused", error: { code: "unreachable" } }) as const,
      );
      if (answer.status === "refused") return toast({ tone: "danger", title: errorText(answer.error) });
      if (answer.status !== "done") return;
      const again = withAgain(loadDraft({ registerId, cashierId }), answer.value, { id: newKey(), at: Date.now() });
      if (!again) return toast({ tone: "warning", title: t("receipts.repeatNone") });
      saveDraft({ registerId, cashierId }, again);
      router.push(`/pos/${registerId}`);
    });
  return (
    <Button
      size={size}
      busy={busy}
      icon={<RotateCcw className={size === "pos" ? "size-5" : "size-4"} aria-hidden="true" />}
      aria-label={t("receipts.repeatOf", { number })}
      className={size === "sm" ? "max-md:h-11" : ""}
      onClick={repeat}
    >
      {t("receipts.repeat")}
    </Button>
  );
}
