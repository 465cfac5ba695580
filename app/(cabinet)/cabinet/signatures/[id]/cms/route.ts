import { fileOf, fileResponse, safeName } from "@/lib/files";
import { route } from "@/lib/http";
import { err } from "@/lib/kernel";
import { evidenceFor } from "../found";

/** The signature itself, as NCALayer made it. */
export const GET = route({
  realm: "cabinet",
  can: "registers",
  run: async ({ session }, _request, params) => {
    const evidence = await evidenceFor(session, String(params.id));
    if (!evidence) return err({ code: "not_found" });
    const file = await fileOf(evidence.tenantId, evidence.fileId);
    const mediaType = "application/pkcs7-signature";
    return fileResponse({ bytes: evidence.cms, mediaType, name: safeName(file?.name ?? evidence.id, mediaType) });
  },
});
