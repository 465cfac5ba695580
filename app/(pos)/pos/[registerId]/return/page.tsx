import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import type { ReturnBasis } from "@/components/pos/return-lines";
import { ReturnScreen } from "@/components/pos/return-screen";
import type { SearchParams } from "@/components/table";
import { findBasis, receiptView } from "@/lib/fiscal";
import { query } from "@/lib/http";
import { formatDateTime } from "@/lib/i18n";
import { getT } from "@/lib/i18n/server";
import { isAdmitted } from "../../shown";
import { giveBackByPaper } from "./actions";
import { basisSearchOf, readBasisQuery } from "./search";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("pos"))("return.title") };
}

type Receipt = NonNullable<Awaited<ReturnType<typeof receiptView>>>;

/** The receipt as the screen needs it; null for what cannot come back. */
async function basisOf(receipt: Receipt, registerName: string): Promise<ReturnBasis | null> {
  const { id, kind, number, at, cashierName, totalTiyn, leftTiyn, lines, left, unpaidBack } = receipt;
  if ((kind !== "sale" && kind !== "purchase") || receipt.outcome === "rejected") return null;
  const t = await getT("pos");
  return {
    ...{ id, kind, totalTiyn, leftTiyn, lines, left, unpaidBack },
    title: t(kind === "sale" ? "return.bySale" : "return.byPurchase", { number }),
    about: [formatDateTime(at), registerName, cashierName].filter(Boolean).join(", "),
  };
}

/** «Возврат»: by a receipt of any register of the organisation, or typed in from paper. */
export default async function ReturnPage({
  params,
  searchParams,
}: {
  params: Promise<{ registerId: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { registerId } = await params;
  const asked = await searchParams;
  const typed = readBasisQuery(asked);
  const search = basisSearchOf(typed);
  const isAsked = Object.values(typed).some((text) => text !== "");
  const read = await query({ realm: "pos" }, async ({ tenantId, session }) => {
    if (!(await isAdmitted(tenantId, session.accountId, registerId))) return null;
    const { basis: basisId, of } = asked;
    if (typeof basisId === "string" && typeof of === "string") {
      const receipt = await receiptView(tenantId, of, basisId);
      if (!receipt) return null;
      const { rows } = await findBasis(tenantId, { number: String(receipt.number), registerId: of });
      const basis = await basisOf(receipt, rows.find(({ id }) => id === basisId)?.registerName ?? "");
      return basis && { basis, found: null };
    }
    return { basis: null, found: search && (await findBasis(tenantId, search)) };
  });
  if (!read) notFound();
  const { basis, found } = read;
  const [only] = found?.rows ?? [];
  // A QR or an address names one receipt: no list is needed to choose from.
  if (only && search?.qr) redirect(`/pos/${registerId}/return?basis=${only.id}&of=${only.registerId}`);
  const isPaper = asked.paper !== undefined || Boolean(found?.paper);
  return (
    <ReturnScreen
      query={typed}
      rows={isAsked ? (found?.rows ?? []) : null}
      basis={basis}
      paper={isPaper ? { facts: found?.paper ?? null } : null}
      issuePaperReturn={giveBackByPaper}
    />
  );
}
