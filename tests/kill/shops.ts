import { randomUUID } from "node:crypto";
import { createAccount, openSession } from "@/lib/auth";
import { withSystem } from "@/lib/db";
import { sealSid } from "@/lib/http/next-auth";
import { givenShop, type Shop } from "../support/fiscal";

import { look } from "../support/look";
import { tillActions } from "./door";
import type { Stage } from "./stage";
import { Till } from "./till";

/** Two tills share the first register, so that both web processes meet at one; the others have a register each. */
const REGISTER_OF_TILL = [0, 0, 1, 2] as const;

export type Shops = {
  readonly registers: readonly { readonly id: string; readonly ofdId: number }[];
  readonly tills: readonly Till[];
};

/** Lets a cashier in, as signing in does: an account, a session and its cookie. */
async function signIn(tenantId: string, cashierId: string): Promise<string> {
  const account = { id: cashierId, realm: "pos" as const, kind: "cashier" as const, tenantId, login: cashierId };
  const made = await withSystem((tx) => createAccount(tx, { ...account, name: "Сейтова А. Б." }));
  if (!made.ok) throw new Error("the login is free");
  const from = { address: "10.9.9.9", userAgent: "till", requestId: "kill" };
  const opened = await openSession("pos", cashierId, from, "password", null);
  if (!opened.ok) throw new Error("the account is open");
  return sealSid("pos", opened.value.sid);
}

async function anotherCashier({ tenantId, registerId }: Shop): Promise<string> {
  const id = randomUUID();
  await look("INSERT INTO cabinet.cashier VALUES ($1, $2, 'dana', 'Оспанова Д. К.', now(), NULL)", [tenantId, id]);
  await look("INSERT INTO cabinet.cashier_register VALUES ($1, $2, $3)", [tenantId, id, registerId]);
  return id;
}

/** Three organisations with a register each, and four cashiers at their tills. */
export async function openShops(stage: Stage): Promise<Shops> {
  const shops: Shop[] = [];
  for (let count = 0; count < 3; count++) shops.push(await givenShop(() => stage.wire.port));
  const actions = tillActions(process.cwd());
  const tills: Till[] = [];
  for (const [index, which] of REGISTER_OF_TILL.entries()) {
    const shop = shops[which];
    if (!shop) throw new Error("every till has a register");
    const { tenantId, registerId } = shop;
    const cashierId = index === 1 ? await anotherCashier(shop) : shop.cashierId;
    const cookie = await signIn(tenantId, cashierId);
    const patienceMs = () => stage.lengths.totalMs * 2 + 1_000;
    tills.push(
      new Till({ name: `till-${index + 1}`, registerId, cookie, origins: stage.origins, actions, patienceMs }),
    );
  }
  return { registers: shops.map(({ registerId, atOperator }) => ({ id: registerId, ofdId: atOperator.id })), tills };
}
