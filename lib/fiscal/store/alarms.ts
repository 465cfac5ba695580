import { audit, type Ctx } from "@/lib/audit";
import { type Tx, withTenant } from "@/lib/db";
import type { CloseAlarm } from "../input";
import { fiscalClock } from "./due";
import type { AlarmKind } from "./port";

type Row = Awaited<ReturnType<Tx["fiscalAlarm"]["findMany"]>>[number];

/** An alarm as it is stored. `differences` where two books were compared. */
export type StoredAlarm = {
  readonly tenantId: string;
  readonly registerId: string;
  readonly kind: AlarmKind;
  readonly subject: string;
  readonly at: Date;
  readonly facts: Readonly<Record<string, unknown>>;
};

export const toAlarm = (row: Row): StoredAlarm => ({
  ...{ tenantId: row.tenantId, registerId: row.registerId, subject: row.subject, at: row.at },
  kind: row.kind as AlarmKind, // cast: the table's check
  facts: row.facts as StoredAlarm["facts"], // cast: jsonb of `Alarm.facts`
});

/** Closes an open alarm with an admin's reason; answers whether there was one. Raised again, it opens again. */
export const closeStoredAlarm = (ctx: Ctx, { registerId, kind, subject, reason }: CloseAlarm): Promise<boolean> =>
  withTenant(ctx.tenantId, async (tx) => {
    const where = { tenantId: ctx.tenantId, registerId, kind, subject, closedAt: null };
    const { count } = await tx.fiscalAlarm.updateMany({ where, data: { closedAt: await fiscalClock(tx) } });
    if (count > 0)
      await audit(tx, {
        ...{ ...ctx, act: "fiscal.alarm_closed", subject: `register:${registerId}` },
        facts: { kind, subject, reason },
      });
    return count > 0;
  });
