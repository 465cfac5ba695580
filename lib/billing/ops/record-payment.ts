import { audit, type Ctx } from "@/lib/audit";
import { env, systemClock } from "@/lib/config";
import { withSystem } from "@/lib/db";
import { type Day, dayOf, err, formatTenge, invariant, ok, present, type Result, type Tiyn } from "@/lib/kernel";
import { type Mail, sendMail } from "@/lib/mail";
import { insertPayment, lockInvoice, paymentOf, type StoredInvoice } from "../store/invoice";
import { balanceTiyn, writeEntry } from "../store/ledger";

export type RecordPayment = {
  readonly invoiceNumber: string;
  /** Made once per form: a second press of the same form is the same payment. */
  readonly key: string;
  /** Number of the bank's document, as the statement has it. */
  readonly bankDocument: string;
  readonly paidOn: Day;
  /** Whom to tell. */
  readonly notice: Pick<Mail<"payment_received">, "to" | "locale"> | null;
};

export type RecordPaymentError =
  | { readonly code: "not_found" }
  | { readonly code: "field.date_future" }
  | { readonly code: "billing.already_paid"; readonly byName: string; readonly at: Date };

const money = (sum: Tiyn): string => `${formatTenge(sum)}\u00a0₸`;

/**
 * Notes that the bank credited an invoice, and tops the balance up by its sum. Of two admins at once one wins; the other hears
 * who was first.
 */
export async function recordPayment(
  ctx: Ctx,
  cmd: RecordPayment,
): Promise<Result<{ entryId: string; tenantId: string }, RecordPaymentError>> {
  const now = systemClock.now();
  if (cmd.paidOn > dayOf(now)) return err({ code: "field.date_future" });
  const recordedBy = present(ctx.actor.id, "an admin records a payment");
  return withSystem(async (tx) => {
    const invoice = await lockInvoice(tx, cmd.invoiceNumber);
    if (!invoice) return err({ code: "not_found" });
    const { tenantId, amountTiyn } = invoice;
    const earlier = await paymentOf(tx, tenantId, invoice.id);
    if (earlier) {
      if (earlier.key === cmd.key && earlier.recordedBy === recordedBy)
        return ok({ entryId: earlier.entryId, tenantId });
      return err({ code: "billing.already_paid", byName: earlier.recordedByName, at: earlier.recordedAt });
    }
    const entryId = await topUp(tx, invoice, cmd);
    await insertPayment(tx, {
      ...{
        tenantId,
        invoiceId: invoice.id,
        key: cmd.key,
        amountTiyn,
        bankDocument: cmd.bankDocument,
        paidOn: cmd.paidOn,
      },
      ...{ entryId, recordedAt: now, recordedBy, recordedByName: ctx.actorName },
    });
    const facts = { number: invoice.number, amountTiyn: amountTiyn.toString(), bankDocument: cmd.bankDocument };
    await audit(tx, { ...ctx, tenantId, act: "billing.payment_recorded", subject: `invoice:${invoice.id}`, facts });
    if (cmd.notice) {
      const values = {
        amount: money(amountTiyn),
        balance: money(await balanceTiyn(tx, tenantId)),
        link: billingLink(),
      };
      await sendMail(tx, { ...cmd.notice, tenantId, template: "payment_received", values });
    }
    return ok({ entryId, tenantId });
  });
}

const billingLink = (): string => `${env().WEB_ORIGIN}/cabinet/billing`;

async function topUp(tx: Parameters<typeof writeEntry>[0], invoice: StoredInvoice, cmd: RecordPayment) {
  const written = await writeEntry(tx, {
    ...{ tenantId: invoice.tenantId, kind: "top_up", key: `payment:${invoice.id}`, amountTiyn: invoice.amountTiyn },
    ...{ debit: "bank", credit: "client" },
    comment: {
      code: "contract",
      ...{ number: invoice.contract.number, day: invoice.contract.date, invoice: invoice.number },
      ...{ bankDocument: cmd.bankDocument, paidOn: cmd.paidOn },
    },
  });
  invariant(written.outcome === "written", "an unpaid invoice tops up once");
  return written.id;
}
