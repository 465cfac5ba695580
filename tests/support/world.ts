import { randomInt, randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/audit";
import { createGood } from "@/lib/catalog";
import { createCashier } from "@/lib/registers";
import { look } from "./db";
import { givenRegister as givenOfdRegister } from "./operator";
import type { Ids } from "./policy";
import { givenInModeration, givenShop } from "./registers";

type Result = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };
const must = async <R extends Result>(work: Promise<R>): Promise<Extract<R, { ok: true }>["value"]> => {
  const done = await work;
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  return done.value;
};

/** An organisation that has one of everything, and its namesake at the data operator. */
export async function givenWorld(): Promise<{ ctx: Ctx; tenantId: string; ofdTenantId: string; ids: Ids }> {
  const shop = await givenShop({ tenge: 10_000 });
  const { registerId, cardId } = await givenInModeration(shop);
  const cashier = await must(createCashier(shop.ctx, { login: `kassa-${shop.tenantId}`, name: "Асель", registerIds: [registerId] }));
  const good = await must(
    createGood(shop.ctx, { name: "Хлеб", barcode: null, unitCode: "796", vatKind: "none", priceTiyn: null, sectionCode: 1 } as never), // cast: a form of its own room
  );
  const ofd = await givenOfdRegister();
  const ofdUser = randomInt(1, 2 ** 31 - 1);
  await look(
    `INSERT INTO operator.portal_user (tenant_id, number, account_id, name, created_at) VALUES ($1, $2, $3, 'Сериков А. Т.', now())`,
    [ofd.tenantId, ofdUser, randomUUID()],
  );
  const [point] = await look<{ id: string }>("SELECT id FROM operator.trading_point WHERE tenant_id = $1", [ofd.tenantId]);
  return {
    ctx: shop.ctx,
    tenantId: shop.tenantId,
    ofdTenantId: ofd.tenantId,
    ids: {
      register: registerId,
      card: cardId,
      cashier: (cashier as { cashierId?: string; id?: string }).cashierId ?? (cashier as { id: string }).id, // cast: one of the two
      good: (good as { id: string }).id, // cast: what the op answers
      invoice: randomUUID(),
      document: randomUUID(),
      ofdPoint: point?.id ?? "",
      ofdRegister: String(ofd.id),
      ofdUser: String(ofdUser),
      ofdDocument: randomUUID(),
    },
  };
}

/** Ids that nobody has. */
export const absentIds = (): Ids => ({
  register: randomUUID(),
  card: randomUUID(),
  cashier: randomUUID(),
  good: randomUUID(),
  invoice: randomUUID(),
  document: randomUUID(),
  ofdPoint: randomUUID(),
  ofdRegister: "2147480001",
  ofdUser: "2147480002",
  ofdDocument: randomUUID(),
});
