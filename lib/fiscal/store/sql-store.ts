import { systemClock, systemRandomness } from "@/lib/config";
import { call, type Tx, withTenant } from "@/lib/db";
import { newId } from "@/lib/kernel";
import { isTurnTaken, readBasis } from "./basis";
import { takeDue } from "./due";
import { toSeal } from "./journal";
import type { DocumentStatus, FiscalStore, Written } from "./port";
import { changeToJson, type RegisterRow, stateToRow, toSituation } from "./rows";
import { type FoundDocument, foundStatus } from "./stored-document";

type StateAnswer = {
  readonly now: string;
  readonly register: RegisterRow;
  readonly leased: boolean;
  readonly oldest_unsent_at: string | null;
  readonly known: { readonly input_hash: string; readonly document_id: string } | null;
  readonly holds: readonly string[];
  readonly facts_stamp: string | null;
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

async function findDocument(args: readonly unknown[]): Promise<DocumentStatus | null> {
  const found = await call<FoundDocument | null>("app", "cabinet.fiscal_document_found", args);
  return found && foundStatus(found);
}

/** The store in PostgreSQL: the hot path by functions, the rest by Prisma. */
export const sqlStore: FiscalStore = {
  async enroll(tenantId, registerId, first) {
    await call("app", "cabinet.fiscal_enroll", [tenantId, registerId, JSON.stringify(stateToRow(first))]);
  },

  async read(tenantId, registerId, caller, worker) {
    const asked = [caller?.scope ?? null, caller?.key ?? null, worker !== undefined, worker?.accountId ?? null];
    const answer = await call<StateAnswer | null>("app", "cabinet.fiscal_reading", [tenantId, registerId, ...asked]);
    if (answer === null) return null;
    const { known } = answer;
    return {
      situation: toSituation(answer.register, answer.now, answer.oldest_unsent_at, answer.leased),
      blocks: new Set(answer.holds),
      known: known && { inputHash: known.input_hash, documentId: known.document_id },
      ...(answer.facts_stamp === null ? {} : { factsStamp: answer.facts_stamp }),
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

  document: (tenantId, registerId, documentId) => findDocument([tenantId, registerId, documentId, null]),

  documentByNumber: (tenantId, registerId, number) => findDocument([tenantId, registerId, null, number]),

  basis: (tenantId, reference) => withTenant(tenantId, (tx) => readBasis(tx, tenantId, reference)),

  seal: (tenantId, sealId) => withTenant(tenantId, (tx) => findSeal(tx, tenantId, sealId)),
};
