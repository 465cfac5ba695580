import { balanceTiyn, tariff } from "@/lib/billing";
import { systemClock } from "@/lib/config";
import { type Tx, withSystem } from "@/lib/db";
import { readSignature } from "@/lib/eds";
import { readFile, type StoredFile } from "@/lib/files";
import { dayOf, isId, limits, present, startOfDay, type Tiyn } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import type { RegisterAddress } from "../core/address";
import type { RegisterStatus } from "../core/status";
import { storedStatus } from "../store/profile";

/** A card that waits for its word. */
export type QueueRow = {
  readonly cardId: string;
  readonly organization: string;
  readonly xin: string;
  readonly address: RegisterAddress;
  readonly registrationNumber: string;
  readonly attempt: number;
  readonly submittedAt: Date;
};

export type ModerationEvent =
  | { readonly kind: "signed"; readonly at: Date; readonly by: string }
  | { readonly kind: "submitted"; readonly at: Date; readonly by: string; readonly attempt: number }
  | { readonly kind: "approved"; readonly at: Date; readonly by: string }
  | { readonly kind: "rejected"; readonly at: Date; readonly by: string; readonly reason: string };

/** What the owner typed with a card. */
export type CardFields = {
  readonly registrationNumber: string;
  readonly registeredOn: Date;
  readonly taxOfficeCode: string;
  readonly ofdRegisterId: string;
  readonly ofdCashierId: string;
  readonly tokenTail: string;
};

/** A card beside everything that it is compared with. */
export type ModerationCard = QueueRow & {
  readonly registerId: string;
  readonly registerName: string;
  readonly factoryNumber: string;
  readonly status: RegisterStatus;
  readonly tariffName: { readonly ru: string; readonly kk: string; readonly en: string };
  readonly priceTiyn: Tiyn;
  readonly balanceTiyn: Tiyn;
  readonly fields: CardFields;
  /** The try before this one, to show what changed. */
  readonly before: CardFields | null;
  readonly scan: { readonly name: string; readonly mediaType: string; readonly size: number };
  readonly decision: {
    readonly verdict: "approved" | "rejected";
    readonly by: string;
    readonly decidedAt: Date;
    readonly reason: string | null;
  } | null;
  /** Newest first. */
  readonly history: readonly ModerationEvent[];
};

export type ModerationPace = { readonly decidedToday: number; readonly averageMinutes: number | null };

const REGISTER = { include: { register: true } } as const;

async function queueRow(
  tx: Tx,
  card: {
    tenantId: string;
    id: string;
    registrationNumber: string;
    attempt: number;
    submittedAt: Date;
    register: RegisterAddress;
  },
): Promise<QueueRow> {
  const organization = present(await organizationProfile(tx, card.tenantId), "a tenant is an organisation");
  const { locality, street, house, flat } = card.register;
  return {
    cardId: card.id,
    organization: organization.name,
    xin: organization.xin,
    address: { locality, street, house, flat },
    registrationNumber: card.registrationNumber,
    attempt: card.attempt,
    submittedAt: card.submittedAt,
  };
}

/** Cards without a word, the longest waiting first. Only the last card of a register waits. */
export function moderationQueue(): Promise<readonly QueueRow[]> {
  return withSystem(async (tx) => {
    const waiting = await tx.registerCard.findMany({
      where: { decision: null, register: { status: "in_moderation" } },
      ...REGISTER,
      orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
      take: limits.tablePageRowsMax,
    });
    const rows: QueueRow[] = [];
    for (const card of waiting) if (card.register.cardId === card.id) rows.push(await queueRow(tx, card));
    return rows;
  });
}

/** How many cards wait, for the number in the bar. */
export const moderationCount = (): Promise<number> =>
  withSystem((tx) => tx.register.count({ where: { status: "in_moderation" } }));

/** How fast the administration answers today. */
export function moderationPace(): Promise<ModerationPace> {
  const since = startOfDay(dayOf(systemClock.now()));
  return withSystem(async (tx) => {
    const today = await tx.registerDecision.findMany({
      where: { decidedAt: { gte: since } },
      select: { decidedAt: true, card: { select: { submittedAt: true } } },
      take: limits.exportRowsMax,
    });
    const waited = today.map(({ decidedAt, card }) => decidedAt.getTime() - card.submittedAt.getTime());
    const average = waited.reduce((sum, each) => sum + each, 0) / Math.max(1, waited.length);
    return { decidedToday: today.length, averageMinutes: waited.length > 0 ? Math.round(average / 60_000) : null };
  });
}

const fieldsOf = (card: {
  registrationNumber: string;
  registeredOn: Date;
  taxOfficeCode: string;
  ofdRegisterId: bigint;
  ofdCashierId: string;
  tokenTail: string;
}): CardFields => ({
  registrationNumber: card.registrationNumber,
  registeredOn: card.registeredOn,
  taxOfficeCode: card.taxOfficeCode,
  ofdRegisterId: card.ofdRegisterId.toString(),
  ofdCashierId: card.ofdCashierId,
  tokenTail: card.tokenTail,
});

const verdictOf = (text: string) => (text === "approved" ? ("approved" as const) : ("rejected" as const));

/** Reads one card for the screen that decides it; null where there is none. Decided cards are shown too. */
export async function moderationCard(cardId: string): Promise<ModerationCard | null> {
  if (!isId(cardId)) return null;
  return withSystem(async (tx) => {
    const card = await tx.registerCard.findUnique({
      where: { id: cardId },
      include: { register: true, decision: true },
    });
    if (!card) return null;
    const { register, decision, tenantId } = card;
    const cards = await tx.registerCard.findMany({
      where: { tenantId, registerId: register.id },
      include: { decision: true },
      orderBy: { attempt: "asc" },
    });
    const signature = register.applicationSignatureId
      ? await readSignature(tx, tenantId, register.applicationSignatureId)
      : null;
    const scan = present(await readFile(tx, tenantId, card.scanFileId), "a card has its scan");
    const chosen = present(tariff(register.tariffCode, dayOf(systemClock.now())), "a register has its tariff");
    const before = cards.find((each) => each.attempt === card.attempt - 1);
    const history: ModerationEvent[] = signature
      ? [{ kind: "signed", at: signature.signedAt, by: signature.signerName }]
      : [];
    for (const { submittedAt, submittedByName, attempt, decision: word } of cards) {
      history.push({ kind: "submitted", at: submittedAt, by: submittedByName, attempt });
      if (!word) continue;
      const { decidedAt, decidedByName, reason } = word;
      if (reason === null) history.push({ kind: "approved", at: decidedAt, by: decidedByName });
      else history.push({ kind: "rejected", at: decidedAt, by: decidedByName, reason });
    }
    return {
      ...(await queueRow(tx, card)),
      registerId: register.id,
      registerName: register.name,
      factoryNumber: register.factoryNumber,
      status: storedStatus(register.status),
      tariffName: chosen.name,
      priceTiyn: chosen.priceTiyn,
      balanceTiyn: await balanceTiyn(tx, tenantId),
      fields: fieldsOf(card),
      before: before ? fieldsOf(before) : null,
      scan: { name: scan.name, mediaType: scan.mediaType, size: scan.bytes.length },
      decision: decision && {
        verdict: verdictOf(decision.verdict),
        by: decision.decidedByName,
        decidedAt: decision.decidedAt,
        reason: decision.reason,
      },
      history: history.reverse(),
    };
  });
}

/** The scan of a card, for the administration. */
export async function moderationScan(cardId: string): Promise<StoredFile | null> {
  if (!isId(cardId)) return null;
  return withSystem(async (tx) => {
    const card = await tx.registerCard.findUnique({
      where: { id: cardId },
      select: { tenantId: true, scanFileId: true },
    });
    return card ? readFile(tx, card.tenantId, card.scanFileId) : null;
  });
}
