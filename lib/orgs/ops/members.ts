import { audit, type Ctx } from "@/lib/audit";
import { changeMemberKind, createAccount, disableAccount, enableAccount } from "@/lib/auth";
import { systemClock, systemRandomness } from "@/lib/config";
import { isUniqueViolation, type Tx, withTenant } from "@/lib/db";
import { err, invariant, maskXin, newId, ok, present, type Result } from "@/lib/kernel";
import type { AdmitMember, ChangeMember, MemberChoice } from "../input";
import { changeMember, insertMember, lockMember, type Member } from "../store/member";
import { readOrganization } from "../store/organization";

export type MemberError =
  | { readonly code: "not_found" }
  | { readonly code: "orgs.members_legal_only" }
  | { readonly code: "orgs.member_exists" }
  | { readonly code: "orgs.member_is_owner" };

type Answer = Result<{ memberId: string }, MemberError>;

/**
 * Lets a person into the cabinet of a legal entity. The person signs in with a key of this БИН and this ИИН, an employee's too;
 * what may be signed is still decided by the key, so a role lets nobody sign a contract.
 */
export async function admitMember(ctx: Ctx, { idempotencyKey, iin, name, role }: AdmitMember): Promise<Answer> {
  const { tenantId } = ctx;
  const memberId = idempotencyKey?.toLowerCase() ?? newId(systemClock, systemRandomness);
  try {
    return await withTenant(tenantId, async (tx): Promise<Answer> => {
      const before = await lockMember(tx, tenantId, memberId);
      if (before) return before.iin === iin ? ok({ memberId }) : err({ code: "orgs.member_exists" });
      const organization = present(await readOrganization(tx, tenantId), "a tenant is an organisation");
      const { xin, xinKind } = organization;
      if (xinKind !== "bin") return err({ code: "orgs.members_legal_only" });
      if (organization.headIin === iin) return err({ code: "orgs.member_is_owner" });
      const account = await createAccount(tx, {
        // Nobody types this login: without a password only a key opens the account.
        ...{ id: memberId, realm: "cabinet", kind: role, tenantId, login: `${iin}@${xin}`, name, iin, xin },
      });
      if (!account.ok) return err({ code: "orgs.member_exists" });
      await insertMember(tx, tenantId, { id: memberId, iin, name, role, admittedAt: systemClock.now() });
      const facts = { iin: maskXin(iin), role };
      await audit(tx, { ...ctx, act: "orgs.member_admitted", subject: `member:${memberId}`, facts });
      return ok({ memberId });
    });
  } catch (thrown) {
    if (isUniqueViolation(thrown)) return err({ code: "orgs.member_exists" });
    throw thrown;
  }
}

/** Finds a member of the tenant, changes it and writes that down; nothing is written where nothing changes. */
function changing(
  ctx: Ctx,
  memberId: string,
  change: (tx: Tx, member: Member) => Promise<Readonly<Record<string, string>> | null>,
  act: string,
): Promise<Answer> {
  const { tenantId } = ctx;
  return withTenant(tenantId, async (tx): Promise<Answer> => {
    const member = await lockMember(tx, tenantId, memberId);
    if (!member) return err({ code: "not_found" });
    const facts = await change(tx, member);
    if (facts) await audit(tx, { ...ctx, act, subject: `member:${memberId}`, facts });
    return ok({ memberId });
  });
}

/** Gives a member another role, from the next request on. */
export const changeMemberRole = (ctx: Ctx, { memberId, role }: ChangeMember): Promise<Answer> =>
  changing(
    ctx,
    memberId,
    async (tx, member) => {
      if (member.role === role) return null;
      invariant(await changeMemberKind(tx, memberId, role), "a member has an account");
      await changeMember(tx, ctx.tenantId, memberId, { role });
      return { from: member.role, to: role };
    },
    "orgs.member_role_changed",
  );

/** Closes the cabinet to a member at once, open sessions included. */
export const disableMember = (ctx: Ctx, { memberId }: MemberChoice): Promise<Answer> =>
  changing(
    ctx,
    memberId,
    async (tx, member) => {
      if (member.disabledAt) return null;
      invariant(await disableAccount(tx, memberId), "a member has an account");
      await changeMember(tx, ctx.tenantId, memberId, { disabledAt: systemClock.now() });
      return {};
    },
    "orgs.member_disabled",
  );

/** Lets a member in again. */
export const enableMember = (ctx: Ctx, { memberId }: MemberChoice): Promise<Answer> =>
  changing(
    ctx,
    memberId,
    async (tx, member) => {
      if (!member.disabledAt) return null;
      invariant(await enableAccount(tx, memberId), "a member has an account");
      await changeMember(tx, ctx.tenantId, memberId, { disabledAt: null });
      return {};
    },
    "orgs.member_enabled",
  );
