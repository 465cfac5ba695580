"use client";
import { PenLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { bytesOf, type NcaAddresses, type NcaSigner, refusalOf, useEds } from "@/components/eds";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { type ActionState, IDLE } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";

type Action<Value> = (previous: ActionState<Value>, input: object) => Promise<ActionState<Value>>;

/** «Подписать все заявления»: one dialog, one key, one password for all that wait. */
export function SignAll(props: {
  applications: readonly { readonly registerId: string; readonly name: string }[];
  signer: NcaSigner;
  addresses: NcaAddresses;
  bytes: Action<string[]>;
  sign: Action<{ signed: number }>;
}) {
  const t = useT("registers");
  const router = useRouter();
  const toast = useToast();
  const { signAll, dialog } = useEds({ addresses: props.addresses });
  const [busy, setBusy] = useState(false);
  const registerIds = props.applications.map(({ registerId }) => registerId);

  const start = async () => {
    setBusy(true);
    const outcome = await signAll({
      title: t("list.signAllTitle"),
      documents: props.applications.map(({ registerId, name }) => ({
        what: name,
        downloadHref: `/cabinet/registers/${registerId}/application/file`,
      })),
      kind: "document",
      signer: props.signer,
      dataBase64: async () => bytesOf(await props.bytes(IDLE, { registerIds })),
      verify: async (cms) =>
        refusalOf(
          await props.sign(IDLE, {
            signed: registerIds.map((registerId, index) => ({ registerId, cms: cms[index] ?? "" })),
          }),
        ),
    });
    setBusy(false);
    if ("cms" in outcome) toast({ title: t("list.signAllDone", { count: registerIds.length }) });
    router.refresh();
  };
  return (
    <>
      <Button busy={busy} icon={<PenLine className="size-4" aria-hidden="true" />} onClick={start}>
        {t("list.signAll", { count: registerIds.length })}
      </Button>
      {dialog}
    </>
  );
}
