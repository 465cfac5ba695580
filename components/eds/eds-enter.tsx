"use client";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { NcaAddresses } from "@/lib/eds/input";
import type { ActionState } from "@/lib/http/state";
import { refusalOf } from "./request";
import { useEds } from "./use-eds";

type Action<Input, Value> = (previous: ActionState<Value>, input: Input) => Promise<ActionState<Value>>;

export type EdsAnswer = { readonly challengeId: string; readonly cms: string; readonly next: string };

/** Signing in with a key: asks for a text, has it signed, hands the answer over and goes where the server says. */
export function EdsEnter(props: {
  addresses: NcaAddresses;
  ask: Action<object, { id: string; text: string }>;
  enter: Action<EdsAnswer, { path: string }>;
  next: string;
  label: string;
  title: string;
  what: string;
  storage?: "required";
}) {
  const { sign, dialog } = useEds({ addresses: props.addresses });
  const [busy, setBusy] = useState(false);

  const start = async () => {
    setBusy(true);
    let challengeId = "";
    let path = "";
    const outcome = await sign({
      title: props.title,
      what: props.what,
      kind: "challenge",
      ...(props.storage ? { storage: props.storage } : {}),
      dataBase64: async () => {
        const asked = await props.ask({ status: "idle" }, {});
        if (asked.status !== "done") return refusalOf(asked) ?? "";
        challengeId = asked.value.id;
        return asked.value.text;
      },
      verify: async (cms) => {
        const entered = await props.enter({ status: "idle" }, { challengeId, cms, next: props.next });
        if (entered.status === "done") path = entered.value.path;
        return refusalOf(entered);
      },
    });
    // A whole new page: everything rendered before knew a visitor.
    if ("cms" in outcome) window.location.assign(path);
    else setBusy(false);
  };

  return (
    <>
      <Button size="lg" className="w-full" busy={busy} icon={<KeyRound className="size-4" />} onClick={start}>
        {props.label}
      </Button>
      {dialog}
    </>
  );
}
