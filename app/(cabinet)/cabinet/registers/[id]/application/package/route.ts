import { fileResponse, safeName } from "@/lib/files";
import { route } from "@/lib/http";
import { translator } from "@/lib/i18n";
import { err } from "@/lib/kernel";
import { taxPackage } from "@/lib/registers";

/** «Пакет документов»: the archive that goes to the tax office with the application. */
export const GET = route({
  realm: "cabinet",
  can: "registers",
  run: async (ctx, _request, params) => {
    const bytes = await taxPackage(ctx.tenantId, String(params.id));
    if (!bytes) return err({ code: "not_found" });
    const name = safeName(translator(ctx.locale, "registers")("application.package"), "application/zip");
    return fileResponse({ bytes, mediaType: "application/zip", name });
  },
});
