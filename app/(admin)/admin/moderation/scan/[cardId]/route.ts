import { fileResponse } from "@/lib/files";
import { route } from "@/lib/http";
import { err } from "@/lib/kernel";
import { moderationScan } from "@/lib/registers";

/** The scan of a card, for whoever decides it. */
export const GET = route({
  realm: "cabinet",
  can: "moderation",
  run: async (_ctx, request, params) => {
    const scan = await moderationScan(String(params.cardId));
    if (!scan) return err({ code: "not_found" });
    return fileResponse(scan, { inline: request.nextUrl.searchParams.has("show") });
  },
});
