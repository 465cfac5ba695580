"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { searchLocalities } from "@/lib/directory";
import { action, currentSession, type HouseError } from "@/lib/http";
import { requestLocale } from "@/lib/i18n/server";
import type { Result } from "@/lib/kernel";
import { addRegister, addTradingPoint, chooseTariff, editUser, issueToken } from "@/lib/operator";
import { registerInput, tariffInput, tokenInput, tradingPointInput, userInput } from "@/lib/operator/input";

const realm = "ofd";

export const createTradingPoint = action({
  realm,
  name: "operator.point",
  input: tradingPointInput,
  run: async (ctx, cmd): Promise<Result<never, HouseError>> => {
    const added = await addTradingPoint(ctx, cmd);
    if (!added.ok) return added;
    revalidatePath("/ofd", "layout");
    redirect("/ofd/registers?done=point");
  },
});

export const createRegister = action({
  realm,
  name: "operator.register",
  input: registerInput,
  run: async (ctx, cmd): Promise<Result<never, HouseError>> => {
    const added = await addRegister(ctx, cmd);
    if (!added.ok) return added;
    revalidatePath("/ofd", "layout");
    redirect(`/ofd/registers/${added.value.id}/settings?done`);
  },
});

export const takeTariff = action({
  realm,
  name: "operator.tariff",
  input: tariffInput,
  // The dialog asks for the page anew itself: redrawn from here, it would be gone before it could say that all went well.
  run: (ctx, cmd): Promise<Result<undefined, HouseError>> => chooseTariff(ctx, cmd),
});

export const takeToken = action({
  realm,
  name: "operator.token",
  input: tokenInput,
  run: (ctx, cmd): Promise<Result<{ token: string }, HouseError>> => issueToken(ctx, cmd),
});

export const saveUser = action({
  realm,
  name: "operator.user",
  input: userInput,
  run: async (ctx, cmd): Promise<Result<undefined, HouseError>> => {
    const saved = await editUser(ctx, cmd);
    if (saved.ok) revalidatePath("/ofd", "layout");
    return saved;
  },
});

/** Settlements for the field's suggestions; nothing for whoever is not signed in. */
export async function findLocalities(text: string): Promise<readonly { value: string; label: string }[]> {
  if (!(await currentSession(realm)) || typeof text !== "string" || text.length > 100) return [];
  const locale = await requestLocale();
  const names = searchLocalities(text).map(({ label }) => label[locale === "kk" ? "kk" : "ru"]);
  return names.map((name) => ({ value: name, label: name }));
}
