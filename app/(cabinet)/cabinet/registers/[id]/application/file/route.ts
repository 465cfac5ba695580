import { fileResponse, safeName } from "@/lib/files";
import { route } from "@/lib/http";
import { translator } from "@/lib/i18n";
import { err } from "@/lib/kernel";
import { applicationFile } from "@/lib/registers";

/** «Скачать налоговое заявление»: the stored bytes, the same that are signed. */
export const GET = route({
  realm: "cabinet",
  can: "registers",
  run: async (ctx, _request, params) => {
    const file = await applicationFile(ctx.tenantId, String(params.id));
    if (!file) return err({ code: "not_found" });
    const name = safeName(translator(ctx.locale, "registers")("application.file"), file.mediaType);
    return fileResponse({ ...file, name });
  },
});
