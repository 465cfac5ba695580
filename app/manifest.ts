import type { MetadataRoute } from "next";
import { env } from "@/lib/config";
import { getT, requestLocale } from "@/lib/i18n/server";

// The name is a setting, read when the service runs and not when it is built.
export const dynamic = "force-dynamic";

/** What a browser needs to put the till on a home screen; it opens where cashiers work. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getT("common");
  const brand = env().PRODUCT_CABINET_NAME;
  const icon = (name: string, side: number, purpose: "any" | "maskable") => ({
    ...{ src: `/icons/${name}.png`, sizes: `${side}x${side}`, type: "image/png", purpose },
  });
  return {
    ...{ id: "/pos", start_url: "/pos", scope: "/", display: "standalone" },
    ...{ name: brand, short_name: brand, description: t("description"), lang: await requestLocale() },
    ...{ background_color: "#f7f8f9", theme_color: "#ffffff" },
    icons: [icon("192", 192, "any"), icon("512", 512, "any"), icon("512-maskable", 512, "maskable")],
  };
}
