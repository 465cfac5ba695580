import { randomInt, randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/audit";
import { createInvoice } from "@/lib/billing";
import { createGood } from "@/lib/catalog";
import { createGoodInput } from "@/lib/catalog/input";
import { closeShift } from "@/lib/fiscal/ops/close-shift";
import { present, type Result, tiyn } from "@/lib/kernel";
import { admitMember, organizationOf, payerOf } from "@/lib/orgs";
import { admitMemberInput } from "@/lib/orgs/input";
import { createCashier } from "@/lib/registers";
import { look } from "./db";
import { givenShop, sell } from "./fiscal";
import type { TestOperator } from "./operator";
import type { Ids } from "./policy";
import { givenInModeration } from "./registers";

const must = async <T>(work: Promise<Result<T, unknown>>): Promise<T> => {
  const done = await work;
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  return done.value;
};

const idOf = async (sql: string, value: unknown): Promise<string> => {
  const [row] = await look<{ id: unknown }>(sql, [value]);
  return String(present(row, `there is one: ${sql}`).id);
};

export type World = {
  readonly ctx: Ctx;
  readonly tenantId: string;
  readonly ofdTenantId: string;
  readonly ids: Ids;
};

const COLLEAGUE = { iin: "920707304513", name: "Сапарова А.", role: "accountant" };

/** An organisation that has one of everything: a register that sold and closed its shift, and one whose card waits. */
export async function givenWorld(operator: TestOperator): Promise<World> {
  const shop = await givenShop(() => operator.directPort);
  const { tenantId, ctx, atOperator } = shop;
  const sold = await sell(shop);
  await must(closeShift(shop.deps)(ctx, { registerId: shop.registerId, key: randomUUID() }));
  await look(
    `SELECT cabinet.ledger_write($1, $2, 'top_up', $3, 'bank', 'client', 1000000, '{"code":"text","text":""}', 'x', NULL, now())`,
    [tenantId, randomUUID(), randomUUID()],
  );
  const { registerId, cardId } = await givenInModeration({
    tenantId,
    ctx,
    xin: atOperator.xin,
    topUp: async () => undefined,
  });
  const admitted = { login: `kassa-${tenantId}`, name: "Асель", registerIds: [registerId, shop.registerId] };
  const cashier = await must(createCashier(ctx, admitted));
  const member = await must(admitMember(ctx, admitMemberInput.parse(COLLEAGUE)));
  const form = { name: "Хлеб", unitCode: "796", vatKind: "none", pricing: "free" };
  const good = await must(createGood(ctx, createGoodInput.parse(form)));
  const payer = payerOf(present(await organizationOf(tenantId), "the shop is there"));
  const invoice = await must(createInvoice(ctx, { amountTiyn: tiyn(250_000n), key: randomUUID(), payer }));
  const ofdTenantId = atOperator.tenantId;
  const ofdUser = randomInt(1, 2 ** 31 - 1);
  await look(
    `INSERT INTO operator.portal_user (tenant_id, number, account_id, name, login, created_at)
     VALUES ($1, $2, $3, 'Сериков А. Т.', 'serikov', now())`,
    [ofdTenantId, ofdUser, randomUUID()],
  );
  await look(
    `INSERT INTO common.signature (tenant_id, id, subject, file_id, sha256, cms, chain, crls, ocsp, timestamp_chain,
       signer_kind, signer_xin, signer_iin, signer_name, signer_role, report, signed_at)
     SELECT tenant_id, application_signature_id, 'tax_application', application_file_id, sha256(''), '\\x30', '{}', '{}', '{}', '{}',
       'legal', '180140000117', '900101300017', 'Сериков А. Т.', 'head', '{}', now() FROM cabinet.register WHERE id = $1`,
    [registerId],
  );
  return {
    ...{ ctx, tenantId, ofdTenantId },
    ids: {
      register: registerId,
      till: shop.registerId,
      card: cardId,
      cashier: cashier.cashierId,
      member: member.memberId,
      signature: await idOf("SELECT application_signature_id AS id FROM cabinet.register WHERE id = $1", registerId),
      good: good.id,
      invoice: invoice.id,
      document: sold.document.id,
      ofdPoint: await idOf("SELECT id FROM operator.trading_point WHERE tenant_id = $1", ofdTenantId),
      ofdRegister: String(atOperator.id),
      ofdUser: String(ofdUser),
      ofdDocument: await idOf(
        "SELECT id FROM operator.document WHERE tenant_id = $1 ORDER BY sequence LIMIT 1",
        ofdTenantId,
      ),
    },
  };
}

/** Ids that nobody has. */
export const absentIds = (): Ids => ({
  register: randomUUID(),
  till: randomUUID(),
  card: randomUUID(),
  cashier: randomUUID(),
  member: randomUUID(),
  signature: randomUUID(),
  good: randomUUID(),
  invoice: randomUUID(),
  document: randomUUID(),
  ofdPoint: randomUUID(),
  ofdRegister: "2147480001",
  ofdUser: "2147480002",
  ofdDocument: randomUUID(),
});
