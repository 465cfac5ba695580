"use client";
import { PenLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { bytesOf, type NcaAddresses, type NcaSigner, refusalOf, useEds } from "@/components/eds";
import { Button } from "@/components/ui/button";
import { type ActionState, IDLE } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

type Action<Value> = (previous: ActionState<Value>, input: object) => Promise<ActionState<Value>>;

/** «Подписать ЭЦП»: the stored bytes are signed, the server checks them while the dialog is open, then the page moves on. */
export function SignButton({
  registerId,
  addresses,
  signer,
  bytes,
  sign: submit,
  downloadHref,
}: {
  registerId: string;
  addresses: NcaAddresses;
  signer: NcaSigner;
  bytes: Action<string>;
  sign: Action<{ registerId: string }>;
  downloadHref: string;
}) {
  const t = useT("registers");
  const router = useRouter();
  const { sign, dialog } = useEds({ addresses });
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    const outcome = await sign({
      title: t("application.signTitle"),
      what: t("application.file"),
      downloadHref,
      kind: "document",
      signer,
      dataBase64: async () => bytesOf(await bytes(IDLE, { registerId })),
      verify: async (cms) => refusalOf(await submit(IDLE, { registerId, cms })),
    });
    if ("cms" in outcome) router.refresh();
    setBusy(false);
  };
  return (
    <>
      <Button variant="primary" busy={busy} icon={<PenLine className="size-4" aria-hidden="true" />} onClick={start}>
        {t("application.sign")}
      </Button>
      {dialog}
    </>
  );
}
