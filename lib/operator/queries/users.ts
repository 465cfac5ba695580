import { withTenant } from "@/lib/db";

export type UserView = {
  /** Stands in the address of the card; the «ID кассира ОФД». */
  readonly number: number;
  readonly name: string;
  readonly position: string | null;
  readonly email: string | null;
  readonly login: string;
  readonly createdAt: Date;
  readonly lastVisitAt: Date | null;
};

const select = {
  ...{ number: true, name: true, position: true, email: true, login: true, createdAt: true, lastVisitAt: true },
} as const;

/** «Пользователи» of this client. */
export const users = (tenantId: string): Promise<readonly UserView[]> =>
  withTenant(tenantId, (tx) =>
    tx.portalUser.findMany({ where: { tenantId }, select, orderBy: { number: "asc" }, take: 500 }),
  );

/** One user of this client by the number in the address, or null. */
export async function userByNumber(tenantId: string, number: number): Promise<UserView | null> {
  if (!Number.isInteger(number) || number < 1 || number > 0x7fff_ffff) return null;
  return withTenant(tenantId, (tx) =>
    tx.portalUser.findUnique({ where: { tenantId_number: { tenantId, number } }, select }),
  );
}
