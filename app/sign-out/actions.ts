"use server";
import { leaveRealm } from "@/lib/http";

/** Ends the session of the realm that the form names, and leads to its sign-in page. */
export async function signOut(form: FormData): Promise<void> {
  await leaveRealm(form.get("realm"));
}
