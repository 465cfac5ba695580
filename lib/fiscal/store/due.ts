import { call, withSystem } from "@/lib/db";
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
