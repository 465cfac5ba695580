import type { Metadata } from "next";
import { SessionList } from "@/app/sessions/session-list";
import { requireSession } from "@/lib/http";
import { getT } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("sessions.title") };
}

export default async function AdminSessionsPage() {
  const session = await requireSession("cabinet", "moderation");
  return (
    <div className="mx-auto max-w-[1248px] px-4 py-5 md:px-6 md:py-6">
      <SessionList session={session} />
    </div>
  );
}
