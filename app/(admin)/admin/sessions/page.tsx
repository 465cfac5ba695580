import type { Metadata } from "next";
import { SessionList } from "@/app/sessions/session-list";
import { requireSession } from "@/lib/http";
import { getT } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("sessions.title") };
}

export default async function AdminSessionsPage() {
  return <SessionList session={await requireSession("cabinet", "moderation")} />;
}
