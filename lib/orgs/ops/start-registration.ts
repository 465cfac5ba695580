import { audit } from "@/lib/audit";
import { systemClock, systemRandomness } from "@/lib/config";
import { withTenant } from "@/lib/db";
import { type EdsError, type Signer, verifyChallenge } from "@/lib/eds";
import { err, maskXin, newId, ok, type Result } from "@/lib/kernel";
import { asWritten, type Typed } from "../core/details";
import { beginDraft, draftOf, renewSigner, xinRegistered } from "../store/draft";
import { type AlreadyRegistered, VISITOR, type Visitor } from "./visitor";

export type StartRegistration = { readonly challengeId: string; readonly cms: string };

/**
 * Begins a registration for whoever answered the challenge. The same organisation proving its key again in the same browser keeps
 * what it typed; another one begins anew.
 */
export async function startRegistration(
  visitor: Visitor,
  cmd: StartRegistration,
): Promise<Result<{ registrationId: string }, EdsError | AlreadyRegistered>> {
  const { browserKey, requestId } = visitor;
  const answered = await verifyChallenge({ ...cmd, browserKey, purpose: "register" });
  if (!answered.ok) return answered;
  const signer = answered.value;
  if (await xinRegistered(signer.xin)) return err({ code: "orgs.already_registered" });
  const now = systemClock.now();
  const earlier = await draftOf(browserKey, now);
  if (earlier && earlier.status !== "active" && earlier.signer.xin === signer.xin) {
    await withTenant(earlier.id, (tx) => renewSigner(tx, earlier.id, signer, now));
    return ok({ registrationId: earlier.id });
  }
  const id = newId(systemClock, systemRandomness);
  await withTenant(id, async (tx) => {
    await beginDraft(tx, { id, browserKey, signer, typed: typedFrom(signer) }, now);
    const facts = { xin: maskXin(signer.xin), serial: signer.serial };
    const record = { tenantId: id, actor: VISITOR, subject: `organization:${id}`, facts, requestId };
    await audit(tx, { ...record, act: "orgs.key_verified" });
  });
  return ok({ registrationId: id });
}

/** What the key already says; the person checks it and fills in the rest. */
const typedFrom = (signer: Signer): Typed => ({
  ...(signer.organization ? { name: signer.organization } : {}),
  headName: asWritten(signer.fullName),
  ...(signer.email ? { email: signer.email.toLowerCase() } : {}),
});
