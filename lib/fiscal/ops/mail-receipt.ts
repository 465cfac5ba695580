import { env } from "@/lib/config";
import { withTenant } from "@/lib/db";
import { formatTenge } from "@/lib/kernel";
import { isLetterLocale, sendMail } from "@/lib/mail";
import { organizationProfile } from "@/lib/orgs";
import { isReceiptBody } from "../core/document";
import { documentFile } from "../queries/document-file";
import { receiptPath } from "../receipt-link";
import { sqlStore } from "../store/sql-store";

export type MailedReceipt = {
  readonly tenantId: string;
  readonly registerId: string;
  readonly documentId: string;
  readonly to?: string;
};

/**
 * Sends the buyer, or whom the cashier named, the address of the electronic receipt and its PDF, once it is one: accepted, or handed over as autonomous. A refused one is
 * not sent. `waiting` means that it is still on its way and this has to be asked again.
 */
export async function mailReceipt(place: MailedReceipt): Promise<"sent" | "waiting" | "nothing"> {
  const { tenantId, registerId, documentId } = place;
  const status = await sqlStore.document(tenantId, registerId, documentId);
  const body = status?.document.body;
  if (!status || !body || !isReceiptBody(body)) return "nothing";
  const to = place.to ?? body.buyer?.email;
  if (!to || status.outcome === "rejected") return "nothing";
  if (status.outcome === "pending") return "waiting";
  const { document } = status;
  const pdf = await documentFile(tenantId, registerId, documentId, { as: "pdf" });
  await withTenant(tenantId, async (tx) => {
    const seller = await organizationProfile(tx, tenantId);
    const locale = seller && isLetterLocale(seller.locale) ? seller.locale : "ru";
    await sendMail(tx, {
      ...{ tenantId, to, locale, template: "receipt" },
      attachments: pdf ? [pdf] : [],
      values: {
        ...{ organization: body.head.sellerName, number: document.number.toString() },
        ...{
          amount: `${formatTenge(document.totalTiyn)} ₸`,
          link: `${env().WEB_ORIGIN}${receiptPath({ tenantId, registerId, documentId })}`,
        },
      },
    });
  });
  return "sent";
}
