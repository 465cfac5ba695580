import { createHash } from "node:crypto";
import { call, type Tx, withTenant } from "@/lib/db";
import type { Signer } from "@/lib/eds";
import { type Day, invariant, present } from "@/lib/kernel";
import type { Details, Typed } from "../core/details";
import { isOrganizationStatus, type OrganizationStatus } from "../core/status";
import { dateOf, dayOfDate } from "./dates";

/** A registration under way. Its id is the tenant that it becomes. */
export type Draft = {
  readonly id: string;
  readonly status: OrganizationStatus;
  readonly signer: Signer;
  readonly typed: Typed;
  readonly details: Details | null;
  readonly passwordHash: string | null;
  readonly contract: { readonly number: string; readonly day: Day; readonly fileId: string } | null;
  readonly savedAt: Date;
};

/** A draft lives so long after the key was verified. */
export const DRAFT_DAYS = 7;

export const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whose draft this browser carries, or null. */
export const draftIdOf = (browserKey: string, now: Date): Promise<string | null> =>
  call<string | null>("app", "cabinet.registration_of", [sha256(browserKey), now]);

type StoredSigner = Omit<Signer, "notAfter"> & { readonly notAfter: string };

/** Reads a draft of this tenant; `lock` keeps others out of it until the transaction ends. */
export async function readDraft(tx: Tx, id: string, lock = false): Promise<Draft | null> {
  if (lock) await tx.$queryRaw`SELECT 1 FROM cabinet.registration WHERE tenant_id = ${id}::uuid FOR UPDATE`;
  const row = await tx.registration.findUnique({ where: { tenantId: id } });
  if (!row) return null;
  invariant(isOrganizationStatus(row.status), "a draft has a known status");
  const signer = row.signer as unknown as StoredSigner; // cast: written by us from a Signer
  const { contractNumber, contractDay, contractFileId } = row;
  return {
    ...{ id, status: row.status, passwordHash: row.passwordHash, savedAt: row.savedAt },
    signer: { ...signer, notAfter: new Date(signer.notAfter) },
    typed: row.typed as Typed, // cast: written by us
    details: row.details as Details | null, // cast: written by us
    contract:
      contractNumber !== null && contractDay !== null && contractFileId !== null
        ? { number: contractNumber.toString(), day: dayOfDate(contractDay), fileId: contractFileId }
        : null,
  };
}

/** The draft that this browser carries, or null. */
export async function draftOf(browserKey: string, now: Date): Promise<Draft | null> {
  const id = await draftIdOf(browserKey, now);
  return id === null ? null : withTenant(id, (tx) => readDraft(tx, id));
}

const signerJson = (signer: Signer) => ({ ...signer, notAfter: signer.notAfter.toISOString() });
const days = (count: number): number => count * 24 * 60 * 60 * 1000;

/** Begins a draft for this browser; one that it carried before belongs to nobody from now on. */
export async function beginDraft(
  tx: Tx,
  draft: { readonly id: string; readonly browserKey: string; readonly signer: Signer; readonly typed: Typed },
  now: Date,
): Promise<void> {
  const browserHash = sha256(draft.browserKey);
  await tx.$queryRaw`SELECT cabinet.forget_registration(${browserHash}::bytea)::text AS done`;
  await tx.registration.create({
    data: {
      ...{ tenantId: draft.id, browserHash: Uint8Array.from(browserHash), status: "key_verified" },
      ...{ signer: signerJson(draft.signer), typed: draft.typed },
      ...{ startedAt: now, savedAt: now, expiresAt: new Date(now.getTime() + days(DRAFT_DAYS)) },
    },
    select: { tenantId: true },
  });
}

/** The same organisation proved its key again: what was typed stays. */
export async function renewSigner(tx: Tx, id: string, signer: Signer, now: Date): Promise<void> {
  await tx.registration.update({
    where: { tenantId: id },
    data: { signer: signerJson(signer), savedAt: now, expiresAt: new Date(now.getTime() + days(DRAFT_DAYS)) },
    select: { tenantId: true },
  });
}

/** Keeps what was typed so far. A finished draft is left alone. */
export async function saveTyped(tx: Tx, id: string, typed: Typed, now: Date): Promise<boolean> {
  const { count } = await tx.registration.updateMany({
    where: { tenantId: id, status: { not: "active" } },
    data: { typed, savedAt: now },
  });
  return count === 1;
}

export type SavedDetails = {
  readonly details: Details;
  readonly typed: Typed;
  readonly passwordHash: string;
  readonly contract: { readonly number: string; readonly day: Day; readonly fileId: string };
};

/** Keeps checked details together with the contract that was made of them. */
export async function saveDetails(tx: Tx, id: string, saved: SavedDetails, now: Date): Promise<void> {
  const { details, typed, passwordHash, contract } = saved;
  await tx.registration.update({
    where: { tenantId: id },
    data: {
      ...{ status: "details_given", details, typed, passwordHash, savedAt: now },
      ...{
        contractNumber: BigInt(contract.number),
        contractDay: dateOf(contract.day),
        contractFileId: contract.fileId,
      },
    },
    select: { tenantId: true },
  });
}

/** Marks a draft as done and forgets the password's hash, which the account has now. */
export async function finishDraft(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.registration.update({
    where: { tenantId: id },
    data: { status: "active", passwordHash: null, typed: {}, savedAt: now },
    select: { tenantId: true },
  });
}

/** Draws the number of the next agreement. One that nobody signs leaves a gap. */
export async function drawContractNumber(tx: Tx): Promise<string> {
  const rows = await tx.$queryRaw<{ number: bigint }[]>`SELECT nextval('cabinet.contract_number_seq') AS number`;
  return present(rows[0], "a sequence answers").number.toString();
}

/** Tells whether a number is registered already; asked only of one who proved to hold its key. */
export const xinRegistered = (xin: string): Promise<boolean> => call<boolean>("app", "cabinet.xin_registered", [xin]);

/** Tells whether an organisation signs in with this address. */
export const emailRegistered = (email: string): Promise<boolean> =>
  call<boolean>("app", "cabinet.email_registered", [email]);
