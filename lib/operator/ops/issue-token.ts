import { audit, type Ctx } from "@/lib/audit";
import { systemClock, systemRandomness } from "@/lib/config";
import { withTenant } from "@/lib/db";
import { err, ok, type Result } from "@/lib/kernel";
import { holdOwnRegister, writeToken } from "../store/register";
import { drawToken, openToken } from "../store/token";
import type { OperatorError } from "./error";

/**
 * Issues a new token and shows it this once; the one before stops working. What was answered last stays, so a register whose answer
 * was lost still hears it under its old token (ofd-protocol §10 row 6).
 */
export async function issueToken(
  ctx: Ctx,
  cmd: { readonly registerId: number },
): Promise<Result<{ token: string }, OperatorError>> {
  const { tenantId } = ctx;
  const { registerId } = cmd;
  return withTenant(tenantId, async (tx): Promise<Result<{ token: string }, OperatorError>> => {
    const held = await holdOwnRegister(tx, tenantId, registerId);
    if (!held) return err({ code: "operator.register_unknown" });
    if (held.status === "draft" || held.status === "registered") return err({ code: "operator.tariff_needed" });
    if (held.status !== "active") return err({ code: "operator.wrong_status", status: held.status });
    const known = [held.tokenCipher, held.lastTokenCipher].map((cipher) =>
      cipher ? openToken(tenantId, registerId, cipher) : null,
    );
    const token = drawToken(systemRandomness, known);
    await writeToken(tx, tenantId, registerId, token, systemClock.now());
    const facts = { tail: String(token).slice(-2) };
    await audit(tx, { ...ctx, act: "operator.token_issued", subject: `ofd_register:${registerId}`, facts });
    return ok({ token: String(token) });
  });
}
