import { env } from "@/lib/config";
import { type CpcrVersion, isCpcrVersion } from "@/lib/cpcr";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import type { RegisterAddress } from "../core/address";
import { withOrganization } from "../core/blocks";
import type { RegisterState } from "../core/guards";
import { isRegisterStatus, type RegisterStatus } from "../core/status";
import { type RegisterSettings, registerSettings } from "../input";
import { blockSet } from "./blocks";

/** How a register is known to its data operator, and where that operator listens. */
export type OfdLink = {
  readonly registerId: bigint;
  readonly cashierId: string;
  /** What the owner typed last, encrypted; the fiscalizer keeps the one in use. */
  readonly tokenCipher: Uint8Array;
  readonly host: string;
  readonly port: number;
  /** Version of the protocol that the register speaks. */
  readonly version: CpcrVersion;
};

/** Everything the fiscalizer needs to know about a register. */
export type RegisterProfile = RegisterState & {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  /** ЗНМ. */
  readonly factoryNumber: string;
  /** РНМ, from the first card on. */
  readonly registrationNumber: string | null;
  readonly model: string;
  readonly madeYear: number;
  readonly address: RegisterAddress;
  readonly localityCode: string | null;
  readonly taxOfficeCode: string;
  readonly ofd: OfdLink | null;
  /** What its owner set, with defaults for the rest. */
  readonly settings: RegisterSettings;
};

/** Reads a stored status; an unknown one is a bug. */
export function storedStatus(text: string): RegisterStatus {
  invariant(isRegisterStatus(text), "a stored status is in the table");
  return text;
}

/** Reads a stored version; an unknown one is a bug. */
export function storedVersion(version: number): CpcrVersion {
  invariant(isCpcrVersion(version), "a stored version is one that we speak");
  return version;
}

/** Reads a register, or null where this tenant has none under that id. */
export async function registerProfile(tx: Tx, tenantId: string, registerId: string): Promise<RegisterProfile | null> {
  const row = await tx.register.findUnique({
    where: { tenantId_id: { tenantId, id: registerId } },
    include: { blocks: true },
  });
  if (!row) return null;
  const organization = await organizationProfile(tx, tenantId);
  const { ofdRegisterId, ofdCashierId, ofdTokenCipher, ofdVersion, locality, street, house, flat } = row;
  return {
    tenantId,
    id: row.id,
    name: row.name,
    factoryNumber: row.factoryNumber,
    registrationNumber: row.registrationNumber,
    model: row.model,
    madeYear: row.madeYear,
    address: { locality, street, house, flat },
    localityCode: row.localityCode,
    taxOfficeCode: row.taxOfficeCode,
    status: storedStatus(row.status),
    blocks: withOrganization(blockSet(row.blocks), organization),
    paidUntil: row.paidUntil,
    settings: registerSettings.parse(row.settings),
    ofd:
      ofdRegisterId !== null && ofdCashierId !== null && ofdTokenCipher !== null
        ? {
            registerId: ofdRegisterId,
            cashierId: ofdCashierId,
            tokenCipher: ofdTokenCipher,
            host: env().OFD_HOST,
            port: env().OFD_PORT,
            version: storedVersion(ofdVersion),
          }
        : null,
  };
}

/** Tells whether a cashier of this tenant is admitted to a register and not disabled. */
export async function cashierMaySell(
  tx: Tx,
  tenantId: string,
  registerId: string,
  accountId: string,
): Promise<boolean> {
  const found = await tx.cashierRegister.findFirst({
    where: { tenantId, registerId, cashierId: accountId, cashier: { disabledAt: null } },
    select: { cashierId: true },
  });
  return found !== null;
}
