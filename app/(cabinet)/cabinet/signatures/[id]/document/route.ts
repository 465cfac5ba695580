import { fileOf, fileResponse } from "@/lib/files";
import { route } from "@/lib/http";
import { err } from "@/lib/kernel";
import { evidenceFor } from "../found";

/** The very bytes that were signed. */
export const GET = route({
  realm: "cabinet",
  can: "registers",
  run: async ({ session }, _request, params) => {
    const evidence = await evidenceFor(session, String(params.id));
    const file = evidence && (await fileOf(evidence.tenantId, evidence.fileId));
    return file ? fileResponse(file) : err({ code: "not_found" });
  },
});
