import { redirect } from "next/navigation";
import { requireSession } from "@/lib/http";

/** The queue of cards is what administrators come for. */
export default async function AdminPage() {
  await requireSession("cabinet", "moderation");
  redirect("/admin/moderation");
}
