"use client";
import { KeyRound } from "lucide-react";
import { useRef, useState } from "react";
import { type NcaAddresses, useEds } from "@/components/eds";
import { Button } from "@/components/ui/button";
import { type ActionState, IDLE, type ShownRefusal } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

type Ask = (previous: ActionState<Challenge>, input: object) => Promise<ActionState<Challenge>>;
type Enter = (previous: ActionState<Way>, input: object) => Promise<ActionState<Way>>;
type Challenge = { readonly id: string; readonly text: string };
type Way = { readonly to: string };

/** «Войти с ЭЦП»: each try signs a text of its own, and the answer leads on once the dialog has said so. */
export function EdsSignIn({
  addresses,
  next,
  ask,
  enter,
}: {
  addresses: NcaAddresses;
  next: string;
  ask: Ask;
  enter: Enter;
}) {
  const t = useT("auth");
  const { sign, dialog } = useEds({ addresses });
  const challengeId = useRef("");
  const way = useRef<string | null>(null);
  const [busy, setBusy] = useState(false);

  const newText = async (): Promise<string> => {
    const asked = await ask(IDLE, {});
    if (asked.status !== "done") throw new Error("there is nothing to sign");
    challengeId.current = asked.value.id;
    return asked.value.text;
  };

  const verify = async (cms: string): Promise<ShownRefusal | null> => {
    const answer = await enter(IDLE, { challengeId: challengeId.current, cms, next });
    if (answer.status === "refused") return answer.error;
    way.current = answer.status === "done" ? answer.value.to : null;
    return null;
  };

  const start = async () => {
    setBusy(true);
    await sign({ title: t("signIn.eds"), what: t("signIn.edsWhat"), dataBase64: newText, kind: "challenge", verify });
    // A whole new page: what the visitor saw before belongs to nobody.
    if (way.current) window.location.assign(way.current);
    else setBusy(false);
  };

  return (
    <>
      <Button
        size="lg"
        className="w-full"
        busy={busy}
        icon={<KeyRound className="size-4" aria-hidden="true" />}
        onClick={start}
      >
        {t("signIn.eds")}
      </Button>
      <p className="mt-2 text-caption text-muted-foreground">{t("signIn.edsText")}</p>
      {dialog}
    </>
  );
}
