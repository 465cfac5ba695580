import { fileResponse } from "@/lib/files";
import { route } from "@/lib/http";
import { err } from "@/lib/kernel";
import { cardScan } from "@/lib/registers";

/** The scan of one of the register's cards. */
export const GET = route({
  realm: "cabinet",
  can: "registers",
  run: async (ctx, request, params) => {
    const scan = await cardScan(ctx.tenantId, String(params.id), String(params.cardId));
    if (!scan) return err({ code: "not_found" });
    return fileResponse(scan, { inline: request.nextUrl.searchParams.has("show") });
  },
});
