import type { Actor } from "@/lib/audit";
import type { LetterLocale } from "@/lib/mail";

/** Somebody who registers: known by a cookie of the browser, not yet by an account. */
export type Visitor = {
  /** A random value in a cookie of this browser. */
  readonly browserKey: string;
  readonly locale: LetterLocale;
  readonly requestId: string;
};

export const VISITOR: Actor = { kind: "visitor", id: null };

export type DraftMissing = { readonly code: "orgs.draft_missing" };
export type AlreadyRegistered = { readonly code: "orgs.already_registered" };
export type EmailTaken = { readonly code: "orgs.email_taken" };
