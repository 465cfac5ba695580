import { withTenant } from "@/lib/db";
import { tapePdf } from "@/lib/documents";
import { isId } from "@/lib/kernel";
import { registerProfile } from "@/lib/registers";
import { isReceiptBody } from "../core/document";
import { DEFAULT_PRINTER, escPos, type PrinterSetting } from "../print/escpos";
import type { DocumentForm } from "../print/form";
import { formOf } from "../print/paper";
import { paperOf } from "../print/papers";
import { paperStyle } from "../print/style";
import { sqlStore } from "../store/sql-store";

export type DocumentFile = {
  readonly bytes: Uint8Array;
  readonly mediaType: "application/pdf" | "application/octet-stream";
  readonly name: string;
};

const ROLL_OF = { "58": "58", "58-narrow": "58", "80": "80", a4: "a4" } as const;

/** How the register's printer is spoken to. */
async function printerOf(tenantId: string, registerId: string): Promise<PrinterSetting> {
  const profile = await withTenant(tenantId, (tx) => registerProfile(tx, tenantId, registerId));
  return profile ? { mode: profile.settings.printer, codeTable: profile.settings.printerCodeTable } : DEFAULT_PRINTER;
}

/** A document of a register as a file. Null where this register has none under that id, or none of that form. */
export async function documentFile(
  tenantId: string,
  registerId: string,
  documentId: string,
  form: DocumentForm,
): Promise<DocumentFile | null> {
  if (!isId(registerId) || !isId(documentId)) return null;
  const status = await sqlStore.document(tenantId, registerId, documentId);
  if (!status) return null;
  const { document } = status;
  const printed = formOf(document.body.head);
  const { size = printed.size, language = printed.language, copy = false } = form;
  const paper = paperOf(document, { ...status, copy }, size, language);
  const name = `${document.kind.replaceAll("_", "-")}-${document.number}`;
  if (form.as === "escpos") {
    if (size === "a4") return null;
    const bytes = await escPos(paper, form.printer ?? (await printerOf(tenantId, registerId)));
    return { bytes, mediaType: "application/octet-stream", name: `${name}.bin` };
  }
  const { words } = paperStyle(size, language);
  const title = isReceiptBody(document.body) ? `${words.receipt} ${document.number}` : words.kinds[document.kind];
  const about = { title, author: document.body.head.sellerName, madeAt: document.at };
  const bytes = await tapePdf(paper, ROLL_OF[size], { ...about, lang: language === "ru" ? "ru" : "kk" });
  return { bytes, mediaType: "application/pdf", name: `${name}.pdf` };
}
