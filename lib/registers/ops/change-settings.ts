import { audit, type Ctx } from "@/lib/audit";
import { withTenant } from "@/lib/db";
import { err, ok, type Result } from "@/lib/kernel";
import type { RegistersError } from "../errors";
import { type ChangeSettings, type RegisterSettings, registerSettings } from "../input";
import { changeRegister, lockRegister } from "../store/register";

const said = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Changes what the owner sets for a register; what is not named stays. Holds from the next document on. */
export function changeSettings(
  ctx: Ctx,
  cmd: ChangeSettings,
): Promise<Result<{ readonly settings: RegisterSettings }, RegistersError>> {
  const { tenantId } = ctx;
  return withTenant(tenantId, async (tx): Promise<Result<{ readonly settings: RegisterSettings }, RegistersError>> => {
    const register = await lockRegister(tx, tenantId, cmd.registerId);
    if (!register) return err({ code: "not_found" });
    const before = registerSettings.parse(register.settings);
    const given = Object.entries(cmd.settings).filter(([, value]) => value !== undefined);
    const settings = registerSettings.parse({ ...before, ...Object.fromEntries(given) });
    await changeRegister(tx, register, { settings });
    const facts = Object.fromEntries(
      given.flatMap(([name, value]) => {
        const old = said(Reflect.get(before, name));
        return old === said(value) ? [] : [[name, `${old} → ${said(value)}`]];
      }),
    );
    const subject = `register:${register.id}`;
    await audit(tx, { ...ctx, act: "registers.settings_changed", subject, facts });
    return ok({ settings });
  });
}
