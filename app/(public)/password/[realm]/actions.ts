"use server";
import { redirect } from "next/navigation";
import { changePassword, type Realm } from "@/lib/auth";
import { changePasswordInput } from "@/lib/auth/input";
import { type ActionOptions, action, HOME, type HouseError, startSession } from "@/lib/http";
import type { Result } from "@/lib/kernel";

type Options = ActionOptions<Realm, typeof changePasswordInput, Result<undefined, HouseError>>;

const options = (realm: Realm): Options => ({
  realm,
  can: "any",
  name: `change_password.${realm}`,
  input: changePasswordInput,
  async run({ session, from }, typed) {
    const changed = await changePassword(session, { current: typed.current, next: typed.password }, from);
    if (!changed.ok) return changed;
    // Whoever had read the old cookie gains nothing from the new password.
    const started = await startSession(realm, session.accountId, "password");
    if (!started.ok) return started;
    redirect(HOME[session.kind]);
  },
});

export const changeCabinetPassword = action(options("cabinet"));
export const changeCashierPassword = action(options("pos"));
export const changeOfdPassword = action(options("ofd"));
