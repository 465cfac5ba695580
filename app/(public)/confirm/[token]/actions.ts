"use server";
import { action } from "@/lib/http";
import { confirmEmail } from "@/lib/orgs";
import { confirmEmailInput } from "@/lib/orgs/input";

/** Confirms the address behind a link. */
export const confirmAction = action({
  realm: null,
  name: "confirm_email",
  input: confirmEmailInput,
  run: (ctx, { token }) => confirmEmail(token, ctx.requestId),
});
