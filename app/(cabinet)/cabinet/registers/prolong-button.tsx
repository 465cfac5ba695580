"use client";
import type { ButtonProps } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { useToast } from "@/components/ui/toast";
import { type ActionState, IDLE } from "@/lib/http/state";
import { formatDate } from "@/lib/i18n";
import { useErrorText, useT } from "@/lib/i18n/client";

type Prolonged = { readonly registerId: string; readonly paidUntil: Date };

/** «Продлить»: asks once with the sum, charges the period that was seen, and says until when it is paid. */
export function ProlongButton({
  action,
  register,
  price,
  until,
  ...button
}: {
  action: (previous: ActionState<Prolonged>, input: object) => Promise<ActionState<Prolonged>>;
  register: { readonly id: string; readonly factoryNumber: string; readonly paidUntil: string };
  /** The sum and the new end, written for the reader. */
  price: string;
  until: string;
} & Pick<ButtonProps, "variant" | "size">) {
  const t = useT("registers");
  const errorText = useErrorText();
  const toast = useToast();
  const run = async () => {
    const answer = await action(IDLE, { registerId: register.id, paidUntil: register.paidUntil });
    if (answer.status === "done")
      toast({ title: t("prolong.done", { until: formatDate(new Date(answer.value.paidUntil)) }) });
    if (answer.status === "refused") toast({ tone: "danger", title: errorText(answer.error) });
  };
  return (
    <ConfirmButton
      {...button}
      title={t("prolong.title", { number: register.factoryNumber })}
      text={t("prolong.text", { price, until })}
      verb={t("prolong.verb", { price })}
      run={run}
    >
      {t("list.prolong")}
    </ConfirmButton>
  );
}
