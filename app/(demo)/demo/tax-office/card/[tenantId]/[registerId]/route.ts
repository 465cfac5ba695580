import { env } from "@/lib/config";
import { fileResponse } from "@/lib/files";
import { route } from "@/lib/http";
import { err } from "@/lib/kernel";
import { demoCardFile } from "@/lib/registers";

/** Demo only: the card that was given out, as PDF or, asked for `png`, as a picture. */
export const GET = route({
  realm: null,
  run: async (_ctx, request, params) => {
    if (env().APP_MODE !== "demo") return err({ code: "not_found" });
    const format = request.nextUrl.searchParams.has("png") ? "png" : "pdf";
    const file = await demoCardFile(String(params.tenantId), String(params.registerId), format);
    return file ? fileResponse(file) : err({ code: "not_found" });
  },
});
