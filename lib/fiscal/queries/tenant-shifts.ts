import { withTenant } from "@/lib/db";
import { isId, limits, tiyn } from "@/lib/kernel";
import type { ShiftRow } from "./views";

export type TenantShift = ShiftRow & { readonly id: string; readonly registerId: string };

export type ShiftFilter = { readonly from?: Date; readonly to?: Date };

/** Shifts of several registers together that were opened in a span, newest first, page by page. */
export async function tenantShifts(
  tenantId: string,
  registerIds: readonly string[],
  { from, to }: ShiftFilter,
  { after, pageRows }: { readonly after?: string; readonly pageRows?: number } = {},
): Promise<{ readonly rows: readonly TenantShift[]; readonly next: string | null }> {
  if (!registerIds.every(isId)) return { rows: [], next: null };
  const take = Math.min(Math.max(1, pageRows ?? 50), limits.exportRowsMax);
  return withTenant(tenantId, async (tx) => {
    const last =
      after !== undefined && isId(after)
        ? await tx.fiscalShift.findUnique({ where: { tenantId_id: { tenantId, id: after } } })
        : null;
    const until = last ? { lte: last.openedAt } : {};
    const rows = await tx.fiscalShift.findMany({
      where: {
        ...{ tenantId, registerId: { in: [...registerIds] } },
        openedAt: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}), ...until },
        ...(last ? { OR: [{ openedAt: { lt: last.openedAt } }, { id: { lt: last.id } }] } : {}),
      },
      orderBy: [{ openedAt: "desc" }, { id: "desc" }],
      take: take + 1,
    });
    const page = rows.slice(0, take);
    return {
      next: rows.length > take ? (page.at(-1)?.id ?? null) : null,
      rows: page.map(({ id, registerId, number, openedAt, closedAt, documents, revenueTiyn, zReportId }) => ({
        ...{ id, registerId, number, openedAt, closedAt, documents, revenueTiyn: tiyn(revenueTiyn), zReportId },
      })),
    };
  });
}
