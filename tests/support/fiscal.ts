import { randomInt, randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/audit";
import type { LineDraft } from "@/lib/fiscal/core/receipt";
import type { IssueReceipt, IssueReturn } from "@/lib/fiscal/input";
import type { FiscalDeps } from "@/lib/fiscal/ops/deps";
import { dueRegisters } from "@/lib/fiscal/ops/drain";
import { issueReceipt } from "@/lib/fiscal/ops/issue-receipt";
import { issueReturn } from "@/lib/fiscal/ops/issue-return";
import { quantityMilli, type Tiyn, tiyn } from "@/lib/kernel";
import { encryptOfdToken } from "@/lib/registers";
import { type ShopOptions, testDeps } from "./fiscal-deps";
import { look } from "./look";
import { type GivenRegister, givenRegister, givenSibling } from "./operator";

export { testDeps };

/** Tenge as a person writes them. */
export const tg = (text: string): Tiyn => tiyn(BigInt(text.replace(".", "")));

export type Shop = {
  readonly tenantId: string;
  readonly registerId: string;
  readonly cashierId: string;
  /** The cashier at this register. */
  readonly ctx: Ctx;
  readonly atOperator: GivenRegister;
  readonly deps: FiscalDeps;
};

/** An organisation with one active register that the operator knows, and a cashier admitted to it. */
export async function givenShop(port: () => number, options: ShopOptions = {}): Promise<Shop> {
  const atOperator = await givenRegister({ factoryNumber: `${randomInt(100_000_000, 999_999_999)}` });
  const [tenantId, registerId, cashierId] = [randomUUID(), randomUUID(), randomUUID()];
  const vat = options.vatPayer === false ? [null, null, null] : ["60001", "0065985", "2026-01-01"];
  await look(
    `INSERT INTO cabinet.organization (tenant_id, xin, xin_kind, name, head_name, head_iin, legal_address, email,
       email_confirmed_at, locale, vat_series, vat_number, vat_issued_on, contract_number, contract_day, contract_file_id,
       contract_signature_id, contract_signed_at, status, created_at)
     VALUES ($1, $2, 'bin', $3, 'Сериков А. Т.', $2, $4, $5, now(), 'ru', $6, $7, $8::date,
       nextval('cabinet.contract_number_seq'), current_date, $1, $1, now(), 'active', now())`,
    [tenantId, atOperator.xin, atOperator.organization, atOperator.address, `${tenantId}@example.kz`, ...vat],
  );
  await insertRegister(tenantId, registerId, atOperator, "Касса 1");
  await look("INSERT INTO cabinet.cashier VALUES ($1, $2, 'aigul', 'Сейтова А. Б.', now(), NULL)", [
    tenantId,
    cashierId,
  ]);
  await look("INSERT INTO cabinet.cashier_register VALUES ($1, $2, $3)", [tenantId, cashierId, registerId]);
  const ctx: Ctx = {
    ...{ tenantId, actor: { kind: "account", id: cashierId }, actorName: "Сейтова А. Б.", requestId: "test" },
  };
  return { tenantId, registerId, cashierId, ctx, atOperator, deps: testDeps(port, options) };
}

/** An active register of an organisation, as approval leaves it. */
async function insertRegister(tenantId: string, registerId: string, atOperator: GivenRegister, name: string) {
  await look(
    `INSERT INTO cabinet.register (tenant_id, id, factory_number, name, status, tariff_code, model, made_year, tax_office_code,
       locality, street, house, created_at, created_by, application_file_id, application_signature_id, application_signed_at,
       card_id, registration_number, registered_on, ofd_register_id, ofd_cashier_id, ofd_token_cipher, activated_at, paid_until)
     VALUES ($1, $2, $3, $7, 'active', 'basic', 'Тиын Касса 1.0', 2026, '6007', 'Алматы', 'Абая', '44', now(), $1, $1, $1,
       now(), $1, $4, current_date, $5, '17169', $6, now(), now() + interval '30 days')`,
    [
      ...[tenantId, registerId, atOperator.factoryNumber, atOperator.registrationNumber, atOperator.id],
      Buffer.from(encryptOfdToken(tenantId, registerId, atOperator.token.toString())),
      name,
    ],
  );
}

/** Another register of the same organisation, with the same cashier and parts of a process of its own. */
export async function givenSecondTill(shop: Shop, port: () => number): Promise<Shop> {
  const atOperator = await givenSibling(shop.atOperator);
  const registerId = randomUUID();
  await insertRegister(shop.tenantId, registerId, atOperator, "Касса 2");
  await look("INSERT INTO cabinet.cashier_register VALUES ($1, $2, $3)", [shop.tenantId, shop.cashierId, registerId]);
  return { ...shop, registerId, atOperator, deps: testDeps(port) };
}

/** One line: bread at 500.00, unless told otherwise. */
export const loaf = (change: Partial<LineDraft> = {}): LineDraft => ({
  ...{ goodId: null, name: "Хлеб пшеничный, 500 г", barcode: null, unitCode: "796", sectionCode: "1" },
  ...{ vatKind: "16", priceTiyn: tg("500.00"), quantityMilli: quantityMilli(1000n), discountTiyn: tg("0.00") },
  ...change,
});

/** A sale of bread for 500.00 in cash, unless told otherwise. */
export function bread(shop: Pick<Shop, "registerId">, change: Partial<IssueReceipt> = {}): IssueReceipt {
  return {
    registerId: shop.registerId,
    key: randomUUID(),
    kind: "sale",
    lines: [loaf()],
    discountTiyn: tg("0.00"),
    payments: [{ type: "cash", sumTiyn: tg("500.00") }],
    ...change,
  };
}

/** Sells and answers what became of it; a refusal of ours is a failed test. */
export async function sell(shop: Shop, change: Partial<IssueReceipt> = {}) {
  const sold = await issueReceipt(shop.deps)(shop.ctx, bread(shop, change));
  if (!sold.ok) throw new Error(`refused: ${sold.error.code}`);
  return sold.value;
}

/** Takes a receipt back at this till: all that is left, unless told otherwise. */
export const giveBack = (shop: Shop, basisId: string, change: Partial<IssueReturn> = {}) =>
  issueReturn(shop.deps)(shop.ctx, { registerId: shop.registerId, key: randomUUID(), basisId, ...change });

/** Lets one worker look at the queue once, however far the next look is set. */
export async function dispatch(deps: FiscalDeps, howMany = 10): Promise<number> {
  const works = await dueRegisters(deps, howMany);
  await Promise.all(works.map(({ work }) => work()));
  return works.length;
}

/** Makes every waiting register due now. */
export const hurry = (): Promise<unknown> =>
  look("UPDATE cabinet.transmission_queue SET due_at = cabinet.fiscal_now() WHERE due_at IS NOT NULL");

/** Sets the database's fiscal clock, in this file's database alone; null gives the real one back. */
export const setFiscalClock = (moment: Date | null): Promise<unknown> =>
  look(
    `CREATE OR REPLACE FUNCTION cabinet.fiscal_now() RETURNS timestamptz LANGUAGE sql VOLATILE SET search_path = pg_catalog
     AS $$ SELECT ${moment ? `'${moment.toISOString()}'::timestamptz` : "date_trunc('milliseconds', clock_timestamp())"} $$`,
  );

/** The documents of a register with their settlements, in order of numbers. */
export const tape = (registerId: string) =>
  look<{ number: string; kind: string; at: Date; autonomous: boolean; settled: string[]; sign: string | null }>(
    `SELECT d.number, d.kind, d.at, d.autonomous, max(s.fiscal_sign) AS sign,
       array_remove(array_agg(s.kind ORDER BY s.journal_seq), NULL) AS settled
     FROM cabinet.fiscal_document d
     LEFT JOIN cabinet.fiscal_settlement s ON s.tenant_id = d.tenant_id AND s.document_id = d.id
     WHERE d.register_id = $1 GROUP BY d.tenant_id, d.id ORDER BY d.number`,
    [registerId],
  );
