"use server";
import { redirect } from "next/navigation";
import { requestPasswordReset, resetPassword } from "@/lib/auth";
import { resetPasswordInput, resetRequestInput } from "@/lib/auth/input";
import { action } from "@/lib/http";

const street = { realm: null } as const;

/** Asks for a letter with a link. The answer is the same whether or not there is such an owner. */
export const askForLink = action({
  ...street,
  name: "reset.ask",
  input: resetRequestInput,
  run: (ctx, { login }) => requestPasswordReset({ login, locale: ctx.locale }, ctx.from),
});

/** Spends a link for a new password. */
export const setNewPassword = action({
  ...street,
  name: "reset.use",
  input: resetPasswordInput,
  async run(ctx, { token, password }) {
    const saved = await resetPassword({ token, password }, ctx.from);
    if (!saved.ok) return saved;
    redirect("/sign-in?saved=password");
  },
});
