import { env } from "@/lib/config";
import { call, withTenant } from "@/lib/db";
import { type OrganizationProfile, organizationProfile } from "@/lib/orgs";
import { addressLine, cashierMaySell, type RegisterProfile, registerProfile } from "@/lib/registers";
import type { PaperHead } from "../core/document";
import { operatorCodeOf, type WireIdentity } from "../ofd/identity";
import type { RegisterFacts } from "../ops/deps";
import { hex } from "./rows";

function headOf(register: RegisterProfile, seller: OrganizationProfile): PaperHead | null {
  const { registrationNumber, ofd } = register;
  if (registrationNumber === null || ofd === null) return null;
  const { paper, paperLanguage, paperTop, paperBottom } = register.settings;
  return {
    sellerName: seller.name,
    sellerXin: seller.xin,
    sellerIs: seller.xinKind === "bin" ? "company" : "entrepreneur",
    vatCertificate: seller.vat && { series: seller.vat.series, number: seller.vat.number },
    registerName: register.name,
    addressRu: addressLine(register.address, "ru"),
    addressKk: addressLine(register.address, "kk"),
    factoryNumber: register.factoryNumber,
    registrationNumber,
    ofdRegisterId: ofd.registerId.toString(),
    operatorTitle: env().OFD_OPERATOR_TITLE,
    checkBase: env().OFD_CHECK_BASE,
    form: { size: paper, language: paperLanguage },
    ...(paperTop.length > 0 ? { topLines: paperTop } : {}),
    ...(paperBottom.length > 0 ? { bottomLines: paperBottom } : {}),
  };
}

function wireOf(register: RegisterProfile, seller: OrganizationProfile): WireIdentity | null {
  const { registrationNumber, ofd } = register;
  if (registrationNumber === null || ofd === null) return null;
  return {
    host: ofd.host,
    port: ofd.port,
    version: ofd.version,
    deviceId: Number(ofd.registerId),
    operatorCode: operatorCodeOf(ofd.cashierId),
    registrationNumber,
    factoryNumber: register.factoryNumber,
    sellerName: seller.name,
    sellerXin: seller.xin,
    addressRu: addressLine(register.address, "ru"),
    addressKk: addressLine(register.address, "kk"),
  };
}

/** Facts by register and account, with the stamp of the rows that they were read from. The oldest make room. */
const kept = new Map<string, { readonly stamp: string; readonly facts: RegisterFacts }>();
const KEPT_MAX = 5_000;

/**
 * What other rooms know of a register. Null where this tenant has none under that id. Read once; afterwards a stamp tells
 * whether any row behind it was written since: the one that was seen with the register's state, or asked for here.
 */
export async function readFacts(
  tenantId: string,
  registerId: string,
  accountId: string | null,
  seen?: string,
): Promise<RegisterFacts | null> {
  const name = `${tenantId}/${registerId}/${accountId}`;
  const asked = [tenantId, registerId, accountId];
  const stamp = seen ?? (await call<string | null>("app", "cabinet.fiscal_facts_stamp", asked));
  const known = kept.get(name);
  if (known && known.stamp === stamp) return known.facts;
  kept.delete(name);
  // Read after the stamp: what is written in between shows in the next stamp.
  const facts = await askRooms(tenantId, registerId, accountId);
  if (facts && stamp !== null) kept.set(name, { stamp, facts });
  const [oldest] = kept.keys();
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
  return facts;
}

/** Reads what other rooms know of a register, in one transaction. */
const askRooms = (tenantId: string, registerId: string, accountId: string | null): Promise<RegisterFacts | null> =>
  withTenant(tenantId, async (tx) => {
    const register = await registerProfile(tx, tenantId, registerId);
    const seller = register && (await organizationProfile(tx, tenantId));
    if (!register || !seller) return null;
    return {
      guard: { status: register.status, blocks: register.blocks, paidUntil: register.paidUntil },
      admitted: accountId !== null && (await cashierMaySell(tx, tenantId, registerId, accountId)),
      vatPayer: seller.vat !== null,
      settings: {
        rounding: { what: register.settings.rounding, to: register.settings.roundingTo },
        withdrawOnClose: register.settings.withdrawOnClose,
      },
      head: headOf(register, seller),
      wire: wireOf(register, seller),
      tokenCipher: register.ofd && hex(register.ofd.tokenCipher),
    };
  });
