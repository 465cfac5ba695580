import { LogOut } from "lucide-react";
import { Button, type ButtonProps } from "@/components/ui/button";
import type { Realm } from "@/lib/auth";
import { getT } from "@/lib/i18n/server";
import { signOut } from "./actions";

/** The way out of a realm; works without scripts. */
export async function SignOutForm({
  realm,
  variant = "ghost",
  size,
}: { realm: Realm } & Pick<ButtonProps, "variant" | "size">) {
  const t = await getT("auth");
  return (
    <form action={signOut}>
      <input type="hidden" name="realm" value={realm} />
      <Button type="submit" variant={variant} size={size} icon={<LogOut className="size-4" aria-hidden="true" />}>
        {t("signOut")}
      </Button>
    </form>
  );
}
