import type { Metadata } from "next";
import { CashScreen } from "@/components/pos/cash-screen";
import { requireSession } from "@/lib/http";
import { getT } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("pos"))("cash.title") };
}

/** «Внесение» and «Изъятие». */
export default async function CashPage() {
  await requireSession("pos");
  return <CashScreen />;
}
