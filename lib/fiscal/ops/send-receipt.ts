import { audit, type Ctx } from "@/lib/audit";
import { withTenant } from "@/lib/db";
import { enqueue } from "@/lib/jobs";
import { err, ok, type Result } from "@/lib/kernel";
import { isReceiptBody } from "../core/document";
import type { FiscalError } from "../error";
import type { SendReceipt } from "../input";
import { sqlStore } from "../store/sql-store";

/** Promises a letter with the electronic receipt to an address that the buyer names afterwards; asked twice at once it is one letter. */
export async function sendReceipt(ctx: Ctx, cmd: SendReceipt): Promise<Result<undefined, FiscalError>> {
  const { registerId, documentId, email } = cmd;
  const { tenantId } = ctx;
  const status = await sqlStore.document(tenantId, registerId, documentId);
  if (!status || !isReceiptBody(status.document.body) || status.outcome === "rejected")
    return err({ code: "fiscal.basis_not_found" });
  await withTenant(tenantId, async (tx) => {
    const key = `fiscal.mail_receipt:${documentId}:${email}`;
    await enqueue(tx, "fiscal.mail_receipt", { tenantId, registerId, documentId, to: email }, { key });
    await audit(tx, { ...ctx, act: "fiscal.receipt_mailed", subject: `document:${documentId}`, facts: { to: email } });
  });
  return ok(undefined);
}
