import { withSystem } from "@/lib/db";
import { taxOffice } from "@/lib/directory";
import { readFile, type StoredFile } from "@/lib/files";
import { isId, limits } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import type { RegisterAddress } from "../core/address";
import { findDemoCard, findDemoCardFiles } from "../store/demo-card";

/** A signed application on the table of the demo's tax office. */
export type DemoApplication = {
  readonly tenantId: string;
  readonly registerId: string;
  readonly organization: string;
  readonly xin: string;
  readonly factoryNumber: string;
  readonly address: RegisterAddress;
  readonly office: string;
  readonly signedAt: Date | null;
  readonly card: { readonly registrationNumber: string; readonly issuedAt: Date } | null;
};

/** Signed applications: those without a card first, then the newest. */
export function demoApplications(): Promise<readonly DemoApplication[]> {
  return withSystem(async (tx) => {
    const signed = await tx.register.findMany({
      where: { applicationSignatureId: { not: null } },
      orderBy: [{ applicationSignedAt: "desc" }, { id: "asc" }],
      take: limits.tablePageRowsMax,
    });
    const rows: DemoApplication[] = [];
    for (const register of signed) {
      const { tenantId, id: registerId, factoryNumber, locality, street, house, flat } = register;
      const card = await findDemoCard(tx, register);
      // A card that came from elsewhere needs none of ours.
      if (!card && register.status !== "awaiting_rnm") continue;
      const organization = await organizationProfile(tx, tenantId);
      rows.push({
        ...{ tenantId, registerId, factoryNumber, address: { locality, street, house, flat } },
        organization: organization?.name ?? "",
        xin: organization?.xin ?? "",
        office: taxOffice(register.taxOfficeCode)?.label ?? register.taxOfficeCode,
        signedAt: register.applicationSignedAt,
        card: card && { registrationNumber: card.registrationNumber, issuedAt: card.issuedAt },
      });
    }
    return rows.sort((a, b) => Number(a.card !== null) - Number(b.card !== null));
  });
}

/** The card that was given out for a register, as PDF or as a picture. */
export async function demoCardFile(
  tenantId: string,
  registerId: string,
  format: "pdf" | "png",
): Promise<StoredFile | null> {
  if (!isId(tenantId) || !isId(registerId)) return null;
  return withSystem(async (tx) => {
    const card = await findDemoCardFiles(tx, { tenantId, id: registerId });
    return card ? readFile(tx, tenantId, format === "pdf" ? card.pdfFileId : card.pngFileId) : null;
  });
}
