import { fileResponse } from "@/lib/files";
import { documentFile, readReceiptToken } from "@/lib/fiscal";
import { route } from "@/lib/http";
import { err } from "@/lib/kernel";
import { paperLanguage } from "../language";

/** An electronic receipt as a PDF. Whoever has its address may read it. */
export const GET = route({
  realm: null,
  run: async (ctx, request, { token }) => {
    const place = readReceiptToken(String(token));
    const language = paperLanguage(request.nextUrl.searchParams.get("lang"), ctx.locale);
    const file =
      place && (await documentFile(place.tenantId, place.registerId, place.documentId, { as: "pdf", language }));
    return file ? fileResponse({ ...file, kind: "printed" }, { inline: true }) : err({ code: "not_found" });
  },
});
