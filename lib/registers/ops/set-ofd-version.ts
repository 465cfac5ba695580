import { audit, type Ctx } from "@/lib/audit";
import { withTenant } from "@/lib/db";
import { err, ok, type Result } from "@/lib/kernel";
import type { RegistersError } from "../errors";
import type { SetOfdVersion } from "../input";
import { changeRegister, lockRegister } from "../store/register";

/** Sets the version of the protocol that a register speaks, from its next message on; a frame that is out keeps its own. */
export function setOfdVersion(
  ctx: Ctx,
  { registerId, version }: SetOfdVersion,
): Promise<Result<{ readonly version: number }, RegistersError>> {
  return withTenant(ctx.tenantId, async (tx): Promise<Result<{ readonly version: number }, RegistersError>> => {
    const register = await lockRegister(tx, ctx.tenantId, registerId);
    if (!register) return err({ code: "not_found" });
    await changeRegister(tx, register, { ofdVersion: version });
    const facts = { before: register.ofdVersion, after: version };
    await audit(tx, { ...ctx, act: "registers.ofd_version_set", subject: `register:${registerId}`, facts });
    return ok({ version });
  });
}
