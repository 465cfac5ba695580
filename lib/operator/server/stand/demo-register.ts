import type { Ctx } from "@/lib/audit";
import { SYSTEM_ACTOR } from "@/lib/audit";
import { systemClock, systemRandomness } from "@/lib/config";
import { withSystem, withTenant } from "@/lib/db";
import { dayOf, newId, type Result } from "@/lib/kernel";
import { addRegister } from "../../ops/add-register";
import { addTradingPoint } from "../../ops/add-trading-point";
import { chooseTariff } from "../../ops/choose-tariff";
import { issueToken } from "../../ops/issue-token";
import { registerFile, tradingPoints } from "../../queries/registers";
import { clientOfTaxpayer, insertClient } from "../../store/client";
import { holdOwnRegister } from "../../store/register";
import { insertTicketAd } from "../../store/ticket-ads";
import { openToken } from "../../store/token";
import client from "./client.json";

/** A register of the stand, with everything that a message must say. */
export type StandRegister = {
  readonly tenantId: string;
  readonly id: number;
  readonly token: string;
  readonly registrationNumber: string;
  readonly factoryNumber: string;
};

export const standClient = client;

const must = <T>(result: Result<T, { readonly code: string }>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

export const standCtx = (tenantId: string): Ctx => ({
  ...{ tenantId, actor: SYSTEM_ACTOR, actorName: "stand", requestId: "" },
});

/** The stand's client: the one of an earlier start, or a new one. */
async function clientTenant(): Promise<string> {
  return withSystem(async (tx) => {
    const known = await clientOfTaxpayer(tx, client.xin);
    if (known) return known;
    const tenantId = newId(systemClock, systemRandomness);
    const { xin, name, headName } = client;
    await insertClient(tx, {
      ...{ tenantId, xin, name, headName, email: null, phone: null, address: client.address },
      createdAt: systemClock.now(),
    });
    for (const ad of client.ads) await insertTicketAd(tx, ad);
    return tenantId;
  });
}

async function tradingPoint(tenantId: string): Promise<string> {
  const [known] = await tradingPoints(tenantId);
  if (known) return known.id;
  const point = { ...client.point, localityCode: null, building: null, room: null };
  return must(await addTradingPoint(standCtx(tenantId), point)).id;
}

const numberOfRandom = (digits: number): string =>
  Array.from(systemRandomness.bytes(digits), (byte) => String(byte % 10)).join("");

/** One more register of the client, through the portal's own steps. */
export async function addStandRegister(): Promise<StandRegister> {
  const tenantId = await clientTenant();
  const ctx = standCtx(tenantId);
  const tradingPointId = await tradingPoint(tenantId);
  const registrationNumber = `0${numberOfRandom(11)}`;
  const factoryNumber = numberOfRandom(10);
  const madeYear = Number(dayOf(systemClock.now()).slice(0, 4));
  const { id } = must(
    await addRegister(ctx, {
      ...{ ...client.register, factoryNumber, registrationNumber, madeYear, tradingPointId, consent: "on" as const },
    }),
  );
  must(await chooseTariff(ctx, { registerId: id, tariffCode: "wired" }));
  const { token } = must(await issueToken(ctx, { registerId: id }));
  return { tenantId, id, token, registrationNumber, factoryNumber };
}

/** The registers of earlier starts with the tokens that they must use next; the first one is made where there is none. */
export async function standRegisters(): Promise<StandRegister[]> {
  const tenantId = await clientTenant();
  const { points } = await registerFile(tenantId, { search: "", status: "all" });
  const rows = points.flatMap(({ registers }) => registers);
  const known: StandRegister[] = [];
  for (const { id, registrationNumber, factoryNumber } of rows) {
    const held = await withTenant(tenantId, (tx) => holdOwnRegister(tx, tenantId, id));
    if (!held?.tokenCipher) continue;
    const token = String(openToken(tenantId, id, held.tokenCipher));
    known.push({ tenantId, id, token, registrationNumber: registrationNumber ?? "", factoryNumber });
  }
  return known.length > 0 ? known : [await addStandRegister()];
}
