import { Lock } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignOutForm } from "@/app/sign-out/form";
import { PublicShell } from "@/components/layout";
import { PinPad } from "@/components/pos/pin-pad";
import { env } from "@/lib/config";
import { pathAfterSignIn, requireSession } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { unlockTill } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("lock.title") };
}

/** A locked till: nothing of the shop is shown but whose till it is. */
export default async function LockPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const session = await requireSession("pos", "any");
  const { next } = await searchParams;
  const back = pathAfterSignIn(session.kind, typeof next === "string" ? next : undefined);
  if (!session.locked) redirect(back);
  const t = await getT("auth");
  return (
    <PublicShell brand={env().PRODUCT_CABINET_NAME} home="/pos/lock" actions={<SignOutForm realm="pos" />}>
      <div className="mx-auto max-w-[320px] md:pt-8">
        <h1 className="flex items-center gap-2 text-title font-semibold">
          <Lock className="size-5 text-muted-foreground" aria-hidden="true" />
          {t("lock.title")}
        </h1>
        <p className="mt-1 mb-6 text-muted-foreground">{t("lock.text", { name: session.name })}</p>
        <PinPad
          action={unlockTill}
          next={back}
          words={{ pin: t("lock.pin"), submit: t("lock.submit"), erase: t("lock.erase"), keypad: t("lock.keypad") }}
        />
        <p className="mt-6 border-t pt-5 text-muted-foreground">{t("lock.help")}</p>
      </div>
    </PublicShell>
  );
}
