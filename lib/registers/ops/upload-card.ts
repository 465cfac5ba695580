import { audit, type Ctx } from "@/lib/audit";
import { type Tx, withTenant } from "@/lib/db";
import { taxOffice } from "@/lib/directory";
import { type AcceptedFile, acceptUpload, storeFile } from "@/lib/files";
import { err, newId, ok, present, type Result } from "@/lib/kernel";
import { dayNotAhead } from "../core/card";
import { registerCan } from "../core/guards";
import { tokenTail } from "../core/token";
import { type RegistersDeps, registersDeps } from "../deps";
import type { RegistersError } from "../errors";
import type { UploadCard } from "../input";
import { insertCard } from "../store/card";
import {
  changeRegister,
  findRegister,
  lockRegister,
  ofdRegisterIdTaken,
  registrationNumberTaken,
} from "../store/register";
import { encryptOfdToken } from "../store/token";

type Answer = Result<{ registerId: string; cardId: string }, RegistersError>;

/** A scan as it arrived, before anyone looked into it. */
export type Scan = { readonly bytes: Uint8Array; readonly name: string };

/**
 * Sends the registration card to moderation: the scan and what was typed from it. A refused card locks nothing, so the same
 * РНМ may come again; one that works elsewhere is refused at once.
 */
export async function uploadCard(ctx: Ctx, cmd: UploadCard, scan: Scan, deps = registersDeps): Promise<Answer> {
  const { tenantId } = ctx;
  const inTime = dayNotAhead(cmd.registeredOn, deps.clock.now());
  if (!inTime.ok) return inTime;
  if (!taxOffice(cmd.taxOfficeCode)) return err({ code: "registers.office_unknown" });
  const register = await withTenant(tenantId, (tx) => findRegister(tx, tenantId, cmd.registerId));
  if (!register) return err({ code: "not_found" });
  const allowed = registerCan.submitCard(register);
  if (!allowed.ok) return allowed;
  const accepted = await acceptUpload(scan.bytes, scan.name);
  if (!accepted.ok) return accepted;
  return withTenant(tenantId, (tx) => submit(tx, ctx, cmd, accepted.value, deps));
}

async function submit(tx: Tx, ctx: Ctx, cmd: UploadCard, scan: AcceptedFile, deps: RegistersDeps): Promise<Answer> {
  const { tenantId } = ctx;
  const { registerId, ofdToken, ...typed } = cmd;
  const register = await lockRegister(tx, tenantId, registerId);
  if (!register) return err({ code: "not_found" });
  const next = registerCan.submitCard(register);
  if (!next.ok) return next;
  if (await registrationNumberTaken(tx, tenantId, registerId, typed.registrationNumber))
    return err({ code: "registers.number_taken" });
  if (await ofdRegisterIdTaken(tx, tenantId, registerId, typed.ofdRegisterId))
    return err({ code: "registers.ofd_id_taken" });

  const now = deps.clock.now();
  const cardId = newId(deps.clock, deps.randomness);
  const file = await storeFile(tx, { tenantId, kind: "card_scan", ...scan });
  const kept = {
    registrationNumber: typed.registrationNumber,
    registeredOn: new Date(`${typed.registeredOn}T00:00:00Z`),
    ofdRegisterId: typed.ofdRegisterId,
    ofdCashierId: typed.ofdCashierId,
    ofdTokenCipher: encryptOfdToken(tenantId, registerId, ofdToken),
  };
  const attempt = await insertCard(tx, {
    ...{ tenantId, id: cardId, registerId, ...kept, taxOfficeCode: typed.taxOfficeCode },
    ...{ tokenTail: tokenTail(ofdToken), scanFileId: file.id, submittedAt: now, submittedByName: ctx.actorName },
    submittedBy: present(ctx.actor.id, "a card is sent by an account"),
  });
  await changeRegister(tx, register, { ...kept, cardId, status: next.value });
  const facts = {
    registrationNumber: typed.registrationNumber,
    attempt,
    ofdRegisterId: typed.ofdRegisterId.toString(),
  };
  await audit(tx, { ...ctx, act: "registers.card_submitted", subject: `register:${registerId}`, facts });
  return ok({ registerId, cardId });
}
