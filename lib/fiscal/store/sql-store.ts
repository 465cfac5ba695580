import { systemClock, systemRandomness } from "@/lib/config";
import { call, type Tx, withTenant } from "@/lib/db";
import { newId } from "@/lib/kernel";
import { isTurnTaken, readBasis } from "./basis";
import { takeDue } from "./due";
import { toSeal } from "./journal";
import type { FiscalStore, Written } from "./port";
import { changeToJson, type RegisterRow, stateToRow, toSituation } from "./rows";
import { statusOf } from "./stored-document";

type StateAnswer = {
  readonly now: string;
  readonly register: RegisterRow;
  readonly leased: boolean;
  readonly oldest_unsent_at: string | null;
  readonly known: { readonly input_hash: string; readonly document_id: string } | null;
  readonly holds: readonly string[];
};

const makeId = (): string => newId(systemClock, systemRandomness);

async function findSeal(tx: Tx, tenantId: string, id: string) {
  const row = await tx.fiscalSeal.findUnique({ where: { tenantId_id: { tenantId, id } } });
  if (!row) return null;
  const latest = await tx.fiscalAttempt.findFirst({
    where: { tenantId, sealId: id, body: { not: null } },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
  });
  const seal = toSeal(row);
  return { seal, lastBody: latest?.body ? new Uint8Array(latest.body) : seal.body };
}

/** The store in PostgreSQL: the hot path by functions, the rest by Prisma. */
export const sqlStore: FiscalStore = {
  async enroll(tenantId, registerId, first) {
    await call("app", "cabinet.fiscal_enroll", [tenantId, registerId, JSON.stringify(stateToRow(first))]);
  },

  async read(tenantId, registerId, caller) {
    const args = [tenantId, registerId, caller?.scope ?? null, caller?.key ?? null];
    const answer = await call<StateAnswer | null>("app", "cabinet.fiscal_state", args);
    if (answer === null) return null;
    const { known } = answer;
    return {
      situation: toSituation(answer.register, answer.now, answer.oldest_unsent_at, answer.leased),
      blocks: new Set(answer.holds),
      known: known && { inputHash: known.input_hash, documentId: known.document_id },
    };
  },

  async commit(tenantId, registerId, change) {
    const args = [tenantId, registerId, JSON.stringify(changeToJson(change, makeId))];
    try {
      return await call<Written>("app", "cabinet.fiscal_commit", args);
    } catch (error) {
      // Another register took the same receipt back meanwhile: nothing of ours was written.
      if (change.basis && isTurnTaken(error)) return { outcome: "lost" };
      throw error;
    }
  },

  async takeLease(tenantId, registerId, holder, ms) {
    const args = [tenantId, registerId, holder, ms];
    const epoch = await call<string | null>("app", "cabinet.fiscal_take_lease", args);
    return epoch === null ? null : Number(epoch);
  },

  takeDue,

  async release({ tenantId, registerId, epoch }, version, afterMs) {
    await call("app", "cabinet.fiscal_release", [tenantId, registerId, epoch, version, afterMs]);
  },

  document: (tenantId, registerId, documentId) =>
    withTenant(tenantId, async (tx) => {
      const where = { tenantId, registerId, id: documentId };
      const row = await tx.fiscalDocument.findFirst({ where, include: { settlements: true } });
      return row && statusOf(row);
    }),

  documentByNumber: (tenantId, registerId, number) =>
    withTenant(tenantId, async (tx) => {
      const where = { tenantId, registerId, number: BigInt(number) };
      const row = await tx.fiscalDocument.findFirst({ where, include: { settlements: true } });
      return row && statusOf(row);
    }),

  basis: (tenantId, reference) => withTenant(tenantId, (tx) => readBasis(tx, tenantId, reference)),

  seal: (tenantId, sealId) => withTenant(tenantId, (tx) => findSeal(tx, tenantId, sealId)),
};
