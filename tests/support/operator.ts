import { randomInt, randomUUID } from "node:crypto";
import { createAccount } from "@/lib/auth";
import { withSystem } from "@/lib/db";
import { xinCheckDigit } from "@/lib/kernel";
import { addRegister } from "@/lib/operator/ops/add-register";
import { addTradingPoint } from "@/lib/operator/ops/add-trading-point";
import { chooseTariff } from "@/lib/operator/ops/choose-tariff";
import { issueToken } from "@/lib/operator/ops/issue-token";
import { startTcp, type TcpOptions } from "@/lib/operator/server/tcp";
import { type OperatorProxy, startProxy } from "../simulators/operator-proxy";
import { look } from "./look";

/** The operator's real server in this process on a free port, and a way to it that can break as networks do. */
export type TestOperator = OperatorProxy & {
  /** The server itself, past every fault. */
  readonly directPort: number;
  stop(): Promise<void>;
};

/** Starts the real server against this file's database. Registers connect to `port`, where faults may be set. */
export async function startOperator(options: Partial<TcpOptions> = {}): Promise<TestOperator> {
  const server = await startTcp({ host: "127.0.0.1", port: 0, ...options });
  const proxy = await startProxy(server.port);
  return {
    ...proxy,
    directPort: server.port,
    async stop() {
      await proxy.stop();
      await server.stop();
    },
  };
}

/** A register that may send, as its owner got it in the portal. */
export type GivenRegister = {
  readonly tenantId: string;
  readonly xin: string;
  readonly organization: string;
  readonly address: string;
  readonly id: number;
  /** РНМ. */
  readonly registrationNumber: string;
  readonly factoryNumber: string;
  readonly token: number;
};

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join("");

/** A БИН with a right check digit that nobody has. */
export function someBin(): string {
  for (;;) {
    const first11 = `2501${4 + randomInt(3)}${digits(6)}`;
    const check = xinCheckDigit(first11);
    if (check !== null) return `${first11}${check}`;
  }
}

const ctxOf = (tenantId: string) => ({
  ...{ tenantId, actor: { kind: "account", id: randomUUID() } as const, actorName: "Тест", requestId: "test" },
});

/** A client of the operator, as signing up makes one. */
export async function givenClient(wanted: Partial<Pick<GivenRegister, "xin" | "organization" | "address">> = {}) {
  const tenantId = randomUUID();
  const client = {
    tenantId,
    xin: wanted.xin ?? someBin(),
    organization: wanted.organization ?? "ТОО «Береке»",
    address: wanted.address ?? "г. Алматы, ул. Абая, 44",
  };
  await look(
    `INSERT INTO operator.client (tenant_id, account_number, xin, name, head_name, address, created_at)
     VALUES ($1, nextval('operator.account_number_seq'), $2, $3, 'Сериков А. Т.', $4, now())`,
    [tenantId, client.xin, client.organization, client.address],
  );
  return client;
}

/** A user of a client's portal, with an account that may get a password. */
export async function givenUser(tenantId: string, name: string) {
  const login = `user${digits(9)}`;
  const created = await withSystem((tx) =>
    createAccount(tx, { realm: "ofd", kind: "ofd_admin", tenantId, login, name, mustChangePassword: false }),
  );
  const { id: accountId } = must(created);
  const rows = await look<{ number: number }>(
    `INSERT INTO operator.portal_user (tenant_id, number, account_id, name, login, created_at)
     VALUES ($1, nextval('operator.user_number_seq'), $2, $3, $4, now()) RETURNING number`,
    [tenantId, accountId, name, login],
  );
  return { accountId, login, number: rows[0]?.number ?? 0 };
}

type Wanted = Partial<
  Pick<GivenRegister, "xin" | "organization" | "address" | "registrationNumber" | "factoryNumber" | "tenantId">
>;

const must = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** A client with a trading point, a register with a tariff, and its first token, each through the portal's own ops. */
export async function givenRegister(wanted: Wanted = {}): Promise<GivenRegister> {
  return registerOf(await givenClient(wanted), wanted);
}

/** Another register of the same client. */
export const givenSibling = ({ tenantId, xin, organization, address }: GivenRegister): Promise<GivenRegister> =>
  registerOf({ tenantId, xin, organization, address }, {});

type Client = Pick<GivenRegister, "tenantId" | "xin" | "organization" | "address">;

async function registerOf(client: Client, wanted: Wanted): Promise<GivenRegister> {
  const ctx = ctxOf(client.tenantId);
  const point = await addTradingPoint(ctx, {
    ...{ name: `Магазин «Береке» ${digits(6)}`, locality: "Алматы, Бостандыкский", localityCode: null },
    ...{ street: "Абая", house: "44", building: null, room: null },
  });
  const registrationNumber = wanted.registrationNumber ?? digits(12);
  const factoryNumber = wanted.factoryNumber ?? digits(9);
  const register = await addRegister(ctx, {
    ...{ name: "Касса 1", model: "Программный фискализатор 3.0.1", factoryNumber, madeYear: 2026, registrationNumber },
    ...{ tradingPointId: must(point).id, consent: "on" },
  });
  const { id } = must(register);
  must(await chooseTariff(ctx, { registerId: id, tariffCode: "wired" }));
  const { token } = must(await issueToken(ctx, { registerId: id }));
  return { ...client, id, registrationNumber, factoryNumber, token: Number(token) };
}

/** A line of the operator's book, as it is really stored. */
export type BookLine = {
  readonly sequence: string;
  readonly kind: string;
  readonly shift_number: number;
  readonly register_shift_number: number | null;
  readonly printed_number: string | null;
  readonly request_number: number;
  readonly total_tiyn: string;
  readonly cash_after_tiyn: string;
  readonly fiscal_sign: string | null;
  readonly offline: boolean;
  readonly date_time: Date;
};

/** What the operator booked for a register, in order. */
export const bookOf = (registerId: number): Promise<BookLine[]> =>
  look<BookLine>(
    `SELECT sequence, kind, shift_number, register_shift_number, printed_number, request_number, total_tiyn, cash_after_tiyn,
       fiscal_sign, offline, date_time
     FROM operator.document WHERE register_id = $1 ORDER BY sequence`,
    [registerId],
  );

/** Blocks a register as the operator's staff would. */
export const blockAtOperator = (registerId: number, reason: string): Promise<unknown> =>
  look("UPDATE operator.register SET status = 'blocked', block_reason = $2 WHERE id = $1", [registerId, reason]);

/** Lifts the block. */
export const unblockAtOperator = (registerId: number): Promise<unknown> =>
  look("UPDATE operator.register SET status = 'active', block_reason = NULL WHERE id = $1", [registerId]);
