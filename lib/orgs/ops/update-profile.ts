import { audit, type Ctx } from "@/lib/audit";
import { systemClock } from "@/lib/config";
import { withTenant } from "@/lib/db";
import { dayOf, ok, type Result } from "@/lib/kernel";
import { checkVatDay, type Vat } from "../core/details";
import { setDivisions, setVat } from "../store/organization";

/** Changes «Плательщик НДС» and its certificate. Receipts follow from the next one on. */
export async function updateVat(
  ctx: Ctx,
  { vat }: { readonly vat: Vat | null },
): Promise<Result<undefined, { readonly code: "field.date_future" }>> {
  const day = checkVatDay(vat, dayOf(systemClock.now()));
  if (!day.ok) return day;
  await withTenant(ctx.tenantId, async (tx) => {
    await setVat(tx, ctx.tenantId, vat);
    const facts = vat ? { payer: true, ...vat } : { payer: false };
    await audit(tx, { ...ctx, act: "orgs.vat_changed", subject: `organization:${ctx.tenantId}`, facts });
  });
  return ok(undefined);
}

/** Switches «Вести учет по подразделениям». */
export async function updateDivisions(
  ctx: Ctx,
  { divisions }: { readonly divisions: boolean },
): Promise<Result<undefined, never>> {
  await withTenant(ctx.tenantId, async (tx) => {
    await setDivisions(tx, ctx.tenantId, divisions);
    await audit(tx, {
      ...ctx,
      act: "orgs.divisions_changed",
      subject: `organization:${ctx.tenantId}`,
      facts: { divisions },
    });
  });
  return ok(undefined);
}
