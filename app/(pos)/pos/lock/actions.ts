"use server";
import { redirect } from "next/navigation";
import { lockSession, setPin, unlockSession } from "@/lib/auth";
import { setPinInput, unlockInput } from "@/lib/auth/input";
import { action, HOME, noInput, pathAfterSignIn, signInPath } from "@/lib/http";

/** Locks the till of whoever is signed in. */
export const lockTill = action({
  realm: "pos",
  name: "lock",
  input: noInput,
  run: ({ session }) => lockSession(session),
});

/** Opens a locked till and leads back to the page that was left; after too many wrong PINs, to the sign-in. */
export const unlockTill = action({
  realm: "pos",
  can: "any",
  name: "unlock",
  input: unlockInput,
  async run({ session, from }, { pin, next }) {
    const back = pathAfterSignIn(session.kind, next);
    const opened = await unlockSession(session, pin, from);
    if (!opened.ok && opened.error.code === "signed_out") redirect(signInPath("pos", back));
    if (!opened.ok) return opened;
    redirect(back);
  },
});

/** Gives the cashier a PIN, or another one. */
export const choosePin = action({
  realm: "pos",
  name: "set pin",
  input: setPinInput,
  fields: { "auth.current_password_wrong": "password" },
  async run({ session, from }, { password, pin }) {
    const set = await setPin(session, { password, pin }, from);
    if (!set.ok) return set;
    redirect(HOME[session.kind]);
  },
});
