import { fileResponse } from "@/lib/files";
import { documentFile, readDocumentForm } from "@/lib/fiscal";
import { route } from "@/lib/http";
import { err } from "@/lib/kernel";

/** A document as a PDF or as bytes for a receipt printer: `?as=pdf&size=80&lang=ru`. */
export const GET = route({
  realm: "cabinet",
  can: "receipts",
  run: async (ctx, request, { id, documentId }) => {
    const form = readDocumentForm(request.nextUrl.searchParams);
    if (!form) return err({ code: "not_found" });
    const file = await documentFile(ctx.tenantId, String(id), String(documentId), form);
    return file ? fileResponse({ ...file, kind: "printed" }, { inline: true }) : err({ code: "not_found" });
  },
});
