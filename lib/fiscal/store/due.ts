import { call, type Tx, withSystem, withTenant } from "@/lib/db";
import { present } from "@/lib/kernel";
import type { Lease } from "./port";

type Due = {
  readonly tenant_id: string;
  readonly register_id: string;
  readonly epoch: number;
  readonly operator: string | null;
};

/** Leases registers of any organisation whose queue is due, longest waiting first; none of operators that are busy. */
export async function takeDue(
  holder: string,
  ms: number,
  howMany: number,
  busy: readonly string[] = [],
): Promise<readonly Lease[]> {
  const rows: readonly Due[] = await call("system", "cabinet.fiscal_take_due", [holder, ms, howMany, busy]);
  return rows.map(({ tenant_id: tenantId, register_id: registerId, epoch, operator }) => ({
    ...{ tenantId, registerId, epoch, operator },
  }));
}

/** Registers of all organisations that ever worked, for the nightly check. */
export const registersToCheck = (): Promise<readonly { readonly tenantId: string; readonly registerId: string }[]> =>
  withSystem((tx) => tx.transmissionQueue.findMany({ select: { tenantId: true, registerId: true } }));

/** A shift that is open, of a register whose owner set a time to close it. */
export type OpenShift = {
  readonly tenantId: string;
  readonly registerId: string;
  readonly shiftId: string;
  readonly openedAt: Date;
  /** `23:30` of Almaty. */
  readonly autoCloseAt: string;
};

type OpenRow = {
  readonly tenant_id: string;
  readonly register_id: string;
  readonly shift_id: string;
  readonly opened_at: Date;
  readonly auto_close_at: string;
};

/** Open shifts that the clock may close, of every organisation. */
export async function shiftsWithClock(): Promise<readonly OpenShift[]> {
  const rows = await withSystem(
    (tx) => tx.$queryRaw<OpenRow[]>`
      SELECT s.tenant_id, s.register_id, s.id AS shift_id, s.opened_at, r.settings ->> 'autoCloseAt' AS auto_close_at
      FROM cabinet.fiscal_shift s JOIN cabinet.register r ON r.tenant_id = s.tenant_id AND r.id = s.register_id
      WHERE s.closed_at IS NULL AND r.status = 'active' AND r.settings ->> 'autoCloseAt' IS NOT NULL ORDER BY s.opened_at`,
  );
  return rows.map((row) => ({
    ...{ tenantId: row.tenant_id, registerId: row.register_id, shiftId: row.shift_id },
    ...{ openedAt: row.opened_at, autoCloseAt: row.auto_close_at },
  }));
}

/** Who worked last at a register, as its documents say. */
export const lastCashierName = (tenantId: string, registerId: string): Promise<string> =>
  withTenant(tenantId, async (tx) => {
    const where = { tenantId, registerId };
    const last = await tx.fiscalDocument.findFirst({
      ...{ where, orderBy: { number: "desc" }, select: { cashierName: true } },
    });
    return last?.cashierName ?? "";
  });

/** The database's fiscal clock, inside a transaction. */
export async function fiscalClock(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT cabinet.fiscal_now() AS now`;
  return present(row, "a clock answers").now;
}

/** The database's fiscal clock. */
export const fiscalNow = (): Promise<Date> => withSystem(fiscalClock);
