"use client";
import { PenLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { bytesOf, type NcaAddresses, type NcaSigner, refusalOf, useEds } from "@/components/eds";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { IDLE } from "@/lib/http/state";
import { useT } from "@/lib/i18n/client";
import { contractBytesAction, signContractAction } from "../actions";

/** «Подписать договор ЭЦП»: signs the very bytes that stand at `href`, then leads to signing in. */
export function SignContract(props: {
  addresses: NcaAddresses;
  signer: NcaSigner;
  number: string;
  href: string;
  email: string;
}) {
  const t = useT("public");
  const router = useRouter();
  const toast = useToast();
  const { sign, dialog } = useEds({ addresses: props.addresses });
  const [busy, setBusy] = useState(false);

  const start = async () => {
    setBusy(true);
    let confirmed = false;
    const outcome = await sign({
      title: t("register.contract.dialog"),
      what: t("register.contract.what", { number: props.number }),
      downloadHref: props.href,
      kind: "document",
      signer: props.signer,
      dataBase64: async () => bytesOf(await contractBytesAction(IDLE, {})),
      verify: async (cms) => {
        const answer = await signContractAction(IDLE, { cms });
        confirmed = answer.status === "done" && answer.value.emailConfirmed;
        return refusalOf(answer);
      },
    });
    if (!("cms" in outcome)) return setBusy(false);
    const text = confirmed
      ? t("register.contract.doneText")
      : t("register.contract.doneLetter", { email: props.email });
    toast({ title: t("register.contract.done"), text });
    router.push("/sign-in");
  };

  return (
    <>
      <Button
        variant="primary"
        className="ml-auto"
        busy={busy}
        icon={<PenLine className="size-4" aria-hidden="true" />}
        onClick={start}
      >
        {t("register.contract.sign")}
      </Button>
      {dialog}
    </>
  );
}
