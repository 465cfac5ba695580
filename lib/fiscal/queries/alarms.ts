import { withSystem, withTenant } from "@/lib/db";
import { isId } from "@/lib/kernel";
import type { Difference } from "../core/reconcile";
import { type StoredAlarm, toAlarm } from "../store/alarms";

/** An alarm as pages show it. */
export type AlarmView = Omit<StoredAlarm, "facts"> & {
  readonly differences: readonly Difference[];
  /** Result code of the operator, where an answer raised it. */
  readonly code: number | null;
  /** Number of the document it is about, where it is about one. */
  readonly number: number | null;
};

const whole = (value: unknown): number | null => (typeof value === "number" ? value : null);

const toView = ({ facts, ...alarm }: StoredAlarm): AlarmView => ({
  ...alarm,
  differences: Array.isArray(facts.differences) ? (facts.differences as Difference[]) : [], // cast: as it was raised
  code: whole(facts.code),
  number: whole(facts.number),
});

/** The open alarms of a register, oldest first. */
export async function registerAlarms(tenantId: string, registerId: string): Promise<readonly AlarmView[]> {
  if (!isId(registerId)) return [];
  const where = { tenantId, registerId, closedAt: null };
  const rows = await withTenant(tenantId, (tx) => tx.fiscalAlarm.findMany({ where, orderBy: { at: "asc" } }));
  return rows.map((row) => toView(toAlarm(row)));
}

/** In what the operator's Z differs from ours, open or closed; empty where it agrees or the document is no Z. */
export async function zDifferences(
  tenantId: string,
  registerId: string,
  documentId: string,
): Promise<readonly Difference[]> {
  if (!isId(registerId) || !isId(documentId)) return [];
  const where = { tenantId, registerId, kind: "z_differs", subject: documentId };
  const row = await withTenant(tenantId, (tx) => tx.fiscalAlarm.findFirst({ where }));
  return row ? toView(toAlarm(row)).differences : [];
}

/** The open alarms of these registers of any organisations, for the administration. */
export async function alarmsOf(registerIds: readonly string[]): Promise<readonly AlarmView[]> {
  const where = { registerId: { in: [...registerIds] }, closedAt: null };
  const rows = await withSystem((tx) => tx.fiscalAlarm.findMany({ where, orderBy: { at: "asc" } }));
  return rows.map((row) => toView(toAlarm(row)));
}
