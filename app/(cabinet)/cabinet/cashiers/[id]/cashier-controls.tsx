"use client";
import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { useToast } from "@/components/ui/toast";
import { type ActionState, IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";
import { OneTimePassword } from "../one-time-password";

type Action<Value> = (previous: ActionState<Value>, input: object) => Promise<ActionState<Value>>;
type Reset = { readonly cashierId: string; readonly login: string; readonly temporaryPassword: string };
type Done = { readonly cashierId: string };

/** What the owner does with a cashier: a new password, closing the till to them, opening it again. */
export function CashierControls({
  cashier,
  reset,
  disable,
  enable,
}: {
  cashier: { readonly id: string; readonly name: string; readonly disabled: boolean };
  reset: Action<Reset>;
  disable: Action<Done>;
  enable: Action<Done>;
}) {
  const t = useT("registers");
  const router = useRouter();
  const toast = useToast();
  const errorText = useErrorText();
  const [shown, setShown] = useState<Reset | null>(null);
  async function run<Value>(act: Action<Value>, done: (value: Value) => void) {
    const answer = await act(IDLE, { cashierId: cashier.id });
    if (answer.status === "done") done(answer.value);
    if (answer.status === "refused") toast({ tone: "danger", title: errorText(answer.error) });
  }
  const say = (title: string) => () => {
    toast({ title });
    router.refresh();
  };
  const { name } = cashier;
  return (
    <div className="flex flex-wrap gap-2">
      <ConfirmButton
        title={t("cashiers.resetTitle")}
        text={t("cashiers.resetText", { name })}
        verb={t("cashiers.resetVerb")}
        run={() => run(reset, setShown)}
        icon={<KeyRound className="size-4" aria-hidden="true" />}
      >
        {t("cashiers.reset")}
      </ConfirmButton>
      {cashier.disabled ? (
        <Button onClick={() => run(enable, say(t("cashiers.enabled")))}>{t("cashiers.enable")}</Button>
      ) : (
        <ConfirmButton
          danger
          variant="dangerOutline"
          title={t("cashiers.disableTitle", { name })}
          text={t("cashiers.disableText")}
          verb={t("cashiers.disableVerb")}
          run={() => run(disable, say(t("cashiers.disabled")))}
        >
          {t("cashiers.disable")}
        </ConfirmButton>
      )}
      <OneTimePassword shown={shown} onClose={() => setShown(null)} />
    </div>
  );
}
