import { systemClock } from "@/lib/config";
import { withTenant } from "@/lib/db";
import { readFile, type StoredFile } from "@/lib/files";
import type { Day } from "@/lib/kernel";
import type { Typed } from "../core/details";
import type { OrganizationStatus } from "../core/status";
import { draftOf } from "../store/draft";

/** The wizard's state as its pages show it. */
export type DraftView = {
  readonly status: OrganizationStatus;
  readonly key: {
    readonly kind: "legal" | "individual";
    readonly name: string;
    readonly xin: string;
    readonly iin: string;
    readonly fullName: string;
    readonly email: string | null;
    readonly city: string | null;
    readonly role: string;
    readonly serial: string;
    readonly notAfter: Date;
  };
  readonly typed: Typed;
  readonly hasPassword: boolean;
  readonly contract: {
    readonly number: string;
    readonly day: Day;
    readonly name: string;
    readonly email: string;
  } | null;
  readonly savedAt: Date;
};

/** What this browser's registration looks like, or null where there is none. */
export async function registrationView(browserKey: string): Promise<DraftView | null> {
  const draft = await draftOf(browserKey, systemClock.now());
  if (!draft) return null;
  const { kind, organization, fullName, xin, iin, email, city, role, serial, notAfter } = draft.signer;
  const { details, contract } = draft;
  return {
    ...{ status: draft.status, typed: draft.typed, savedAt: draft.savedAt, hasPassword: draft.passwordHash !== null },
    key: { kind, name: organization ?? fullName, xin, iin, fullName, email, city, role, serial, notAfter },
    contract:
      contract && details
        ? { number: contract.number, day: contract.day, name: details.name, email: details.email }
        : null,
  };
}

/** The contract that this browser is asked to sign: the very bytes. */
export async function contractToSign(browserKey: string): Promise<StoredFile | null> {
  const draft = await draftOf(browserKey, systemClock.now());
  const fileId = draft?.contract?.fileId;
  return draft && fileId ? withTenant(draft.id, (tx) => readFile(tx, draft.id, fileId)) : null;
}
