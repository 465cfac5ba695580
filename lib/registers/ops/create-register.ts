import { audit, type Ctx } from "@/lib/audit";
import { balanceTiyn, tariff } from "@/lib/billing";
import { isUniqueViolation, type Tx, withTenant } from "@/lib/db";
import { ownRegisterModel, searchLocalities, taxOffices } from "@/lib/directory";
import { taxApplicationPdf } from "@/lib/documents";
import { storeFile } from "@/lib/files";
import { dayOf, err, newId, ok, present, type Result, tiyn } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import { registersDeps } from "../deps";
import type { RegistersError } from "../errors";
import type { CreateRegister } from "../input";
import { countRegisters, drawFactoryNumber, findRegister, insertRegister } from "../store/register";

type Created = { readonly registerId: string };
type Answer = Result<Created, RegistersError>;

/** What a person typed into the form, as the register keeps it. */
const typedFields = (cmd: CreateRegister) => {
  const { tariffCode, name, taxOfficeCode, locality, street, house, flat } = cmd;
  return { tariffCode, name, taxOfficeCode, locality, street, house, flat };
};
const FIELDS = ["tariffCode", "name", "taxOfficeCode", "locality", "street", "house", "flat"] as const;

/** КАТО of a locality that is in the directory under exactly this name; villages are not there and stay without. */
const localityCodeOf = (name: string): string | null =>
  searchLocalities(name, 1).find((found) =>
    [found.name.ru, found.name.kk, found.label.ru, found.label.kk].includes(name),
  )?.code ?? null;

/** The tariff is open to this many registers, and the balance covers one month of it; what is missing is named. Nothing is charged until approval. */
async function covers(tx: Tx, tenantId: string, tariffCode: string, now: Date): Promise<Result<true, RegistersError>> {
  const chosen = tariff(tariffCode, dayOf(now));
  if (!chosen) return err({ code: "registers.tariff_unknown" });
  const count = (await countRegisters(tx, tenantId)) + 1;
  if (count < chosen.registersMin) return err({ code: "registers.tariff_min", registersMin: chosen.registersMin });
  const availableTiyn = await balanceTiyn(tx, tenantId);
  return availableTiyn >= chosen.priceTiyn
    ? ok(true)
    : err({ code: "registers.below_tariff", availableTiyn, missingTiyn: tiyn(chosen.priceTiyn - availableTiyn) });
}

/** A form sent twice made its register the first time. */
async function earlier(tx: Tx, tenantId: string, registerId: string, cmd: CreateRegister): Promise<Answer | null> {
  const before = await findRegister(tx, tenantId, registerId);
  if (!before) return null;
  const same = FIELDS.every((field) => before[field] === cmd[field]);
  return same ? ok({ registerId }) : err({ code: "registers.already_created" });
}

/**
 * Creates a register: assigns its ЗНМ and draws the tax application that the owner signs next. The paper is drawn outside the
 * transaction; a number drawn for a paper that was not kept stays unused.
 */
export async function createRegister(ctx: Ctx, cmd: CreateRegister, deps = registersDeps): Promise<Answer> {
  const { tenantId } = ctx;
  const now = deps.clock.now();
  const registerId = cmd.idempotencyKey?.toLowerCase() ?? newId(deps.clock, deps.randomness);
  if (!taxOffices(now).some(({ code }) => code === cmd.taxOfficeCode)) return err({ code: "registers.office_unknown" });

  const ready = await withTenant(tenantId, async (tx) => {
    const before = await earlier(tx, tenantId, registerId, cmd);
    if (before) return { before };
    const covered = await covers(tx, tenantId, cmd.tariffCode, now);
    if (!covered.ok) return { before: covered };
    return {
      organization: present(await organizationProfile(tx, tenantId), "a tenant is an organisation"),
      factoryNumber: await drawFactoryNumber(tx),
    };
  });
  if (ready.before) return ready.before;

  const { organization, factoryNumber } = ready;
  const model = ownRegisterModel().name;
  const madeYear = Number(dayOf(now).slice(0, 4));
  const paper = await taxApplicationPdf({
    filedOn: dayOf(now),
    madeAt: now,
    taxpayer: {
      kind: organization.xinKind === "bin" ? "legal_entity" : "entrepreneur",
      xin: organization.xin,
      name: organization.name,
      headName: organization.headName,
    },
    reason: "registration",
    register: { model, madeYear, factoryNumber },
    place: cmd,
  });

  const write = async (tx: Tx): Promise<Answer> => {
    const before = await earlier(tx, tenantId, registerId, cmd);
    if (before) return before;
    const covered = await covers(tx, tenantId, cmd.tariffCode, now);
    if (!covered.ok) return covered;
    const name = `tax-application-${factoryNumber}.pdf`;
    const file = await storeFile(tx, {
      ...{ tenantId, bytes: paper, mediaType: "application/pdf", kind: "tax_application", name },
    });
    await insertRegister(tx, {
      ...{ tenantId, id: registerId, factoryNumber, model, madeYear, ...typedFields(cmd) },
      localityCode: cmd.localityCode ?? localityCodeOf(cmd.locality),
      status: "awaiting_signature",
      createdAt: now,
      createdBy: present(ctx.actor.id, "a register is created by an account"),
      applicationFileId: file.id,
    });
    const facts = { factoryNumber, tariffCode: cmd.tariffCode, taxOfficeCode: cmd.taxOfficeCode };
    await audit(tx, { ...ctx, act: "registers.created", subject: `register:${registerId}`, facts });
    return ok({ registerId });
  };
  try {
    return await withTenant(tenantId, write);
  } catch (thrown) {
    if (!isUniqueViolation(thrown)) throw thrown;
    return withTenant(tenantId, write); // the same form, sent at the same moment, was faster: this look finds its register
  }
}
