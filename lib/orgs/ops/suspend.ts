import { audit, type Ctx } from "@/lib/audit";
import { withSystem } from "@/lib/db";
import { err, ok, type Result } from "@/lib/kernel";
import { nextStatus, type OrganizationStatusError } from "../core/status";
import { readOrganization, setStatus } from "../store/organization";

export type StatusChangeError = OrganizationStatusError | { readonly code: "not_found" };

type Change = {
  readonly organizationId: string;
  readonly event: "suspend" | "restore";
  readonly reason: string | null;
};

async function change(
  ctx: Ctx,
  { organizationId, event, reason }: Change,
): Promise<Result<undefined, StatusChangeError>> {
  return withSystem(async (tx) => {
    const organization = await readOrganization(tx, organizationId, true);
    if (!organization) return err({ code: "not_found" });
    const next = nextStatus(organization.status, event);
    if (!next.ok) return next;
    await setStatus(tx, organizationId, next.value, reason);
    const act = event === "suspend" ? "orgs.suspended" : "orgs.restored";
    const record = { ...ctx, tenantId: organizationId, act, subject: `organization:${organizationId}` };
    await audit(tx, { ...record, facts: reason ? { reason } : {} });
    return ok(undefined);
  });
}

/** Suspends an organisation; its people read the reason. */
export const suspendOrganization = (
  ctx: Ctx,
  cmd: { readonly organizationId: string; readonly reason: string },
): Promise<Result<undefined, StatusChangeError>> => change(ctx, { ...cmd, event: "suspend" });

/** Lets a suspended organisation work again. */
export const restoreOrganization = (
  ctx: Ctx,
  cmd: { readonly organizationId: string },
): Promise<Result<undefined, StatusChangeError>> => change(ctx, { ...cmd, event: "restore", reason: null });
