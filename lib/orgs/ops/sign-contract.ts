import { audit } from "@/lib/audit";
import { createAccount } from "@/lib/auth";
import { systemClock } from "@/lib/config";
import { isUniqueViolation, type Tx, withTenant } from "@/lib/db";
import { type EdsError, storeSignature, type VerifiedSignature, verifyDocument } from "@/lib/eds";
import { readFile } from "@/lib/files";
import { err, ok, present, type Result } from "@/lib/kernel";
import { nextStatus, type OrganizationStatusError } from "../core/status";
import { type Draft, draftOf, finishDraft, readDraft, xinRegistered } from "../store/draft";
import { insertOrganization } from "../store/organization";
import { sendConfirmation } from "./confirm-email";
import { type AlreadyRegistered, type DraftMissing, type EmailTaken, VISITOR, type Visitor } from "./visitor";

export type SignContractError =
  | EdsError
  | DraftMissing
  | AlreadyRegistered
  | EmailTaken
  | OrganizationStatusError
  | { readonly code: "orgs.contract_changed" };

export type Registered = { readonly organizationId: string; readonly emailConfirmed: boolean };

/**
 * Takes the signature over the stored contract and makes organisation, owner's account and letter in one transaction. A second
 * call for a contract that stands answers the same; of two drafts of one number one wins.
 */
export async function signContract(
  visitor: Visitor,
  { cms }: { readonly cms: string },
): Promise<Result<Registered, SignContractError>> {
  const draft = await draftOf(visitor.browserKey, systemClock.now());
  if (!draft) return err({ code: "orgs.draft_missing" });
  if (draft.status === "active") return ok(registered(draft));
  const moved = nextStatus(draft.status, "sign_contract");
  if (!moved.ok) return moved;
  const contract = present(draft.contract, "details come with a contract");
  const file = await withTenant(draft.id, (tx) => readFile(tx, draft.id, contract.fileId));
  const content = present(file, "a contract is stored").bytes;
  const { xin, kind, iin } = draft.signer;
  const mustBe = { xin, bin: kind === "legal", iin };
  const verified = await verifyDocument({ content, cms, mustBe });
  if (!verified.ok) return verified;
  try {
    return await withTenant(draft.id, (tx) => register(tx, visitor, draft, verified.value));
  } catch (thrown) {
    if (!isUniqueViolation(thrown)) throw thrown;
    return err({ code: (await xinRegistered(draft.signer.xin)) ? "orgs.already_registered" : "orgs.email_taken" });
  }
}

const confirmedByKey = ({ signer, details }: Draft): boolean =>
  signer.email !== null && signer.email.toLowerCase() === details?.email;

const registered = (draft: Draft): Registered => ({ organizationId: draft.id, emailConfirmed: confirmedByKey(draft) });

async function register(
  tx: Tx,
  visitor: Visitor,
  draft: Draft,
  verified: VerifiedSignature,
): Promise<Result<Registered, SignContractError>> {
  const current = present(await readDraft(tx, draft.id, true), "a draft stays");
  if (current.status === "active") return ok(registered(current));
  if (current.contract?.fileId !== draft.contract?.fileId) return err({ code: "orgs.contract_changed" });
  const { signer, contract, passwordHash } = current;
  const details = present(current.details, "details were given");
  const owner = { realm: "cabinet", kind: "owner", tenantId: draft.id, iin: signer.iin, xin: signer.xin } as const;
  const account = await createAccount(tx, {
    ...{ ...owner, login: details.email, name: details.headName },
    passwordHash: present(passwordHash, "a password was chosen"),
  });
  if (!account.ok) return err({ code: "orgs.email_taken" }); // nothing is written yet
  const now = systemClock.now();
  const made = present(contract, "details come with a contract");
  const signed = { tenantId: draft.id, subject: "contract", fileId: made.fileId, verified } as const;
  const signatureId = await storeSignature(tx, signed);
  const emailConfirmed = confirmedByKey(current);
  await insertOrganization(tx, {
    ...{ tenantId: draft.id, xin: signer.xin, xinKind: signer.kind === "legal" ? "bin" : "iin", headIin: signer.iin },
    ...{ city: signer.city, details, locale: visitor.locale, now, contract: { ...made, signatureId } },
    emailConfirmedAt: emailConfirmed ? now : null,
  });
  await finishDraft(tx, draft.id, now);
  if (!emailConfirmed) await sendConfirmation(tx, { ...details, tenantId: draft.id, locale: visitor.locale }, now);
  const facts = { contractNumber: made.number, sha256: verified.contentSha256, emailConfirmed };
  const record = { tenantId: draft.id, actor: VISITOR, requestId: visitor.requestId, facts };
  await audit(tx, { ...record, act: "orgs.registered", subject: `organization:${draft.id}` });
  return ok({ organizationId: draft.id, emailConfirmed });
}
