import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/kernel";
import type { AlreadyDecided } from "../errors";
import { lockRegister } from "./register";

const verdictOf = (text: string): AlreadyDecided["verdict"] => {
  invariant(text === "approved" || text === "rejected", "a stored verdict is in the list");
  return text;
};

/**
 * Finds a card by its id alone, for the administration, and keeps its register from changing until this transaction ends. The
 * decision is read under that lock: of two admins the second sees the word of the first.
 */
export async function lockCard(tx: Tx, cardId: string) {
  const known = await tx.registerCard.findUnique({
    where: { id: cardId },
    select: { tenantId: true, registerId: true },
  });
  if (!known) return null;
  const register = await lockRegister(tx, known.tenantId, known.registerId);
  const card = await tx.registerCard.findUnique({ where: { id: cardId }, include: { decision: true } });
  invariant(register !== null && card !== null, "a card has its register");
  const { decision } = card;
  const decided: AlreadyDecided | null = decision && {
    code: "registers.already_decided",
    verdict: verdictOf(decision.verdict),
    by: decision.decidedByName,
    decidedAt: decision.decidedAt,
  };
  return { register, card, decided };
}

type NewCard = Parameters<Tx["registerCard"]["create"]>[0]["data"];

/** Keeps one try to pass moderation. The register must be locked: the tries are counted. */
export async function insertCard(
  tx: Tx,
  card: Omit<NewCard, "attempt" | "register"> & { tenantId: string; registerId: string },
): Promise<number> {
  const { tenantId, registerId } = card;
  const attempt = (await tx.registerCard.count({ where: { tenantId, registerId } })) + 1;
  await tx.registerCard.create({ data: { ...card, attempt }, select: { id: true } });
  return attempt;
}

export type Decision = {
  readonly tenantId: string;
  readonly cardId: string;
  readonly verdict: AlreadyDecided["verdict"];
  readonly reason?: string;
  readonly decidedAt: Date;
  readonly decidedBy: string;
  readonly decidedByName: string;
};

/** Keeps the word about a card, once. */
export async function insertDecision(tx: Tx, decision: Decision): Promise<void> {
  await tx.registerDecision.create({ data: decision, select: { cardId: true } });
}
