import { systemClock } from "@/lib/config";
import { type Prisma, type Tx, withTenant } from "@/lib/db";
import { invariant, type Tiyn } from "@/lib/kernel";
import type { Book } from "../core/book";
import { type BlockCause, isBlockCause, isRegisterStatus, type RegisterStatus } from "../core/status";
import { bookFromJson } from "../store/book-json";

/** A register that spoke within this time counts as being in the network. */
const ONLINE_MS = 10 * 60 * 1000;

export const REGISTER_FILTERS = ["all", "registered", "active", "blocked"] as const;
export type RegisterFilter = (typeof REGISTER_FILTERS)[number];

export type PointView = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
};

export type RegisterView = {
  readonly id: number;
  readonly name: string;
  readonly model: string;
  readonly factoryNumber: string;
  readonly madeYear: number;
  readonly registrationNumber: string | null;
  readonly registeredOn: Date | null;
  readonly status: RegisterStatus;
  readonly blockReason: string | null;
  readonly blockCause: BlockCause | null;
  readonly tariffCode: string | null;
  readonly tariffChosenAt: Date | null;
  readonly tokenIssuedAt: Date | null;
  readonly createdAt: Date;
  readonly online: boolean;
  readonly seenAt: Date | null;
  readonly documents: bigint;
  readonly point: PointView;
  readonly shift: {
    readonly number: number;
    readonly open: boolean;
    readonly openedAt: Date | null;
    readonly salesTiyn: Tiyn;
    readonly returnsTiyn: Tiyn;
  } | null;
  readonly cashTiyn: Tiyn;
  /** Number of the shift that was closed last. */
  readonly lastZ: number | null;
};

export type RegisterFile = {
  readonly points: readonly { readonly point: PointView; readonly registers: readonly RegisterView[] }[];
  readonly total: number;
  readonly active: number;
};

type Point = Prisma.TradingPointGetPayload<object>;
type Row = Prisma.OperatorRegisterGetPayload<{ include: { tradingPoint: true } }>;

const pointView = ({ id, name, locality, street, house, building, room }: Point): PointView => ({
  id,
  name,
  address: [locality, [street, house].join(" "), building, room].filter(Boolean).join(", "),
});

const shiftOf = ({ shift }: Book): RegisterView["shift"] =>
  shift.openedAt && {
    number: shift.number,
    open: shift.closedAt === null,
    openedAt: shift.openedAt,
    salesTiyn: shift.tickets.sell.sumTiyn,
    returnsTiyn: shift.tickets.sell_return.sumTiyn,
  };

function registerView(row: Row, lastZ: number | null, now: Date): RegisterView {
  const { status } = row;
  invariant(isRegisterStatus(status), "a stored status is in the table");
  const book = bookFromJson(row.counters);
  return {
    ...{ id: row.id, name: row.name, model: row.model, factoryNumber: row.factoryNumber, madeYear: row.madeYear },
    ...{ registrationNumber: row.registrationNumber, registeredOn: row.registeredOn, status },
    blockCause: row.blockCause !== null && isBlockCause(row.blockCause) ? row.blockCause : null,
    ...{ blockReason: row.blockReason, tariffCode: row.tariffCode, tariffChosenAt: row.tariffChosenAt },
    ...{ tokenIssuedAt: row.tokenIssuedAt, createdAt: row.createdAt, seenAt: row.seenAt, documents: row.documents },
    online: row.seenAt !== null && now.getTime() - row.seenAt.getTime() < ONLINE_MS,
    point: pointView(row.tradingPoint),
    shift: shiftOf(book),
    cashTiyn: book.cashTiyn,
    lastZ,
  };
}

/** The shift closed last, by register. */
async function lastZOf(tx: Tx, where: Prisma.OperatorDocumentWhereInput): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.operatorDocument.groupBy({
    by: ["registerId"],
    where: { ...where, kind: "z_report" },
    _max: { shiftNumber: true },
  });
  return new Map(rows.map(({ registerId, _max }) => [registerId, _max.shiftNumber ?? 0]));
}

const contains = (word: string) => ({ contains: word, mode: "insensitive" as const });

const searched = (search: string): Prisma.OperatorRegisterWhereInput =>
  search === ""
    ? {}
    : {
        OR: [
          { name: contains(search) },
          { factoryNumber: contains(search) },
          { registrationNumber: contains(search) },
          { tradingPoint: { name: contains(search) } },
          ...(/^\d{1,9}$/.test(search) ? [{ id: Number(search) }] : []),
        ],
      };

/** «Кассы»: registers under the points where they stand. Points without registers show only when nothing was asked. */
export async function registerFile(
  tenantId: string,
  asked: { readonly search: string; readonly status: RegisterFilter },
): Promise<RegisterFile> {
  const status = asked.status === "all" ? {} : { status: asked.status };
  return withTenant(tenantId, async (tx) => {
    const rows = await tx.operatorRegister.findMany({
      where: { tenantId, AND: [searched(asked.search), status] },
      include: { tradingPoint: true },
      orderBy: { id: "asc" },
      take: 1000,
    });
    const points = await tx.tradingPoint.findMany({
      where: { tenantId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    const total = await tx.operatorRegister.count({ where: { tenantId } });
    const active = await tx.operatorRegister.count({ where: { tenantId, status: "active" } });
    const lastZ = await lastZOf(tx, { tenantId });
    const now = systemClock.now();
    const grouped = points.map((point) => ({
      point: pointView(point),
      registers: rows
        .filter((row) => row.tradingPointId === point.id)
        .map((row) => registerView(row, lastZ.get(row.id) ?? null, now)),
    }));
    const everything = asked.search === "" && asked.status === "all";
    return { points: everything ? grouped : grouped.filter(({ registers }) => registers.length > 0), total, active };
  });
}

/** One register of this client, or null. */
export async function registerById(tenantId: string, id: number): Promise<RegisterView | null> {
  if (!Number.isInteger(id) || id < 1 || id > 0x7fff_ffff) return null;
  return withTenant(tenantId, async (tx) => {
    const where = { tenantId_id: { tenantId, id } };
    const row = await tx.operatorRegister.findUnique({ where, include: { tradingPoint: true } });
    if (!row) return null;
    const lastZ = await lastZOf(tx, { tenantId, registerId: id });
    return registerView(row, lastZ.get(id) ?? null, systemClock.now());
  });
}

/** Trading points to choose from. */
export async function tradingPoints(tenantId: string): Promise<readonly PointView[]> {
  const rows = await withTenant(tenantId, (tx) =>
    tx.tradingPoint.findMany({ where: { tenantId }, orderBy: [{ name: "asc" }], take: 1000 }),
  );
  return rows.map(pointView);
}
