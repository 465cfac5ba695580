import { systemClock, systemRandomness } from "@/lib/config";
import { call, type Tx } from "@/lib/db";
import { newId } from "@/lib/kernel";
import { sha256 } from "./draft";

export type Confirmation = {
  readonly id: string;
  readonly email: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
};

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Makes the token of a link: 256 bits of chance. Only its hash is kept. */
export const makeToken = (): string => Buffer.from(systemRandomness.bytes(32)).toString("base64url");

/** Notes that a letter with this token goes out. */
export async function insertConfirmation(
  tx: Tx,
  confirmation: {
    readonly tenantId: string;
    readonly token: string;
    readonly email: string;
    readonly sentAt: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  const { token, ...rest } = confirmation;
  await tx.emailConfirmation.create({
    data: { ...rest, id: newId(systemClock, systemRandomness), tokenHash: Uint8Array.from(sha256(token)) },
    select: { id: true },
  });
}

/** Whose letter a link came from, or null. */
export const tenantOfToken = async (token: string): Promise<string | null> =>
  TOKEN.test(token) ? call<string | null>("app", "cabinet.email_confirmation_of", [sha256(token)]) : null;

/** The letter behind a token. */
export const readConfirmation = (tx: Tx, token: string): Promise<Confirmation | null> =>
  tx.emailConfirmation.findUnique({
    where: { tokenHash: Uint8Array.from(sha256(token)) },
    select: { id: true, email: true, expiresAt: true, usedAt: true },
  });

/** Marks a link as used. */
export async function markUsed(tx: Tx, tenantId: string, id: string, now: Date): Promise<void> {
  await tx.emailConfirmation.update({
    where: { tenantId_id: { tenantId, id } },
    data: { usedAt: now },
    select: { id: true },
  });
}

/** When the latest letters went out, newest first. */
export async function lettersSent(tx: Tx, tenantId: string): Promise<readonly Date[]> {
  const rows = await tx.emailConfirmation.findMany({
    where: { tenantId },
    select: { sentAt: true },
    orderBy: { sentAt: "desc" },
    take: 10,
  });
  return rows.map(({ sentAt }) => sentAt);
}
