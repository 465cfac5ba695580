import { withTenant } from "@/lib/db";
import { isId } from "@/lib/kernel";
import { type Member, readMember, readMembers } from "../store/member";

/** Everybody whom the owner let in, also those let out again. */
export const memberList = (tenantId: string): Promise<readonly Member[]> =>
  withTenant(tenantId, (tx) => readMembers(tx, tenantId));

/** One of them; null where this tenant has none under that id. */
export const memberView = async (tenantId: string, memberId: string): Promise<Member | null> =>
  isId(memberId) ? withTenant(tenantId, (tx) => readMember(tx, tenantId, memberId)) : null;
