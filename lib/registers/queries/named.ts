import { withSystem } from "@/lib/db";
import { isId } from "@/lib/kernel";

export type NamedRegister = {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly registrationNumber: string | null;
  readonly factoryNumber: string;
};

/** Registers of any organisation by what a person knows of one: its id, РНМ or ЗНМ. Null names all. */
export function registersNamed(named: string | null, tenantId: string | null): Promise<readonly NamedRegister[]> {
  const byNumber = named === null ? {} : { OR: [{ registrationNumber: named }, { factoryNumber: named }] };
  const which = named !== null && isId(named) ? { id: named } : byNumber;
  return withSystem((tx) =>
    tx.register.findMany({
      where: { ...which, ...(tenantId === null ? {} : { tenantId }) },
      select: { tenantId: true, id: true, name: true, registrationNumber: true, factoryNumber: true },
      orderBy: { createdAt: "asc" },
    }),
  );
}
