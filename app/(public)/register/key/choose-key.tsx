"use client";
import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type NcaAddresses, refusalOf, useEds } from "@/components/eds";
import { Button } from "@/components/ui/button";
import { IDLE } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";
import { askForKey, startAction } from "../actions";

/** Asks for a key through NCALayer and begins the registration with it. */
export function ChooseKey({
  addresses,
  label,
  primary = false,
}: {
  addresses: NcaAddresses;
  label: string;
  primary?: boolean;
}) {
  const t = useT("public");
  const router = useRouter();
  const { sign, dialog } = useEds({ addresses });
  const [busy, setBusy] = useState(false);

  const choose = async () => {
    setBusy(true);
    let challengeId = "";
    const outcome = await sign({
      title: t("register.key.dialog"),
      what: t("register.key.what"),
      kind: "challenge",
      dataBase64: async () => {
        const asked = await askForKey(IDLE, {});
        if (asked.status !== "done") return refusalOf(asked) ?? "";
        challengeId = asked.value.id;
        return asked.value.text;
      },
      verify: async (cms) => refusalOf(await startAction(IDLE, { challengeId, cms })),
    });
    setBusy(false);
    if ("cms" in outcome) router.refresh();
  };

  return (
    <>
      <Button
        variant={primary ? "primary" : "ghost"}
        className={primary ? "" : "-ml-3"}
        busy={busy}
        icon={primary ? <KeyRound className="size-4" aria-hidden="true" /> : undefined}
        onClick={choose}
      >
        {label}
      </Button>
      {dialog}
    </>
  );
}
