import type { MemberKind } from "@/lib/auth";
import type { Tx } from "@/lib/db";

export type Member = {
  /** Also that of the account. */
  readonly id: string;
  readonly iin: string;
  readonly name: string;
  readonly role: MemberKind;
  readonly admittedAt: Date;
  readonly disabledAt: Date | null;
};

const asMember = <Row extends { role: string; tenantId: string }>({ tenantId: _, ...row }: Row) => ({
  ...row,
  role: row.role as MemberKind, // cast: the table checks it
});

const at = (tenantId: string, id: string) => ({ tenantId_id: { tenantId, id } });

export async function insertMember(tx: Tx, tenantId: string, member: Omit<Member, "disabledAt">): Promise<void> {
  await tx.member.create({ data: { tenantId, ...member }, select: { id: true } });
}

/** Reads a member and keeps others from changing it until the transaction ends. */
export async function lockMember(tx: Tx, tenantId: string, id: string): Promise<Member | null> {
  await tx.$queryRaw`SELECT 1 FROM cabinet.member WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return readMember(tx, tenantId, id);
}

export async function readMember(tx: Tx, tenantId: string, id: string): Promise<Member | null> {
  const row = await tx.member.findUnique({ where: at(tenantId, id) });
  return row && asMember(row);
}

export async function readMembers(tx: Tx, tenantId: string): Promise<Member[]> {
  const rows = await tx.member.findMany({ where: { tenantId }, orderBy: [{ name: "asc" }, { id: "asc" }] });
  return rows.map(asMember);
}

export async function changeMember(
  tx: Tx,
  tenantId: string,
  id: string,
  change: Partial<Pick<Member, "role" | "disabledAt">>,
): Promise<void> {
  await tx.member.update({ where: at(tenantId, id), data: change, select: { id: true } });
}
