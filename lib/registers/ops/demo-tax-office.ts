import { audit, SYSTEM_ACTOR } from "@/lib/audit";
import { env } from "@/lib/config";
import { type Tx, withSystem } from "@/lib/db";
import { taxOffice } from "@/lib/directory";
import {
  DEMO_TAX_OFFICER,
  type RegistrationCardInput,
  registrationCardPdf,
  registrationCardPng,
} from "@/lib/documents";
import { storeFile } from "@/lib/files";
import { dayOf, err, ok, present, type Result } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import { addressLine } from "../core/address";
import { registersDeps } from "../deps";
import type { RegistersError } from "../errors";
import type { IssueCard } from "../input";
import { drawRegistrationNumber, findDemoCard, insertDemoCard } from "../store/demo-card";
import { lockRegister, type StoredRegister } from "../store/register";

export type IssuedCard = { readonly registrationNumber: string; readonly issuedAt: Date };
type Answer = Result<IssuedCard, RegistersError>;

async function cardOf(tx: Tx, register: StoredRegister, number: string, now: Date): Promise<RegistrationCardInput> {
  const organization = present(await organizationProfile(tx, register.tenantId), "a tenant is an organisation");
  const office = present(taxOffice(register.taxOfficeCode), "a register has an office of the directory");
  return {
    registrationNumber: number,
    model: register.model,
    factoryNumber: register.factoryNumber,
    madeYear: register.madeYear,
    owner: { name: organization.name, xin: organization.xin },
    address: addressLine(register, "ru"),
    officeName: office.name,
    officerName: DEMO_TAX_OFFICER,
    registeredOn: dayOf(now),
    madeAt: now,
    demo: true,
  };
}

/**
 * The demo's tax office gives out a РНМ and its card for a signed application, once per register: asked again it answers what
 * it gave. In production there is no such office.
 */
export async function issueDemoCard(cmd: IssueCard, requestId: string, { clock } = registersDeps): Promise<Answer> {
  if (env().APP_MODE !== "demo") return err({ code: "registers.demo_only" });
  const now = clock.now();
  const drawn = await withSystem(async (tx) => {
    const register = await lockRegister(tx, cmd.tenantId, cmd.registerId);
    if (!register) return err({ code: "not_found" } as const);
    const before = await findDemoCard(tx, register);
    if (before) return ok({ before });
    if (register.status !== "awaiting_rnm")
      return err({ code: "registers.wrong_status", status: register.status } as const);
    const number = await drawRegistrationNumber(tx, register.taxOfficeCode);
    return ok({ before: null, number, card: await cardOf(tx, register, number, now) });
  });
  if (!drawn.ok) return drawn;
  if (drawn.value.before) return ok(drawn.value.before);

  const { card, number } = drawn.value;
  const [pdf, png] = [await registrationCardPdf(card), await registrationCardPng(card)];
  return withSystem(async (tx): Promise<Answer> => {
    const register = present(await lockRegister(tx, cmd.tenantId, cmd.registerId), "a register does not go away");
    // Someone asked at the same moment and was faster: what was given out first stands.
    const before = await findDemoCard(tx, register);
    if (before) return ok(before);
    const { tenantId, id: registerId } = register;
    const kept = { tenantId, kind: "registration_card" } as const;
    const pdfFile = await storeFile(tx, { ...kept, bytes: pdf, mediaType: "application/pdf", name: `${number}.pdf` });
    const pngFile = await storeFile(tx, { ...kept, bytes: png, mediaType: "image/png", name: `${number}.png` });
    await insertDemoCard(tx, {
      ...{ tenantId, registerId, registrationNumber: number, officeCode: register.taxOfficeCode, issuedAt: now },
      ...{ pdfFileId: pdfFile.id, pngFileId: pngFile.id },
    });
    await audit(tx, {
      ...{ tenantId, actor: SYSTEM_ACTOR, act: "registers.demo_card_issued", requestId },
      ...{ subject: `register:${registerId}`, facts: { registrationNumber: number } },
    });
    return ok({ registrationNumber: number, issuedAt: now });
  });
}
