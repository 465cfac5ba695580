import { fileResponse } from "@/lib/files";
import { documentFile, readDocumentForm } from "@/lib/fiscal";
import { route } from "@/lib/http";
import { err } from "@/lib/kernel";
import { isAdmitted } from "../../../../shown";

/** A document of the register as a PDF or as bytes for a receipt printer: `?as=pdf&size=80&lang=ru`. */
export const GET = route({
  realm: "pos",
  run: async (ctx, request, { registerId, documentId }) => {
    const form = readDocumentForm(request.nextUrl.searchParams);
    if (!form) return err({ code: "not_found" });
    if (!(await isAdmitted(ctx.tenantId, ctx.session.accountId, String(registerId)))) return err({ code: "not_found" });
    const file = await documentFile(ctx.tenantId, String(registerId), String(documentId), form);
    return file ? fileResponse({ ...file, kind: "printed" }, { inline: true }) : err({ code: "not_found" });
  },
});
