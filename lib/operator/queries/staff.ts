import { type Prisma, withSystem } from "@/lib/db";
import { invariant } from "@/lib/kernel";
import { type BlockCause, isBlockCause, isRegisterStatus, type RegisterStatus } from "../core/status";
import { type ExchangeRow, latestExchanges } from "./exchanges";

/** A register of any client, as the operator's staff sees it. */
export type StaffRegister = {
  readonly id: number;
  readonly name: string;
  readonly model: string;
  readonly factoryNumber: string;
  readonly registrationNumber: string | null;
  readonly status: RegisterStatus;
  readonly blockCause: BlockCause | null;
  readonly blockReason: string | null;
  readonly seenAt: Date | null;
  readonly documents: bigint;
  readonly client: { readonly xin: string; readonly name: string };
  readonly point: string;
};

type Row = Prisma.OperatorRegisterGetPayload<{ include: { tradingPoint: { include: { client: true } } } }>;
const WITH_CLIENT = { tradingPoint: { include: { client: true } } } as const;

function staffView(row: Row): StaffRegister {
  const { status, blockCause: cause, tradingPoint } = row;
  invariant(isRegisterStatus(status), "a stored status is in the table");
  const { locality, street, house } = tradingPoint;
  return {
    ...{ id: row.id, name: row.name, model: row.model, factoryNumber: row.factoryNumber, status },
    ...{ registrationNumber: row.registrationNumber, seenAt: row.seenAt, documents: row.documents },
    blockCause: cause !== null && isBlockCause(cause) ? cause : null,
    blockReason: row.blockReason,
    client: { xin: tradingPoint.client.xin, name: tradingPoint.client.name },
    point: `${tradingPoint.name}: ${locality}, ${street} ${house}`,
  };
}

const ROWS_MAX = 50;

/** Registers by id, РНМ, factory number or taxpayer; blocked ones where nothing is asked. */
export async function staffRegisters(search: string): Promise<readonly StaffRegister[]> {
  const where: Prisma.OperatorRegisterWhereInput =
    search === ""
      ? { status: "blocked" }
      : {
          OR: [
            ...(/^\d{1,9}$/.test(search) ? [{ id: Number(search) }] : []),
            { registrationNumber: search },
            { factoryNumber: search },
            {
              tradingPoint: { client: { OR: [{ xin: search }, { name: { contains: search, mode: "insensitive" } }] } },
            },
          ],
        };
  const rows = await withSystem((tx) =>
    tx.operatorRegister.findMany({ where, include: WITH_CLIENT, orderBy: { id: "asc" }, take: ROWS_MAX }),
  );
  return rows.map(staffView);
}

/** One register with its latest exchanges, or null. */
export async function staffRegister(
  id: number,
): Promise<{ readonly register: StaffRegister; readonly exchanges: readonly ExchangeRow[] } | null> {
  if (!Number.isInteger(id) || id < 1 || id > 0x7fff_ffff) return null;
  return withSystem(async (tx) => {
    const row = await tx.operatorRegister.findUnique({ where: { id }, include: WITH_CLIENT });
    return row && { register: staffView(row), exchanges: await latestExchanges(tx, row.tenantId, id) };
  });
}
