import { audit, type Ctx } from "@/lib/audit";
import { provider, systemClock } from "@/lib/config";
import { isUniqueViolation, withTenant } from "@/lib/db";
import { invoicePdf } from "@/lib/documents";
import { storeFile } from "@/lib/files";
import { dayOf, ok, type Result, type Tiyn } from "@/lib/kernel";
import { checkTopUp, type TopUpError } from "../core/top-up";
import { drawInvoiceNumber, insertInvoice, invoiceByKey, type Payer, type StoredInvoice } from "../store/invoice";

export type CreateInvoice = { readonly amountTiyn: Tiyn; readonly key: string; readonly payer: Payer };

/** Makes «Счет на оплату» and keeps its PDF. A second press of the same form answers the same invoice; no balance moves. */
export async function createInvoice(ctx: Ctx, cmd: CreateInvoice): Promise<Result<StoredInvoice, TopUpError>> {
  const amount = checkTopUp(cmd.amountTiyn);
  if (!amount.ok) return amount;
  const { tenantId } = ctx;
  const begun = await withTenant(tenantId, async (tx) => ({
    earlier: await invoiceByKey(tx, tenantId, cmd.key),
    number: await drawInvoiceNumber(tx),
  }));
  if (begun.earlier) return ok(begun.earlier);
  const { payer, key, amountTiyn } = cmd;
  const { number } = begun;
  const issuedAt = systemClock.now();
  const paper = { number, date: dayOf(issuedAt), madeAt: issuedAt, amountTiyn, provider: provider() };
  const bytes = await invoicePdf({ ...paper, client: payer, contract: payer.contract });
  try {
    return await withTenant(tenantId, async (tx) => {
      const name = `invoice-${number}.pdf`;
      const file = await storeFile(tx, { tenantId, bytes, mediaType: "application/pdf", name, kind: "invoice" });
      const invoice = await insertInvoice(tx, { tenantId, number, key, amountTiyn, payer, fileId: file.id, issuedAt });
      const facts = { number, amountTiyn: amountTiyn.toString() };
      await audit(tx, { ...ctx, act: "billing.invoice_issued", subject: `invoice:${invoice.id}`, facts });
      return ok(invoice);
    });
  } catch (thrown) {
    const winner = isUniqueViolation(thrown) && (await withTenant(tenantId, (tx) => invoiceByKey(tx, tenantId, key)));
    if (!winner) throw thrown;
    return ok(winner); // the same form, pressed twice at once
  }
}
