import { redirect } from "next/navigation";
import { currentDraft, placeOf } from "./wizard";

/** The wizard opens where it was left. */
export default async function RegisterPage() {
  redirect(placeOf(await currentDraft()));
}
