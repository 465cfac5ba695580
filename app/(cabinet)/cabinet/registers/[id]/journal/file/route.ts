import { fileResponse } from "@/lib/files";
import { exportJournal } from "@/lib/fiscal";
import { exportJournalInput } from "@/lib/fiscal/input";
import { route } from "@/lib/http";
import { err, isId, ok } from "@/lib/kernel";

/** What is taken where no days are named: everything. */
const ALWAYS = { from: "2020-01-01", to: "2099-12-31" };

/** The journal of a register over some days, with the program that checks it. */
export const GET = route({
  realm: "cabinet",
  can: "receipts",
  run: async (ctx, request, params) => {
    const asked = request.nextUrl.searchParams;
    const { id: registerId } = params;
    const days = { from: asked.get("from") ?? ALWAYS.from, to: asked.get("to") ?? ALWAYS.to };
    const cmd = exportJournalInput.safeParse({ registerId, ...days });
    if (!cmd.success) return err({ code: isId(String(registerId)) ? "fiscal.export_backwards" : "not_found" });
    const exported = await exportJournal(ctx, cmd.data);
    if (!exported.ok) return exported;
    return ok(fileResponse({ ...exported.value, mediaType: "application/zip" }));
  },
});
