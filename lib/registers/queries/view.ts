import { env, provider, systemClock } from "@/lib/config";
import { type Tx, withTenant } from "@/lib/db";
import { taxPackageZip } from "@/lib/documents";
import { readSignature } from "@/lib/eds";
import { readFile, type StoredFile } from "@/lib/files";
import { isId, present } from "@/lib/kernel";
import { organizationProfile } from "@/lib/orgs";
import type { BlockCause } from "../core/blocks";
import { isBlockCause } from "../core/blocks";
import { type RegisterRow, rowSelect, toRow } from "./rows";

/** One try to pass moderation, as the owner sees it. The token stays hidden but for its tail. */
export type CardView = {
  readonly id: string;
  readonly attempt: number;
  readonly registrationNumber: string;
  readonly registeredOn: Date;
  readonly taxOfficeCode: string;
  readonly ofdRegisterId: bigint;
  readonly ofdCashierId: string;
  readonly tokenTail: string;
  readonly submittedAt: Date;
  readonly submittedByName: string;
  readonly decision: { readonly verdict: string; readonly reason: string | null; readonly decidedAt: Date } | null;
};

/** A register as its own page shows it. */
export type RegisterView = RegisterRow & {
  readonly model: string;
  readonly madeYear: number;
  readonly taxOfficeCode: string;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
  /** Version of the protocol that it speaks: 203 is 2.0.3. */
  readonly ofdVersion: number;
  readonly application: {
    readonly fileId: string;
    readonly size: number;
    readonly sha256: string;
    readonly signedAt: Date | null;
    readonly signerName: string | null;
    readonly signatureId: string | null;
  };
  /** Newest first. */
  readonly cards: readonly CardView[];
  readonly blocksSince: readonly { readonly cause: BlockCause; readonly since: Date; readonly detail: string | null }[];
  readonly cashiers: readonly {
    readonly id: string;
    readonly name: string;
    readonly login: string;
    readonly disabled: boolean;
  }[];
};

const DECISION = { select: { verdict: true, reason: true, decidedAt: true } } as const;

const extra = {
  ...rowSelect,
  ...{ model: true, madeYear: true, taxOfficeCode: true, createdAt: true, activatedAt: true, ofdVersion: true },
  ...{ applicationFileId: true, applicationSignatureId: true, applicationSignedAt: true },
  blocks: { select: { cause: true, since: true, detail: true } },
  cards: { orderBy: { attempt: "desc" as const }, include: { decision: DECISION } },
  cashiers: { select: { cashier: { select: { id: true, name: true, login: true, disabledAt: true } } } },
} as const;

const at = (tenantId: string, id: string) => ({ tenantId_id: { tenantId, id } });

/** Reads one register; null where this tenant has none under that id. */
export async function registerView(tenantId: string, registerId: string): Promise<RegisterView | null> {
  if (!isId(registerId)) return null;
  const now = systemClock.now();
  return withTenant(tenantId, async (tx) => {
    const row = await tx.register.findUnique({ where: at(tenantId, registerId), select: extra });
    if (!row) return null;
    const paper = present(await readFile(tx, tenantId, row.applicationFileId), "a register has its application");
    const signature = row.applicationSignatureId ? await readSignature(tx, tenantId, row.applicationSignatureId) : null;
    const organization = await organizationProfile(tx, tenantId);
    const { model, madeYear, taxOfficeCode, createdAt, activatedAt, ofdVersion } = row;
    return {
      ...toRow(row, now, organization),
      ...{ model, madeYear, taxOfficeCode, createdAt, activatedAt, ofdVersion },
      application: {
        ...{ fileId: paper.id, size: paper.bytes.length, sha256: paper.sha256 },
        ...{ signedAt: row.applicationSignedAt, signerName: signature?.signerName ?? null },
        signatureId: row.applicationSignatureId,
      },
      cards: row.cards.map(({ tenantId: _, registerId: __, ofdTokenCipher: ___, ...card }) => card),
      blocksSince: row.blocks.flatMap(({ cause, since, detail }) =>
        isBlockCause(cause) ? [{ cause, since, detail }] : [],
      ),
      cashiers: row.cashiers
        .map(({ cashier: { id, name, login, disabledAt } }) => ({ id, name, login, disabled: disabledAt !== null }))
        .sort((a, b) => a.name.localeCompare(b.name, "ru")),
    };
  });
}

async function inRegister<T>(
  tenantId: string,
  registerId: string,
  read: (tx: Tx, register: { applicationFileId: string; model: string }) => Promise<T>,
): Promise<T | null> {
  if (!isId(registerId)) return null;
  return withTenant(tenantId, async (tx) => {
    const row = await tx.register.findUnique({
      where: at(tenantId, registerId),
      select: { applicationFileId: true, model: true },
    });
    return row ? read(tx, row) : null;
  });
}

/** The stored tax application: the very bytes that are signed. */
export const applicationFile = (tenantId: string, registerId: string): Promise<StoredFile | null> =>
  inRegister(tenantId, registerId, (tx, { applicationFileId }) => readFile(tx, tenantId, applicationFileId));

/** The scan of one of the register's cards. */
export const cardScan = (tenantId: string, registerId: string, cardId: string): Promise<StoredFile | null> =>
  inRegister(tenantId, registerId, async (tx) => {
    const card = isId(cardId) ? await tx.registerCard.findUnique({ where: at(tenantId, cardId) }) : null;
    return card?.registerId === registerId ? readFile(tx, tenantId, card.scanFileId) : null;
  });

/** «Пакет документов»: made anew each time from what the organisation is now. */
export async function taxPackage(tenantId: string, registerId: string): Promise<Uint8Array | null> {
  const found = await inRegister(tenantId, registerId, async (tx, { model }) => ({
    model,
    organization: present(await organizationProfile(tx, tenantId), "a tenant is an organisation"),
  }));
  if (!found) return null;
  const { xin, xinKind, name, headName, legalAddress } = found.organization;
  return taxPackageZip({
    madeAt: systemClock.now(),
    product: env().PRODUCT_CABINET_NAME,
    model: found.model,
    provider: provider(),
    client: { kind: xinKind === "bin" ? "legal_entity" : "entrepreneur", xin, name, headName, legalAddress },
  });
}
