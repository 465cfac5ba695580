import { withTenant } from "@/lib/db";
import { isId, type Tiyn, tiyn } from "@/lib/kernel";

/** The newest shift of a register, open or closed. */
export type LastShift = {
  readonly number: number;
  /** Sales less returns. */
  readonly revenueTiyn: Tiyn;
  readonly closedAt: Date | null;
  readonly zReportId: string | null;
  /** Nobody closed it by hand: its time had come. */
  readonly byClock: boolean;
};

/** The shift that stands on top of the till. Null where the register never had one. */
export function lastShift(tenantId: string, registerId: string): Promise<LastShift | null> {
  if (!isId(registerId)) return Promise.resolve(null);
  return withTenant(tenantId, async (tx) => {
    const found = await tx.fiscalShift.findFirst({ where: { tenantId, registerId }, orderBy: { number: "desc" } });
    if (!found) return null;
    const { number, closedAt, zReportId } = found;
    // The service closes under nobody's name in the journal; the paper carries that of who worked last.
    const byNobody =
      zReportId && (await tx.fiscalDocument.count({ where: { tenantId, id: zReportId, cashierId: null } }));
    return { number, revenueTiyn: tiyn(found.revenueTiyn), closedAt, zReportId, byClock: Boolean(byNobody) };
  });
}
