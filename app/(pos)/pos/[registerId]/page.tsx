import type { Metadata } from "next";
import { Till } from "@/components/pos/till";
import { goodsForTill } from "@/lib/catalog";
import { query } from "@/lib/http";
import { getT } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("pos"))("nav.sell") };
}

/** The selling screen. */
export default async function SellPage() {
  return <Till goods={await query({ realm: "pos" }, ({ tenantId }) => goodsForTill(tenantId))} />;
}
