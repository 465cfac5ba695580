"use client";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { useToast } from "@/components/ui/toast";
import { type ActionState, IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";

type Action = (
  previous: ActionState<{ memberId: string }>,
  input: object,
) => Promise<ActionState<{ memberId: string }>>;

/** Closes the cabinet to somebody, or opens it again. */
export function AccessSwitch({
  member,
  disable,
  enable,
}: {
  member: { readonly id: string; readonly name: string; readonly disabled: boolean };
  disable: Action;
  enable: Action;
}) {
  const t = useT("cabinet");
  const router = useRouter();
  const toast = useToast();
  const errorText = useErrorText();
  const run = async (act: Action, done: string) => {
    const answer = await act(IDLE, { memberId: member.id });
    if (answer.status === "refused") toast({ tone: "danger", title: errorText(answer.error) });
    if (answer.status !== "done") return;
    toast({ title: done });
    router.refresh();
  };
  if (member.disabled) return <Button onClick={() => run(enable, t("members.enabled"))}>{t("members.enable")}</Button>;
  return (
    <ConfirmButton
      danger
      variant="dangerOutline"
      title={t("members.disableTitle", { name: member.name })}
      text={t("members.disableText")}
      verb={t("members.disable")}
      run={() => run(disable, t("members.disabled"))}
    >
      {t("members.disable")}
    </ConfirmButton>
  );
}
