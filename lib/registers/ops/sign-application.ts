import { audit, type Ctx } from "@/lib/audit";
import { accountIin } from "@/lib/auth";
import { withTenant } from "@/lib/db";
import { storeSignature } from "@/lib/eds";
import { readFile } from "@/lib/files";
import { err, ok, present, type Result } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import { registerCan } from "../core/guards";
import { registersDeps } from "../deps";
import type { RegistersError } from "../errors";
import type { SignApplication } from "../input";
import { changeRegister, findRegister, lockRegister } from "../store/register";

/**
 * Takes the signature under the stored tax application: over those very bytes, by a key of this organisation. Checking asks
 * revocation lists, so it happens outside the transaction; the status is looked at again inside.
 */
export async function signApplication(
  ctx: Ctx,
  { registerId, cms }: SignApplication,
  deps = registersDeps,
): Promise<Result<{ registerId: string }, RegistersError>> {
  const { tenantId } = ctx;
  const wanted = await withTenant(tenantId, async (tx) => {
    const register = await findRegister(tx, tenantId, registerId);
    if (!register) return null;
    const paper = present(await readFile(tx, tenantId, register.applicationFileId), "a register has its application");
    return {
      register,
      paper,
      organization: present(await organizationProfile(tx, tenantId), "a tenant is an organisation"),
      iin: ctx.actor.kind === "account" && ctx.actor.id ? await accountIin(tx, ctx.actor.id) : null,
    };
  });
  if (!wanted) return err({ code: "not_found" });
  const allowed = registerCan.signApplication(wanted.register);
  if (!allowed.ok) return allowed;
  const { xin, xinKind } = wanted.organization;
  const verified = await deps.verifyDocument({
    content: wanted.paper.bytes,
    cms,
    mustBe: { xin, bin: xinKind === "bin", iin: wanted.iin },
  });
  if (!verified.ok) return verified;

  return withTenant(tenantId, async (tx): Promise<Result<{ registerId: string }, RegistersError>> => {
    const register = await lockRegister(tx, tenantId, registerId);
    if (!register) return err({ code: "not_found" });
    const still = registerCan.signApplication(register);
    if (!still.ok) return still;
    const signatureId = await storeSignature(tx, {
      ...{ tenantId, subject: "tax_application", fileId: wanted.paper.id, verified: verified.value },
    });
    await changeRegister(tx, register, {
      status: still.value,
      applicationSignatureId: signatureId,
      applicationSignedAt: verified.value.verifiedAt,
    });
    const facts = { signer: verified.value.signer.fullName, sha256: wanted.paper.sha256, signatureId };
    await audit(tx, { ...ctx, act: "registers.application_signed", subject: `register:${registerId}`, facts });
    return ok({ registerId });
  });
}
