import { systemClock, systemRandomness } from "@/lib/config";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/kernel";

/** Who did it: a signed-in account, the service itself, a visitor without an account, or a register. */
export type Actor = { readonly kind: "account" | "system" | "visitor" | "register"; readonly id: string | null };

/** Who acts, for which tenant, in which request. Every op takes one first; a tenant is never read from a form. */
export type Ctx = {
  readonly tenantId: string;
  readonly actor: Actor;
  /** As people know the actor: printed on documents, shown in lists. */
  readonly actorName: string;
  readonly requestId: string;
};

export const SYSTEM_ACTOR: Actor = { kind: "system", id: null };

export type AuditRecord = {
  readonly tenantId: string | null;
  readonly actor: Actor;
  /** What was done, `room.act`, e.g. `registers.approved`. */
  readonly act: string;
  /** What it was done to, `kind:id`. */
  readonly subject: string;
  /** Numbers and names that a later reader needs; no secrets. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  readonly requestId?: string;
};

/** Writes one audit entry in the caller's transaction: it stands if and only if the act stands. */
export async function audit(tx: Tx, record: AuditRecord): Promise<void> {
  const id = newId(systemClock, systemRandomness);
  await tx.$executeRaw`SELECT common.audit_write(${id}::uuid, ${record.tenantId}::uuid, ${record.actor.kind}, ${record.actor.id},
    ${record.act}, ${record.subject}, ${JSON.stringify(record.facts ?? {})}::jsonb, ${record.requestId ?? null})`;
}
