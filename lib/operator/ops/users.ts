import { audit, type Ctx } from "@/lib/audit";
import { systemClock } from "@/lib/config";
import { withTenant } from "@/lib/db";
import { err, ok, type Result } from "@/lib/kernel";
import type { EditUser } from "../input";
import { updateUser, writeVisit } from "../store/client";
import type { OperatorError } from "./error";

/** Changes how a user of the same client is written down. The number stays for good: registers send it. */
export async function editUser(ctx: Ctx, cmd: EditUser): Promise<Result<undefined, OperatorError>> {
  const { tenantId } = ctx;
  const { number, name, position } = cmd;
  return withTenant(tenantId, async (tx): Promise<Result<undefined, OperatorError>> => {
    if (!(await updateUser(tx, tenantId, cmd))) return err({ code: "operator.user_unknown" });
    await audit(tx, {
      ...ctx,
      act: "operator.user_changed",
      subject: `portal_user:${number}`,
      facts: { name, position },
    });
    return ok(undefined);
  });
}

/** Notes when an account was last here. */
export const noteVisit = (tenantId: string, accountId: string): Promise<void> =>
  withTenant(tenantId, (tx) => writeVisit(tx, tenantId, accountId, systemClock.now()));
