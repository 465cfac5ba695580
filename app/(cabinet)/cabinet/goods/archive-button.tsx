"use client";
import { Archive, ArchiveRestore } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { type ActionState, IDLE } from "@/lib/http/state";
import { useErrorText, useT } from "@/lib/i18n/client";

/** Into the archive or back. It can be undone at once, so nothing is asked. */
export function ArchiveButton({
  action,
  good,
  ...button
}: {
  action: (previous: ActionState<{ id: string }>, input: object) => Promise<ActionState<{ id: string }>>;
  good: { readonly id: string; readonly archived: boolean };
} & Pick<ButtonProps, "size" | "variant">) {
  const t = useT("catalog");
  const errorText = useErrorText();
  const toast = useToast();
  const router = useRouter();
  const [busy, start] = useTransition();
  const Icon = good.archived ? ArchiveRestore : Archive;
  return (
    <Button
      {...button}
      busy={busy}
      icon={<Icon className="size-4" aria-hidden="true" />}
      onClick={() =>
        start(async () => {
          const answer = await action(IDLE, { goodId: good.id, archived: !good.archived });
          if (answer.status === "refused") return toast({ tone: "danger", title: errorText(answer.error) });
          toast({ title: t(good.archived ? "restoredToast" : "archivedToast") });
          router.refresh();
        })
      }
    >
      {t(good.archived ? "restore" : "archive")}
    </Button>
  );
}
