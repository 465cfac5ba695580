import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DocumentScreen } from "@/components/pos/document-screen";
import { receiptView, reportView } from "@/lib/fiscal";
import { query } from "@/lib/http";
import { getT } from "@/lib/i18n/server";
import { isAdmitted, showDocument, showReceipt } from "../../../shown";
import { repeatReceipt } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("pos"))("receipts.title") };
}

/**
 * One document on paper; a receipt can be taken back from here, and a sale rung up again. The paper of a receipt that is printed
 * here is a second one, so it says «ДУБЛИКАТ»; the buyer's own came with the sale.
 */
export default async function DocumentPage({
  params,
}: {
  params: Promise<{ registerId: string; documentId: string }>;
}) {
  const { registerId, documentId } = await params;
  const found = await query({ realm: "pos" }, async ({ tenantId, session }) => {
    if (!(await isAdmitted(tenantId, session.accountId, registerId))) return null;
    const receipt = await receiptView(tenantId, registerId, documentId, { copy: true });
    if (receipt) return { receipt: showReceipt(tenantId, receipt), document: showDocument(tenantId, receipt) };
    const report = await reportView(tenantId, registerId, documentId);
    return report && { receipt: null, document: showDocument(tenantId, report) };
  });
  if (!found) notFound();
  return <DocumentScreen {...found} repeatReceipt={repeatReceipt} />;
}
