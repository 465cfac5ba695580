import { invoiceFile } from "@/lib/billing";
import { fileResponse } from "@/lib/files";
import { route } from "@/lib/http";
import { err } from "@/lib/kernel";

/** The PDF of an invoice. */
export const GET = route({
  realm: "cabinet",
  can: "billing",
  run: async (ctx, _request, { id }) => {
    const file = await invoiceFile(ctx.tenantId, String(id));
    return file ? fileResponse(file, { inline: true }) : err({ code: "not_found" });
  },
});
