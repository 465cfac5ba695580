import type { TicketAd, TicketAdInfo, TicketAdType } from "@/lib/cpcr";
import type { Tx } from "@/lib/db";

const KINDS: readonly TicketAdType[] = ["TICKET_AD_OFD", "TICKET_AD_ORG", "TICKET_AD_POS", "TICKET_AD_KKM"];

/** Puts a text in place for receipts, unless there is one of its kind. */
export async function insertTicketAd(tx: Tx, ad: { readonly kind: number; readonly text: string }): Promise<void> {
  await tx.operatorTicketAd.createMany({ data: [{ ...ad, version: 1n }], skipDuplicates: true });
}

/** Texts for receipts that a register does not have in this version yet. */
export async function newTicketAds(tx: Tx, known: readonly TicketAdInfo[]): Promise<TicketAd[]> {
  const rows = await tx.operatorTicketAd.findMany({ orderBy: { kind: "asc" } });
  return rows.flatMap(({ kind, version, text }) => {
    const type = KINDS[kind] ?? kind;
    const has = known.some((one) => one.type === type && one.version === version);
    return has ? [] : [{ info: { type, version }, text }];
  });
}
