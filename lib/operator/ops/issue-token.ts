import { audit, type Ctx } from "@/lib/audit";
import { systemClock, systemRandomness } from "@/lib/config";
import { withTenant } from "@/lib/db";
import { err, ok, type Result } from "@/lib/kernel";
import { nextStatus } from "../core/status";
import { holdOwnRegister, writeState, writeToken } from "../store/register";
import { drawToken, openToken } from "../store/token";
import type { OperatorError } from "./error";

/**
 * Issues a new token and shows it this once; the one before stops working. What was answered last stays, so a register whose answer
 * was lost still hears it under its old token (ofd-protocol §10 row 6). A register that was blocked for an outdated token works
 * again.
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
    const isOutdated = held.status === "blocked" && held.blockCause === "token";
    if (held.status !== "active" && !isOutdated) return err({ code: "operator.wrong_status", status: held.status });
    const known = [held.tokenCipher, held.lastTokenCipher].map((cipher) =>
      cipher ? openToken(tenantId, registerId, cipher) : null,
    );
    const token = drawToken(systemRandomness, known);
    const now = systemClock.now();
    await writeToken(tx, tenantId, registerId, token, now);
    if (isOutdated) {
      const moved = nextStatus(held.status, "unblock");
      if (!moved.ok) return moved;
      await writeState(tx, tenantId, registerId, { status: moved.value, block: null, now });
    }
    const facts = { tail: String(token).slice(-2) };
    await audit(tx, { ...ctx, act: "operator.token_issued", subject: `ofd_register:${registerId}`, facts });
    return ok({ token: String(token) });
  });
}
