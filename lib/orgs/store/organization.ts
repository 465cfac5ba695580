import type { Tx } from "@/lib/db";
import { type Day, invariant } from "@/lib/kernel";
import { isLetterLocale, type LetterLocale } from "@/lib/mail";
import type { Details, Vat } from "../core/details";
import { isOrganizationStatus, type OrganizationStatus } from "../core/status";
import { dateOf, dayOfDate } from "./dates";

/** An organisation as the whole house knows it. */
export type OrganizationProfile = {
  /** The tenant. */
  readonly id: string;
  readonly xin: string;
  readonly xinKind: "bin" | "iin";
  readonly name: string;
  /** Of an entrepreneur, as typed; null for a legal entity. */
  readonly tradeName: string | null;
  readonly headName: string;
  /** Of the person who registered it. */
  readonly headIin: string;
  readonly legalAddress: string;
  readonly city: string | null;
  readonly email: string;
  readonly emailConfirmedAt: Date | null;
  /** Language of letters. */
  readonly locale: LetterLocale;
  readonly vat: Vat | null;
  readonly divisions: boolean;
  readonly contractNumber: string;
  readonly contractDay: Day;
  readonly contractFileId: string;
  readonly contractSignatureId: string;
  readonly contractSignedAt: Date;
  readonly status: OrganizationStatus;
  readonly suspendedReason: string | null;
  readonly createdAt: Date;
};

type Row = NonNullable<Awaited<ReturnType<Tx["organization"]["findUnique"]>>>;

/** Turns a stored row into a profile. */
export function toProfile(row: Row): OrganizationProfile {
  invariant(isOrganizationStatus(row.status), "an organisation has a known status");
  invariant(isLetterLocale(row.locale), "an organisation has a known language");
  const { vatSeries, vatNumber, vatIssuedOn } = row;
  return {
    ...{ id: row.tenantId, xin: row.xin, xinKind: row.xinKind === "bin" ? "bin" : "iin", name: row.name },
    ...{ tradeName: row.tradeName, headName: row.headName, legalAddress: row.legalAddress, city: row.city },
    ...{ email: row.email, emailConfirmedAt: row.emailConfirmedAt, locale: row.locale, divisions: row.divisions },
    vat:
      vatSeries !== null && vatNumber !== null && vatIssuedOn !== null
        ? { series: vatSeries, number: vatNumber, issuedOn: dayOfDate(vatIssuedOn) }
        : null,
    ...{ contractNumber: row.contractNumber.toString(), contractDay: dayOfDate(row.contractDay) },
    ...{ contractFileId: row.contractFileId, contractSignatureId: row.contractSignatureId },
    ...{ contractSignedAt: row.contractSignedAt, headIin: row.headIin },
    ...{ status: row.status, suspendedReason: row.suspendedReason, createdAt: row.createdAt },
  };
}

/** Reads an organisation; null where this tenant is none. `lock` makes others wait until the transaction ends. */
export async function readOrganization(tx: Tx, tenantId: string, lock = false): Promise<OrganizationProfile | null> {
  if (lock) await tx.$queryRaw`SELECT 1 FROM cabinet.organization WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`;
  const row = await tx.organization.findUnique({ where: { tenantId } });
  return row && toProfile(row);
}

export type NewOrganization = {
  readonly tenantId: string;
  readonly xin: string;
  readonly xinKind: "bin" | "iin";
  readonly headIin: string;
  readonly city: string | null;
  readonly details: Details;
  readonly emailConfirmedAt: Date | null;
  readonly locale: LetterLocale;
  readonly contract: {
    readonly number: string;
    readonly day: Day;
    readonly fileId: string;
    readonly signatureId: string;
  };
  readonly now: Date;
};

const vatColumns = (vat: Vat | null) => ({
  vatSeries: vat?.series ?? null,
  vatNumber: vat?.number ?? null,
  vatIssuedOn: vat ? dateOf(vat.issuedOn) : null,
});

/** Makes the organisation. A number that is registered already breaks the unique index. */
export async function insertOrganization(tx: Tx, organization: NewOrganization): Promise<void> {
  const { tenantId, xin, xinKind, headIin, city, details, emailConfirmedAt, locale, contract, now } = organization;
  const { name, tradeName, headName, legalAddress, email, vat } = details;
  await tx.organization.create({
    data: {
      ...{
        tenantId,
        xin,
        xinKind,
        headIin,
        city,
        name,
        tradeName,
        headName,
        legalAddress,
        email,
        emailConfirmedAt,
        locale,
      },
      ...vatColumns(vat),
      ...{
        contractNumber: BigInt(contract.number),
        contractDay: dateOf(contract.day),
        contractFileId: contract.fileId,
      },
      ...{ contractSignatureId: contract.signatureId, contractSignedAt: now },
      ...{ status: "active", createdAt: now },
    },
    select: { tenantId: true },
  });
}

/** Marks the organisation's address as confirmed. */
export async function setEmailConfirmed(tx: Tx, tenantId: string, now: Date): Promise<void> {
  await tx.organization.update({ where: { tenantId }, data: { emailConfirmedAt: now }, select: { tenantId: true } });
}

/** Changes the VAT certificate. */
export async function setVat(tx: Tx, tenantId: string, vat: Vat | null): Promise<void> {
  await tx.organization.update({ where: { tenantId }, data: vatColumns(vat), select: { tenantId: true } });
}

/** Switches accounting by divisions. */
export async function setDivisions(tx: Tx, tenantId: string, divisions: boolean): Promise<void> {
  await tx.organization.update({ where: { tenantId }, data: { divisions }, select: { tenantId: true } });
}

/** Moves the status; a suspended organisation carries the reason. */
export async function setStatus(
  tx: Tx,
  tenantId: string,
  status: OrganizationStatus,
  suspendedReason: string | null,
): Promise<void> {
  await tx.organization.update({ where: { tenantId }, data: { status, suspendedReason }, select: { tenantId: true } });
}
